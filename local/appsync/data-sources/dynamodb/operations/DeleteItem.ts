import { toItem, toPlainItem } from '../attribute-value.ts';
import { answer, type Operation } from '../call.ts';
import { CONDITION_FIELDS, sendConditional } from '../condition.ts';
import { readExpressions } from '../expression.ts';

/** The item as it was, or null. A failed condition is no error when there is no item. */
export const deleteItem: Operation = (request, call) => {
  const expressions = readExpressions();
  const key = toItem(request['key'], '[key]');
  const ConditionExpression = expressions.read(request, 'condition', CONDITION_FIELDS);
  const input = { TableName: call.tableName, Key: key, ConditionExpression, ...expressions.placeholders() };
  return sendConditional(
    { request, call, key, operation: deleteItem },
    (stored) => stored === undefined,
    async () => {
      const { Attributes } = await call.dynamodb('DeleteItem', { ...input, ReturnValues: 'ALL_OLD' });
      return answer(toPlainItem(Attributes));
    },
  );
};
