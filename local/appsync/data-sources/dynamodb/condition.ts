import { ConditionalCheckFailedException, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../json.ts';
import { MappingError, type DataSourceAnswer } from '../data-source.ts';
import { toPlainItem, type Item } from './attribute-value.ts';
import type { Call } from './call.ts';
import { fieldsOf, listOf, optional } from './request-fields.ts';
import { toContextError } from './service-error.ts';

/** Whether a write whose condition failed had its effect already, given the item stored; undefined when there is none. */
type AlreadyDone = (stored: Item | undefined, equalsIgnore: string[]) => boolean;

/**
 * Sends a conditional write. When its condition fails, the stored item is read and becomes `ctx.result`, and what is already
 * as asked for counts as success.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html#aws-appsync-resolver-reference-dynamodb-condition-expressions-js
 */
export async function sendConditional(
  request: JsonObject,
  call: Call,
  key: Item,
  alreadyDone: AlreadyDone,
  send: () => Promise<DataSourceAnswer>,
): Promise<DataSourceAnswer> {
  const condition = fieldsOf(request['condition'] ?? {}, '[condition]');
  const handler = fieldsOf(
    condition['conditionalCheckFailedHandler'] ?? {},
    '[condition][conditionalCheckFailedHandler]',
  );
  if (handler['strategy'] === 'Custom') {
    throw new MappingError("The conditionalCheckFailedHandler strategy 'Custom' is not imitated by the local AppSync.");
  }
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const ConsistentRead = optional(condition['consistentRead'], 'boolean', '[condition][consistentRead]') ?? true;
    const { Item: stored } = await call.client.send(
      new GetItemCommand({ TableName: call.tableName, Key: key, ConsistentRead }),
    );
    const ignored = listOf(condition['equalsIgnore'] ?? [], '[condition][equalsIgnore]').map(String);
    const result = toPlainItem(stored);
    return alreadyDone(stored, ignored) ? { result, error: null } : { result, error: toContextError(error) };
  }
}

/** Whether two items are the same but for some attributes. */
export function sameItem(left: Item, right: Item, but: string[]): boolean {
  const rest = (item: Item): Item => Object.fromEntries(Object.entries(item).filter(([name]) => !but.includes(name)));
  return isDeepStrictEqual(toPlainItem(rest(left)), toPlainItem(rest(right)));
}
