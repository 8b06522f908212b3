import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { toItem, toPlainItem } from '../attribute-value.ts';
import { answer, type Operation } from '../call.ts';
import { defined, readExpressions } from '../expression.ts';
import { optional } from '../request-fields.ts';

/** The item, or null. */
export const getItem: Operation = async (request, { client, tableName }) => {
  const expressions = readExpressions();
  const input = defined({
    TableName: tableName,
    Key: toItem(request['key'], '[key]'),
    ConsistentRead: optional(request['consistentRead'], 'boolean', '[consistentRead]'),
    ProjectionExpression: expressions.read(request, 'projection'),
  });
  const { Item } = await client.send(new GetItemCommand({ ...input, ...expressions.placeholders() }));
  return answer(toPlainItem(Item));
};
