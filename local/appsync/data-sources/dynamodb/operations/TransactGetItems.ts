import { toItem, toPlainItem } from '../attribute-value.ts';
import { answer, type Operation } from '../call.ts';
import { readExpressions } from '../expression.ts';
import { listOf, onlyFields, textOf } from '../request-fields.ts';

/** `{ items }`, one a request, null for what is not there. */
export const transactGetItems: Operation = async (request, { dynamodb }) => {
  const TransactItems = listOf(request['transactItems'], '[transactItems]').map((value, index) => {
    const path = `[transactItems][${index}]`;
    const fields = onlyFields(value, ['table', 'key', 'projection'], path);
    const expressions = readExpressions(path);
    const Get = {
      TableName: textOf(fields['table'], `${path}[table]`),
      Key: toItem(fields['key'], `${path}[key]`),
      ProjectionExpression: expressions.read(fields, 'projection'),
    };
    return { Get: { ...Get, ...expressions.placeholders() } };
  });
  const { Responses = [] } = await dynamodb('TransactGetItems', { TransactItems });
  return answer({ items: TransactItems.map((_item, index) => toPlainItem(Responses[index]?.Item)) });
};
