import { isDeepStrictEqual } from 'node:util';
import { toItem, toPlainItem, type Item } from '../attribute-value.ts';
import { answer, type Operation } from '../call.ts';
import { readExpressions } from '../expression.ts';
import { fieldsOf, listOf, onlyFields, optional } from '../request-fields.ts';

/** A table's part of the request; `extra` are key attributes read only to tell the items apart. */
type TableRead = { read: { Keys: Item[]; [member: string]: unknown }; extra: string[] };

/** Whether an item has a key: every attribute of the key, with the same value. */
const hasKey = (item: Item, key: Item): boolean =>
  Object.entries(key).every(([name, value]) => isDeepStrictEqual(item[name], value));

/** The key attributes that a projection leaves out. Items come in any order: without their keys nobody knows which is which. */
function leftOut(keys: Item[], projection: string, names: Record<string, string>): string[] {
  const projected = projection.split(',').map((path) => path.trim().replace(/[.[].*$/, ''));
  const attributes = projected.map((name) => names[name] ?? name);
  return [...new Set(keys.flatMap(Object.keys))].filter((name) => !attributes.includes(name));
}

function readTable(value: unknown, path: string): TableRead {
  const fields = onlyFields(value, ['keys', 'consistentRead', 'projection'], path);
  const expressions = readExpressions(path);
  const Keys = listOf(fields['keys'], `${path}[keys]`).map((key, index) => toItem(key, `${path}[keys][${index}]`));
  const ConsistentRead = optional(fields['consistentRead'], 'boolean', `${path}[consistentRead]`);
  const projection = expressions.read(fields, 'projection');
  const read = { Keys, ConsistentRead };
  if (projection === undefined) return { read, extra: [] };
  const { ExpressionAttributeNames: names = {} } = expressions.placeholders();
  const extra = leftOut(Keys, projection, names);
  const ProjectionExpression = [projection, ...extra.map((_name, index) => `#appsync_key_${index}`)].join(', ');
  const extraNames = Object.fromEntries(extra.map((name, index) => [`#appsync_key_${index}`, name]));
  const ExpressionAttributeNames = { ...names, ...extraNames };
  const named = Object.keys(ExpressionAttributeNames).length > 0;
  return { read: { ...read, ProjectionExpression, ...(named ? { ExpressionAttributeNames } : {}) }, extra };
}

/**
 * One slot a key, in the order of the request: null for an item that is not there or was left unprocessed.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-get-item.html
 */
export const batchGetItem: Operation = async (request, { dynamodb }) => {
  const tables = Object.entries(fieldsOf(request['tables'], '[tables]')).map(
    ([table, value]) => [table, readTable(value, `[tables][${table}]`)] as const,
  );
  const RequestItems = Object.fromEntries(tables.map(([table, { read }]) => [table, read]));
  const { Responses = {}, UnprocessedKeys = {} } = await dynamodb('BatchGetItem', { RequestItems });
  const data: Record<string, unknown[]> = {};
  const unprocessedKeys: Record<string, unknown[]> = {};
  for (const [table, { read, extra }] of tables) {
    const found = Responses[table] ?? [];
    data[table] = read.Keys.map((key) => {
      const item = found.find((one) => hasKey(one, key));
      return toPlainItem(item && Object.fromEntries(Object.entries(item).filter(([name]) => !extra.includes(name))));
    });
    unprocessedKeys[table] = (UnprocessedKeys[table]?.Keys ?? []).map((key) => toPlainItem(key));
  }
  return answer({ data, unprocessedKeys });
};
