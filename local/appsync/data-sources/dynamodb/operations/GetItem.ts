import { toItem, toPlainItem } from '../attribute-value.ts';
import { answer, type Operation } from '../call.ts';
import { readExpressions } from '../expression.ts';
import { optional } from '../request-fields.ts';

/** The item, or null. */
export const getItem: Operation = async (request, { dynamodb, tableName }) => {
  const expressions = readExpressions();
  const input = {
    TableName: tableName,
    Key: toItem(request['key'], '[key]'),
    ConsistentRead: optional(request['consistentRead'], 'boolean', '[consistentRead]'),
    ProjectionExpression: expressions.read(request, 'projection'),
  };
  const { Item } = await dynamodb('GetItem', { ...input, ...expressions.placeholders() });
  return answer(toPlainItem(Item));
};
