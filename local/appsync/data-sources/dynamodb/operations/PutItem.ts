import { toItem, toPlainItem } from '../attribute-value.ts';
import { answer, type Operation } from '../call.ts';
import { CONDITION_FIELDS, sameItem, sendConditional } from '../condition.ts';
import { readExpressions } from '../expression.ts';

/** The item as it was put. A failed condition is no error when the stored item equals it. */
export const putItem: Operation = (request, call) => {
  const expressions = readExpressions();
  const key = toItem(request['key'], '[key]');
  const Item = { ...toItem(request['attributeValues'] ?? {}, '[attributeValues]'), ...key };
  const ConditionExpression = expressions.read(request, 'condition', CONDITION_FIELDS);
  const input = { TableName: call.tableName, Item, ConditionExpression, ...expressions.placeholders() };
  return sendConditional(
    { request, call, key, operation: putItem },
    (stored, equalsIgnore) => stored !== undefined && sameItem(stored, Item, equalsIgnore),
    async () => {
      await call.dynamodb('PutItem', input);
      return answer(toPlainItem(Item));
    },
  );
};
