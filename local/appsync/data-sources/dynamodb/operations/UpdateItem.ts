import { toItem, toPlainItem } from '../attribute-value.ts';
import { answer, type Operation } from '../call.ts';
import { CONDITION_FIELDS, sendConditional } from '../condition.ts';
import { readExpressions } from '../expression.ts';
import { fieldsOf } from '../request-fields.ts';

/** The whole item after the update. */
export const updateItem: Operation = (request, call) => {
  fieldsOf(request['update'], '[update]');
  const expressions = readExpressions();
  const key = toItem(request['key'], '[key]');
  const input = {
    TableName: call.tableName,
    Key: key,
    UpdateExpression: expressions.read(request, 'update'),
    ConditionExpression: expressions.read(request, 'condition', CONDITION_FIELDS),
  };
  return sendConditional(
    { request, call, key, operation: updateItem },
    () => false,
    async () => {
      const whole = { ...input, ...expressions.placeholders(), ReturnValues: 'ALL_NEW' };
      const { Attributes } = await call.dynamodb('UpdateItem', whole);
      return answer(toPlainItem(Attributes));
    },
  );
};
