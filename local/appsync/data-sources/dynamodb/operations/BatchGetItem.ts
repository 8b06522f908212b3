import { BatchGetItemCommand, type KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import { toItem, toPlainItem, type Item } from '../attribute-value.ts';
import { answer, type Operation } from '../call.ts';
import { defined, readExpressions } from '../expression.ts';
import { fieldsOf, listOf, optional } from '../request-fields.ts';

/** Whether an item has a key: every attribute of the key, with the same value. */
const hasKey = (item: Item, key: Item): boolean =>
  Object.entries(key).every(([name, value]) => isDeepStrictEqual(item[name], value));

/**
 * One slot a key, in the order of the request: null for an item that is not there or was left unprocessed.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html#js-aws-appsync-resolver-reference-dynamodb-batch-get-item
 */
export const batchGetItem: Operation = async (request, { client }) => {
  const RequestItems: Record<string, KeysAndAttributes & { Keys: Item[] }> = {};
  for (const [table, value] of Object.entries(fieldsOf(request['tables'], '[tables]'))) {
    const path = `[tables][${table}]`;
    const fields = fieldsOf(value, path);
    const expressions = readExpressions(path);
    const keys = listOf(fields['keys'], `${path}[keys]`).map((key, index) => toItem(key, `${path}[keys][${index}]`));
    RequestItems[table] = {
      // DynamoDB refuses a key that is named twice; AppSync's slots are one a key of the request.
      Keys: keys.filter((key, index) => keys.findIndex((other) => isDeepStrictEqual(other, key)) === index),
      ...defined({
        ConsistentRead: optional(fields['consistentRead'], 'boolean', `${path}[consistentRead]`),
        ProjectionExpression: expressions.read(fields, 'projection'),
      }),
      ...expressions.placeholders(),
    };
  }
  const { Responses = {}, UnprocessedKeys = {} } = await client.send(new BatchGetItemCommand({ RequestItems }));
  const data: Record<string, unknown[]> = {};
  const unprocessedKeys: Record<string, unknown[]> = {};
  for (const [table, { Keys }] of Object.entries(RequestItems)) {
    const found = Responses[table] ?? [];
    data[table] = Keys.map((key) => toPlainItem(found.find((item) => hasKey(item, key))));
    unprocessedKeys[table] = (UnprocessedKeys[table]?.Keys ?? []).map((key) => toPlainItem(key));
  }
  return answer({ data, unprocessedKeys });
};
