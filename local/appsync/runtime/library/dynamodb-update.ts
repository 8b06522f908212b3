import { toDynamoDB, type TypedValue } from './typed-value.ts';

type Operation = { type: string; value?: unknown; items?: unknown; by?: unknown; index?: unknown };

/**
 * `operations` of `@aws-appsync/utils/dynamodb`: tagged objects, read by `update`.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html
 */
export const operations = {
  add: (value: unknown): Operation => ({ type: 'OPERATION_ADD', value }),
  remove: (): Operation => ({ type: 'OPERATION_REMOVE' }),
  replace: (value: unknown): Operation => ({ type: 'OPERATION_REPLACE', value }),
  increment: (by?: unknown): Operation => ({ type: 'OPERATION_INCREMENT', by }),
  decrement: (by?: unknown): Operation => ({ type: 'OPERATION_DECREMENT', by }),
  append: (items: unknown): Operation => ({ type: 'OPERATION_APPEND', items }),
  prepend: (items: unknown): Operation => ({ type: 'OPERATION_PREPEND', items }),
  updateListItem: (value: unknown, index: unknown): Operation => ({ type: 'OPERATION_UPDATE_LIST_ITEM', value, index }),
};

const isOperation = (value: unknown): value is Operation =>
  value !== null &&
  typeof value === 'object' &&
  'type' in value &&
  typeof value.type === 'string' &&
  value.type.startsWith('OPERATION_');

/** A `SET` clause, given the attribute's alias and a way to name a value. */
function setClause(operation: Operation, name: string, value: (value: unknown) => string): string {
  switch (operation.type) {
    case 'OPERATION_INCREMENT':
      return `${name} = ${name} + ${value(operation.by ?? 1)}`;
    case 'OPERATION_DECREMENT':
      return `${name} = ${name} - ${value(operation.by ?? 1)}`;
    case 'OPERATION_APPEND':
      return `${name} = list_append(${name}, ${value(operation.items)})`;
    case 'OPERATION_PREPEND':
      return `${name} = list_append(${value(operation.items)}, ${name})`;
    case 'OPERATION_UPDATE_LIST_ITEM':
      return `${name}[${String(operation.index)}] = ${value(operation.value)}`;
    default:
      return `${name} = ${value(operation.value)}`;
  }
}

/** Each attribute with its operations: a list of list-item operations is several, a bare value is set as it is. */
function flatten(update: object): [string, Operation][] {
  return Object.entries(update).flatMap(([field, value]: [string, unknown]): [string, Operation][] => {
    if (Array.isArray(value) && value.length > 0 && value.every(isOperation)) {
      return value.map((operation: Operation) => [field, operation]);
    }
    return [[field, isOperation(value) ? value : operations.replace(value)]];
  });
}

/** One `SET` list, then one `REMOVE` list; aliases are numbered in the order in which they come out. */
export function updateExpression(update: object): {
  expression: string;
  expressionNames: Record<string, string>;
  expressionValues: Record<string, TypedValue>;
} {
  const aliases: Record<string, string> = {};
  const expressionNames: Record<string, string> = {};
  const expressionValues: Record<string, TypedValue> = {};
  const name = (field: string): string => {
    const known = Object.hasOwn(aliases, field) ? aliases[field] : undefined;
    if (known !== undefined) return known;
    const alias = `#expName_${Object.keys(aliases).length + 1}`;
    aliases[field] = alias;
    expressionNames[alias] = field;
    return alias;
  };
  const placeholder = (value: unknown): string => {
    const alias = `:expValue_${Object.keys(expressionValues).length + 1}`;
    expressionValues[alias] = toDynamoDB(value);
    return alias;
  };
  const all = flatten(update);
  const sets = all
    .filter(([, operation]) => operation.type !== 'OPERATION_REMOVE')
    .map(([field, operation]) => setClause(operation, name(field), placeholder));
  const removes = all.filter(([, operation]) => operation.type === 'OPERATION_REMOVE').map(([field]) => name(field));
  const clauses: string[] = [];
  if (sets.length > 0) clauses.push(`SET ${sets.join(', ')}`);
  if (removes.length > 0) clauses.push(`REMOVE ${removes.join(', ')}`);
  return { expression: clauses.join(' '), expressionNames, expressionValues };
}
