import { operations, updateExpression } from './dynamodb-update.ts';
import { filterExpression } from './filter-expression.ts';
import { toMapValues } from './typed-value.ts';

type Request = Record<string, unknown>;

/** An optional argument that is absent or null is left out. */
function withOptional(request: Request, optional: Request): Request {
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined && value !== null) request[name] = value;
  }
  return request;
}

const keyOf = (input: Request): object => toMapValues(input['key'] ?? {});

function expressionOf(filter: unknown): Request | null {
  const expression = filter === undefined || filter === null ? null : filterExpression(filter);
  if (expression === null) return null;
  const { expressionValues, ...rest } = expression;
  return Object.keys(expressionValues).length === 0 ? rest : { ...rest, expressionValues };
}

/** Every segment of every path has an alias, and keeps it. */
function projectionOf(paths: unknown): Request | null {
  if (!Array.isArray(paths) || paths.length === 0) return null;
  const aliases: Record<string, string> = {};
  const alias = (segment: string): string => {
    if (!Object.hasOwn(aliases, segment)) aliases[segment] = `#expName_${Object.keys(aliases).length + 1}`;
    return aliases[segment] ?? '';
  };
  const expression = paths.map((path) => String(path).split('.').map(alias).join('.')).join(', ');
  const expressionNames: Record<string, string> = {};
  for (const [segment, name] of Object.entries(aliases)) expressionNames[name] = segment;
  return { expression, expressionNames };
}

const written = (input: Request, names: string[]): Request => {
  const optional: Request = { condition: expressionOf(input['condition']) };
  for (const name of names) optional[name] = input[name];
  return optional;
};

const putOf = (input: Request): Request => ({
  key: keyOf(input),
  attributeValues: toMapValues(input['item'] ?? {}),
});
const updateOf = (input: Request): Request => ({
  key: keyOf(input),
  update: updateExpression(input['update'] ?? {}),
});

const paging = (input: Request): Request => ({
  index: input['index'],
  limit: input['limit'],
  nextToken: input['nextToken'],
  consistentRead: input['consistentRead'],
  filter: expressionOf(input['filter']),
  projection: projectionOf(input['projection']),
});

function eachTable(input: Request, convert: (value: unknown) => unknown): Request {
  const tables: Request = {};
  for (const [table, value] of Object.entries((input['tables'] ?? {}) as Request)) tables[table] = convert(value);
  return tables;
}
const itemsOf = (items: unknown): unknown => (items as object[]).map((item) => toMapValues(item));

function transactWriteItem(item: Record<string, Request>): Request {
  const condition = (input: Request): Request => ({ condition: expressionOf(input['condition']) });
  const of = (operation: string, input: Request, fields: Request): Request =>
    withOptional({ table: input['table'], operation, ...fields }, condition(input));
  if (item['putItem']) return of('PutItem', item['putItem'], putOf(item['putItem']));
  if (item['updateItem']) return of('UpdateItem', item['updateItem'], updateOf(item['updateItem']));
  if (item['deleteItem']) return of('DeleteItem', item['deleteItem'], { key: keyOf(item['deleteItem']) });
  const check = item['conditionCheck'] ?? {};
  return of('ConditionCheck', check, { key: keyOf(check) });
}

/**
 * `@aws-appsync/utils/dynamodb`: functions that write the requests of a DynamoDB data source.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html
 */
export const dynamodbModule = {
  get: (input: Request): Request =>
    withOptional(
      { operation: 'GetItem', key: keyOf(input) },
      { consistentRead: input['consistentRead'], projection: projectionOf(input['projection']) },
    ),
  put: (input: Request): Request =>
    withOptional(
      { operation: 'PutItem', ...putOf(input) },
      written(input, ['_version', 'customPartitionKey', 'populateIndexFields']),
    ),
  remove: (input: Request): Request =>
    withOptional(
      { operation: 'DeleteItem', key: keyOf(input) },
      written(input, ['_version', 'customPartitionKey', 'populateIndexFields']),
    ),
  update: (input: Request): Request =>
    withOptional(
      { operation: 'UpdateItem', ...updateOf(input) },
      written(input, ['_version', 'customPartitionKey', 'populateIndexFields']),
    ),
  scan: (input: Request = {}): Request =>
    withOptional(
      { operation: 'Scan' },
      { ...paging(input), segment: input['segment'], totalSegments: input['totalSegments'], select: input['select'] },
    ),
  query: (input: Request): Request =>
    withOptional(
      { operation: 'Query', query: expressionOf(input['query']) },
      { ...paging(input), scanIndexForward: input['scanIndexForward'], select: input['select'] },
    ),
  sync: (input: Request = {}): Request => {
    const { limit, nextToken, lastSync, basePartitionKey, deltaIndexName } = input;
    const filter = expressionOf(input['filter']);
    return withOptional(
      { operation: 'Sync' },
      { basePartitionKey, deltaIndexName, limit, nextToken, lastSync, filter },
    );
  },
  batchGet: (input: Request): Request => ({
    operation: 'BatchGetItem',
    tables: eachTable(input, (table) => {
      const { keys, consistentRead, projection } = table as Request;
      return withOptional({ keys: itemsOf(keys) }, { consistentRead, projection: projectionOf(projection) });
    }),
  }),
  batchPut: (input: Request): Request => ({ operation: 'BatchPutItem', tables: eachTable(input, itemsOf) }),
  batchDelete: (input: Request): Request => ({ operation: 'BatchDeleteItem', tables: eachTable(input, itemsOf) }),
  transactGet: (input: Request): Request => ({
    operation: 'TransactGetItems',
    transactItems: (input['items'] as Request[]).map((item) =>
      withOptional({ table: item['table'], key: keyOf(item) }, { projection: projectionOf(item['projection']) }),
    ),
  }),
  transactWrite: (input: Request): Request => ({
    operation: 'TransactWriteItems',
    transactItems: (input['items'] as Record<string, Request>[]).map(transactWriteItem),
  }),
  operations,
  toStringSet: (values: unknown): Request => ({ SS: values }),
  toNumberSet: (values: unknown): Request => ({ NS: values }),
  toBinarySet: (values: unknown): Request => ({ BS: values }),
};
