import type { AwsResponse } from '../../gateway/service.ts';
import type { JsonObject } from '../../json.ts';
import { readActions } from './actions.ts';
import { failureOf } from './cancellation.ts';
import { consumedCapacity } from './consumed-capacity.ts';
import { type Answer, type Send, toResponse } from './send.ts';
import { type KeyNames, transactedItems } from './transacted-items.ts';

/**
 * Reads up to 100 items. They are as they were at one time when nothing writes meanwhile, which is the caller's to see to.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 */
export async function transactGetItems(body: JsonObject, send: Send, keyNames: KeyNames): Promise<AwsResponse> {
  const actions = readActions(body, ['Get']);
  if (!Array.isArray(actions)) return actions;
  const items = await transactedItems(actions, keyNames);
  if (!Array.isArray(items)) return items;

  const { ReturnConsumedCapacity } = body;
  const answers: Answer[] = [];
  for (const { operation, input } of actions) {
    answers.push(await send(operation, { ...input, ConsistentRead: true, ReturnConsumedCapacity }));
  }
  const failure = failureOf(answers);
  if (failure !== undefined) return failure;
  const Responses = answers.map(({ body: { Item } }) => ({ Item }));
  return toResponse({ status: 200, body: { Responses, ...consumedCapacity(body, 'ReadCapacityUnits', answers) } });
}
