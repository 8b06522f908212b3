import type { AwsResponse } from '../../gateway/service.ts';
import { isJsonObject, type JsonObject } from '../../json.ts';
import { type Action, invalid } from './actions.ts';

/** The names of the attributes that make the key of a table; none when there is no such table. */
export type KeyNames = (table: string) => Promise<string[]>;

/** The item that an action is about. */
export type TransactedItem = { TableName: string; Key: JsonObject };

/** The items of the actions, in their order; or the answer to a request that names one twice. */
export async function transactedItems(actions: Action[], keyNames: KeyNames): Promise<TransactedItem[] | AwsResponse> {
  const tables = [...new Set(actions.map(({ input }) => String(input['TableName'])))];
  const keys = new Map(await Promise.all(tables.map(async (table) => [table, await keyNames(table)] as const)));
  const items: TransactedItem[] = [];
  const seen = new Set<string>();
  for (const { input } of actions) {
    const TableName = String(input['TableName']);
    const names = keys.get(TableName) ?? [];
    const attributes = (input['Key'] ?? input['Item']) as JsonObject;
    items.push({ TableName, Key: Object.fromEntries(names.map((name) => [name, attributes[name]])) });
    // What has no whole key is the single operation's to refuse.
    if (names.length === 0 || names.some((name) => attributes[name] === undefined)) continue;
    const item = JSON.stringify([TableName, names.map((name) => comparable(attributes[name]))]);
    if (seen.has(item)) return invalid('Transaction request cannot include multiple operations on one item');
    seen.add(item);
  }
  return items;
}

/** A value of a key, equal for equal ones: 1 and 1.0 are one number. Numbers of more digits than a double holds are compared as written. */
function comparable(value: unknown): unknown {
  const digits = isJsonObject(value) ? value['N'] : undefined;
  return typeof digits === 'string' && digits.length <= 15 ? { N: Number(digits) } : value;
}
