import { jsonError } from '../../aws-json.ts';
import type { AwsResponse } from '../../gateway/service.ts';
import type { JsonObject } from '../../json.ts';
import { constraint, readActions } from './actions.ts';
import { failureOf } from './cancellation.ts';
import type { ClientRequestTokens } from './client-request-tokens.ts';
import { consumedCapacity } from './consumed-capacity.ts';
import { type Answer, type Send, toResponse } from './send.ts';
import { type KeyNames, type TransactedItem, transactedItems } from './transacted-items.ts';

const MAX_TOKEN_LENGTH = 36;

/** An action that was carried out: what it was about, and how that was before. */
type Done = { kind: string; item: TransactedItem; before: unknown };

/**
 * Writes up to 100 items, or none of them: each by a single conditional write, and what was written is undone when another fails.
 * Nobody may read or write meanwhile, which is the caller's to see to. A process that dies in the midst leaves a half behind.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export async function transactWriteItems(
  body: JsonObject,
  send: Send,
  keyNames: KeyNames,
  tokens: ClientRequestTokens,
): Promise<AwsResponse> {
  const { ClientRequestToken: token, ReturnConsumedCapacity } = body;
  if (typeof token === 'string' && token.length > MAX_TOKEN_LENGTH) {
    return constraint(`'${token}'`, 'clientRequestToken', `have length less than or equal to ${MAX_TOKEN_LENGTH}`);
  }
  const actions = readActions(body, ['Put', 'Update', 'Delete', 'ConditionCheck']);
  if (!Array.isArray(actions)) return actions;
  const known = tokens.look(token, body);
  if (known === 'same') return toResponse({ status: 200, body: {} });
  // UNSURE: AWS's wording. DynamoDB Local has none.
  if (known === 'other')
    return jsonError(
      400,
      'IdempotentParameterMismatchException',
      'The request differs from the first one with its ClientRequestToken',
    );
  const items = await transactedItems(actions, keyNames);
  if (!Array.isArray(items)) return items;

  const answers: Answer[] = [];
  const done: Done[] = [];
  for (const [index, { kind, operation, input }] of actions.entries()) {
    const answer = await send(operation, { ...input, ReturnValues: 'ALL_OLD', ReturnConsumedCapacity });
    answers.push(answer);
    const item = items[index];
    if (answer.status === 200 && item !== undefined) done.push({ kind, item, before: answer.body['Attributes'] });
  }
  const failure = failureOf(answers);
  // A check of an item that is not there has made one.
  await undo(send, failure === undefined ? done.filter(({ kind }) => kind === 'ConditionCheck') : done);
  if (failure !== undefined) return failure;
  tokens.remember(token, body);
  return toResponse({ status: 200, body: consumedCapacity(body, 'WriteCapacityUnits', answers) });
}

/** Makes the items what they were before. */
async function undo(send: Send, done: Done[]): Promise<void> {
  for (const {
    item: { TableName, Key },
    before,
  } of done.toReversed()) {
    const { status, body } =
      before === undefined
        ? await send('DeleteItem', { TableName, Key })
        : await send('PutItem', { TableName, Item: before });
    if (status !== 200) throw new Error(`a write to ${TableName} cannot be undone: ${JSON.stringify(body)}`);
  }
}
