import { MappingError } from '../../data-source.ts';
import { toItem, toPlainItem, type Item } from '../attribute-value.ts';
import { DynamoDbError } from '../call-dynamodb.ts';
import { answer, type Operation } from '../call.ts';
import { readExpressions } from '../expression.ts';
import { fieldsOf, listOf, onlyFields, optional, textOf } from '../request-fields.ts';
import { toContextError } from '../service-error.ts';

const WRITE_FIELDS = ['table', 'operation', 'key', 'attributeValues', 'update', 'condition'];

function toWrite(value: unknown, path: string): { key: Item; write: object } {
  const fields = onlyFields(value, WRITE_FIELDS, path);
  const expressions = readExpressions(path);
  const key = toItem(fields['key'], `${path}[key]`);
  const condition = fieldsOf(fields['condition'] ?? {}, `${path}[condition]`);
  const wantsOld = optional(
    condition['returnValuesOnConditionCheckFailure'],
    'boolean',
    `${path}[condition][returnValuesOnConditionCheckFailure]`,
  );
  const ConditionExpression = expressions.read(fields, 'condition', ['returnValuesOnConditionCheckFailure']);
  const UpdateExpression = expressions.read(fields, 'update');
  const common = {
    TableName: textOf(fields['table'], `${path}[table]`),
    ConditionExpression,
    ...expressions.placeholders(),
    ReturnValuesOnConditionCheckFailure: wantsOld === false ? 'NONE' : 'ALL_OLD',
  };
  const operation = textOf(fields['operation'], `${path}[operation]`);
  switch (operation) {
    case 'PutItem': {
      const attributes = toItem(fields['attributeValues'] ?? {}, `${path}[attributeValues]`);
      return { key, write: { Put: { ...common, Item: { ...attributes, ...key } } } };
    }
    case 'UpdateItem':
      return { key, write: { Update: { ...common, Key: key, UpdateExpression } } };
    case 'DeleteItem':
      return { key, write: { Delete: { ...common, Key: key } } };
    case 'ConditionCheck':
      return { key, write: { ConditionCheck: { ...common, Key: key } } };
    default:
      throw new MappingError(`Unsupported operation '${operation}' at '$${path}[operation]'.`);
  }
}

/** `{ keys, cancellationReasons: null }`; when it was cancelled `ctx.error`, and why, item by item. */
export const transactWriteItems: Operation = async (request, { dynamodb }) => {
  const writes = listOf(request['transactItems'], '[transactItems]').map((item, index) =>
    toWrite(item, `[transactItems][${index}]`),
  );
  try {
    await dynamodb('TransactWriteItems', { TransactItems: writes.map(({ write }) => write) });
  } catch (error) {
    if (!(error instanceof DynamoDbError) || error.name !== 'TransactionCanceledException') throw error;
    const cancellationReasons = error.reasons.map(({ Code = 'None', Message, Item: item }) => {
      const type = Code === 'ConditionalCheckFailed' ? 'ConditionCheckFailed' : Code;
      return { ...(item === undefined ? {} : { item: toPlainItem(item) }), type, message: Message ?? 'None' };
    });
    return { result: { keys: null, cancellationReasons }, error: toContextError(error) };
  }
  return answer({ keys: writes.map(({ key }) => toPlainItem(key)), cancellationReasons: null });
};
