import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject } from '../../../json.ts';
import { MappingError, type DataSourceAnswer } from '../data-source.ts';
import { toPlainItem, toTypedJson, type Item } from './attribute-value.ts';
import { DynamoDbError } from './call-dynamodb.ts';
import { answer, type Call, type Operation } from './call.ts';
import { fieldsOf, listOf, optional, textOf } from './request-fields.ts';
import { toContextError } from './service-error.ts';

/** What a condition has besides its expression. */
export const CONDITION_FIELDS = ['equalsIgnore', 'consistentRead', 'conditionalCheckFailedHandler'] as const;

/** A conditional write: `operation` is what carries such requests out. */
type Write = { request: JsonObject; call: Call; key: Item; operation: Operation };

/** Whether a write whose condition failed had its effect already, given the item stored; undefined when there is none. */
type AlreadyDone = (stored: Item | undefined, equalsIgnore: string[]) => boolean;

/**
 * Sends a conditional write. When its condition fails, the stored item is read and becomes `ctx.result`, and what is already
 * as asked for counts as success. With the strategy `Custom` a Lambda function then says what to do.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
 */
export async function sendConditional(
  write: Write,
  alreadyDone: AlreadyDone,
  send: () => Promise<DataSourceAnswer>,
): Promise<DataSourceAnswer> {
  const { request, call, key } = write;
  const condition = fieldsOf(request['condition'] ?? {}, '[condition]');
  const functionArn = customFunction(condition);
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof DynamoDbError) || error.name !== 'ConditionalCheckFailedException') throw error;
    const ConsistentRead = optional(condition['consistentRead'], 'boolean', '[condition][consistentRead]') ?? true;
    const { Item: stored } = await call.dynamodb('GetItem', { TableName: call.tableName, Key: key, ConsistentRead });
    const ignored = listOf(condition['equalsIgnore'] ?? [], '[condition][equalsIgnore]').map(String);
    const result = toPlainItem(stored);
    if (alreadyDone(stored, ignored)) return answer(result);
    const rejected = { result, error: toContextError(error) };
    return functionArn === undefined ? rejected : askFunction(functionArn, write, stored, rejected);
  }
}

/** The function of the strategy `Custom`; undefined with the strategy `Reject`. */
function customFunction(condition: JsonObject): string | undefined {
  const path = '[condition][conditionalCheckFailedHandler]';
  if (condition['conditionalCheckFailedHandler'] === undefined) return undefined;
  const handler = fieldsOf(condition['conditionalCheckFailedHandler'], path);
  const strategy = textOf(handler['strategy'], `${path}[strategy]`);
  if (strategy === 'Reject') return undefined;
  // UNSURE: AWS's wording.
  if (strategy !== 'Custom')
    throw new MappingError(`Unsupported value for field '$${path}[strategy]': ${JSON.stringify(strategy)}`);
  return textOf(handler['lambdaArn'], `${path}[lambdaArn]`);
}

/** Does what the function says: `reject`, `discard`, or `retry` with other values, which may fail once more. */
async function askFunction(
  functionArn: string,
  { request, call, operation }: Write,
  stored: Item | undefined,
  rejected: DataSourceAnswer,
): Promise<DataSourceAnswer> {
  const currentValue = stored === undefined ? null : toTypedJson(stored);
  let said: unknown;
  try {
    said = await call.askFunction(functionArn, { requestMapping: request, currentValue });
  } catch (error) {
    // UNSURE: AWS's type and wording.
    const message = error instanceof Error ? error.message : String(error);
    return { result: rejected.result, error: { type: 'Lambda:Unhandled', message } };
  }
  const { action, retryMapping } = isJsonObject(said) ? said : {};
  if (action === 'discard') return answer(rejected.result);
  // UNSURE: what AWS makes of an action that there is not.
  if (action !== 'retry') return rejected;
  const again = fieldsOf(retryMapping ?? {}, '[retryMapping]');
  const condition = {
    ...fieldsOf(request['condition'], '[condition]'),
    ...fieldsOf(again['condition'] ?? {}, '[retryMapping][condition]'),
    conditionalCheckFailedHandler: { strategy: 'Reject' },
  };
  return operation({ ...request, ...again, condition }, call);
}

/** Whether two items are the same but for some attributes. */
export function sameItem(left: Item, right: Item, but: string[]): boolean {
  const rest = (item: Item): Item => Object.fromEntries(Object.entries(item).filter(([name]) => !but.includes(name)));
  return isDeepStrictEqual(toPlainItem(rest(left)), toPlainItem(rest(right)));
}
