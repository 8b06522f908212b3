import { answered, asking, at, fieldError, type Exchange } from '../exchange.ts';
import type { Evidence } from '../../runtime/runtime-case.ts';

const QUERY = 'mutation($request: AWSJSON!) { dynamodb(request: $request) }';
const asked = (request: unknown): [string, Record<string, unknown>] => [QUERY, { request: JSON.stringify(request) }];

/** A request to the table, and what the response handler finds. Exchanges run in order: each finds what those before it left. */
const exchange = (
  name: string,
  evidence: Evidence,
  request: unknown,
  result: unknown,
  error: { type: string; message: RegExp } | null = null,
): Exchange => answered(name, evidence, asked(request), { data: { dynamodb: { jsonText: { result, error } } } });

/** A request object that AppSync cannot read: it ends the field, and the response handler does not run. */
const unreadable = (evidence: Evidence, request: unknown, message: string): Exchange =>
  answered(`refuses ${JSON.stringify(request)}`, evidence, asked(request), {
    data: { dynamodb: null },
    errors: [fieldError(['dynamodb'], at(1, 32), { message, errorType: 'MappingTemplate' })],
  });

const key = (pk: string, sk = 1): object => ({ pk: { S: pk }, sk: { N: sk } });
const details = String.raw`\(Service: DynamoDb, Status Code: 400, Request ID: \S+\)`;
const failed = (type: string, message: string): { type: string; message: RegExp } => ({
  type: `DynamoDB:${type}`,
  message: new RegExp(`^${message}.*${details}`),
});
const CONDITION_FAILED = failed('ConditionalCheckFailedException', 'The conditional request failed');
const INVALID_TOKEN = {
  type: 'DynamoDB:UserIllegalArgumentException',
  message:
    /^com\.amazonaws\.deepdish\.common\.pagination\.InvalidPaginationTokenException: Invalid pagination token given\.$/,
};
const ABSENT = { expression: 'attribute_not_exists(pk)' };
const EMPTY = 'conformance-empty';
const MANY = 'conformance-many';

const WHOLE = {
  s: { S: 'a' },
  n: { N: 1.5 },
  bool: { BOOL: true },
  none: { NULL: null },
  list: { L: [{ S: 'a' }, { N: 1 }] },
  map: { M: { a: { M: {} } } },
  ss: { SS: ['a', 'b'] },
  ns: { NS: [1, 2] },
  b: { B: 'aGk=' },
};
const PLAIN = {
  s: 'a',
  n: 1.5,
  bool: true,
  none: null,
  list: ['a', 1],
  map: { a: {} },
  ss: ['a', 'b'],
  ns: [1, 2],
  b: 'aGk=',
};
const stored = (pk: string, sk = 1, more: object = {}): object => ({ pk, sk, ...more });
const many = (sk: number): object => stored(MANY, sk, { group: 'g' });
const BY_KEY = { expression: 'pk = :pk', expressionValues: { ':pk': { S: MANY } } };
const put = (pk: string, sk: number, attributeValues: object): object => ({
  operation: 'PutItem',
  key: key(pk, sk),
  attributeValues,
});

/** The operations of a DynamoDB data source: what each answers, and how it fails. */
export const DYNAMODB: Exchange[] = [
  exchange('`PutItem` answers the item as put', 'D', put('whole', 1, WHOLE), stored('whole', 1, PLAIN)),
  exchange(
    '`GetItem` answers plain values',
    'D',
    { operation: 'GetItem', key: key('whole') },
    stored('whole', 1, PLAIN),
  ),
  exchange('`GetItem` answers null for what is not there', 'D', { operation: 'GetItem', key: key(EMPTY) }, null),
  exchange(
    '`GetItem` reads a projection, consistently',
    'D',
    {
      operation: 'GetItem',
      key: key('whole'),
      consistentRead: true,
      projection: { expression: '#s', expressionNames: { '#s': 's' } },
    },
    { s: 'a' },
  ),
  exchange(
    'a failed condition of `PutItem` gives the stored item beside the error',
    'R',
    {
      ...put('whole', 1, { s: { S: 'other' } }),
      condition: ABSENT,
    },
    stored('whole', 1, PLAIN),
    CONDITION_FAILED,
  ),
  exchange(
    '`PutItem` of an item that is stored already is success',
    'D',
    {
      ...put('whole', 1, WHOLE),
      condition: ABSENT,
    },
    stored('whole', 1, PLAIN),
  ),
  exchange(
    '`equalsIgnore` leaves attributes out of the comparison',
    'D',
    {
      ...put('whole', 1, { ...WHOLE, s: { S: 'other' } }),
      condition: { ...ABSENT, equalsIgnore: ['s'] },
    },
    stored('whole', 1, PLAIN),
  ),
  exchange(
    '`UpdateItem` answers the whole item after it',
    'D',
    {
      operation: 'UpdateItem',
      key: key('updated'),
      update: { expression: 'SET #v = :v', expressionNames: { '#v': 'v' }, expressionValues: { ':v': { N: 1 } } },
    },
    stored('updated', 1, { v: 1 }),
  ),
  exchange(
    'a failed condition of `UpdateItem` is an error, whatever is stored',
    'D',
    {
      operation: 'UpdateItem',
      key: key('updated'),
      update: { expression: 'SET v = :v', expressionValues: { ':v': { N: 2 } } },
      condition: { expression: 'v > :max', expressionValues: { ':max': { N: 5 } } },
    },
    stored('updated', 1, { v: 1 }),
    CONDITION_FAILED,
  ),
  exchange(
    '`DeleteItem` answers the item as it was',
    'D',
    { operation: 'DeleteItem', key: key('updated') },
    stored('updated', 1, { v: 1 }),
  ),
  exchange('`DeleteItem` of nothing answers null', 'D', { operation: 'DeleteItem', key: key('updated') }, null),
  exchange(
    '`DeleteItem` of nothing is success, whatever its condition',
    'D',
    {
      operation: 'DeleteItem',
      key: key('updated'),
      condition: { expression: 'attribute_exists(pk)' },
    },
    null,
  ),
  exchange(
    '`BatchPutItem` answers the items',
    'D',
    { operation: 'BatchPutItem', tables: { TABLE: [1, 2, 3].map((sk) => ({ ...key(MANY, sk), group: { S: 'g' } })) } },
    { data: { TABLE: [1, 2, 3].map((sk) => many(sk)) }, unprocessedItems: { TABLE: [] } },
  ),
  exchange(
    '`BatchGetItem` answers one slot a key, in the order of the request',
    'D',
    { operation: 'BatchGetItem', tables: { TABLE: { keys: [key(MANY, 2), key(EMPTY), key(MANY, 1)] } } },
    { data: { TABLE: [many(2), null, many(1)] }, unprocessedKeys: { TABLE: [] } },
  ),
  exchange(
    '`BatchGetItem` takes 100 keys and no more',
    'D',
    {
      operation: 'BatchGetItem',
      tables: { TABLE: { keys: Array.from({ length: 101 }, (_one, sk) => key(EMPTY, sk)) } },
    },
    null,
    failed('DynamoDbException', ''),
  ),
  exchange(
    '`Query` reads a page, and says where the next one is',
    'D',
    { operation: 'Query', query: BY_KEY, limit: 2, scanIndexForward: false },
    { items: [many(3), many(2)], nextToken: /^\S+$/, scannedCount: 2 },
  ),
  exchange(
    'the last page has no `nextToken`',
    'D',
    { operation: 'Query', query: BY_KEY, limit: 10 },
    { items: [many(1), many(2), many(3)], nextToken: null, scannedCount: 3 },
  ),
  exchange(
    '`limit` counts what is read, not what passes the filter',
    'D',
    {
      operation: 'Query',
      query: BY_KEY,
      limit: 1,
      filter: { expression: 'attribute_exists(nothing)' },
    },
    { items: [], nextToken: /^\S+$/, scannedCount: 1 },
  ),
  exchange(
    '`Query` reads an index',
    'D',
    {
      operation: 'Query',
      index: 'byGroup',
      query: { expression: '#g = :g', expressionNames: { '#g': 'group' }, expressionValues: { ':g': { S: 'g' } } },
      limit: 10,
    },
    { items: [many(1), many(2), many(3)], nextToken: null, scannedCount: 3 },
  ),
  exchange(
    'a `nextToken` that AppSync did not give is an error',
    'R',
    { operation: 'Query', query: BY_KEY, nextToken: 'none' },
    null,
    INVALID_TOKEN,
  ),
  ...(
    [
      ['dynamodb', 'goes on from its `nextToken`', { items: [many(2)], nextToken: /^\S+$/, scannedCount: 1 }, null],
      ['dynamodbToo', 'takes the `nextToken` of another resolver for none', null, INVALID_TOKEN],
    ] as const
  ).map(([field, name, result, error]): Exchange => ({
    name: `a page ${name}`,
    evidence: 'D',
    request: {
      after: asking(...asked({ operation: 'Query', query: BY_KEY, limit: 1 })),
      body: asking(`mutation($request: AWSJSON!) { ${field}(request: $request) }`, {
        request: JSON.stringify({ operation: 'Query', query: BY_KEY, limit: 1, nextToken: 'NEXT_TOKEN' }),
      }),
    },
    expected: { status: 200, body: { data: { [field]: { jsonText: { result, error } } } } },
  })),
  exchange(
    '`Scan` filters',
    'D',
    { operation: 'Scan', filter: { expression: 'pk = :pk', expressionValues: { ':pk': { S: 'whole' } } } },
    { items: [stored('whole', 1, PLAIN)], nextToken: null, scannedCount: 4 },
  ),
  exchange(
    '`BatchDeleteItem` answers the keys',
    'D',
    { operation: 'BatchDeleteItem', tables: { TABLE: [1, 2, 3].map((sk) => key(MANY, sk)) } },
    { data: { TABLE: [1, 2, 3].map((sk) => stored(MANY, sk)) }, unprocessedKeys: { TABLE: [] } },
  ),
  exchange(
    'what DynamoDB calls invalid has AppSync’s own type',
    'R',
    { operation: 'PutItem', key: { pk: { S: '' }, sk: { N: 1 } }, attributeValues: {} },
    null,
    failed('DynamoDbException', 'One or more parameter values (are not valid|were invalid)'),
  ),
  exchange(
    'an empty set is invalid',
    'D',
    put('whole', 2, { ss: { SS: [] } }),
    null,
    failed('DynamoDbException', 'One or more parameter values were invalid'),
  ),
  exchange(
    'a table that the role does not name is denied',
    'R',
    { operation: 'BatchGetItem', tables: { SomebodyElses: { keys: [key('a')] } } },
    null,
    failed(
      'DynamoDbException',
      String.raw`User: \S+ is not authorized to perform: dynamodb:BatchGetItem on resource: `,
    ),
  ),

  unreadable('D', {}, "Value for field '$[operation]' not found."),
  unreadable('U', { operation: 'GetItem' }, "Value for field '$[key]' not found."),
  unreadable('U', { operation: 'Query' }, "Value for field '$[query]' not found."),
  unreadable('R', { operation: 'Query', query: BY_KEY, limit: '5' }, "Value for field '$[limit]' must be a number."),
  unreadable(
    'R',
    { ...put('a', 1, {}), hasCustomPartitionKey: true },
    "Unsupported element '$[hasCustomPartitionKey]'.",
  ),
  unreadable(
    'R',
    { ...put('a', 1, {}), condition: { ...ABSENT, returnValuesOnConditionCheckFailure: false } },
    "Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'.",
  ),

  ...transactions(),
  exchange(
    'what the exchanges stored is gone',
    'D',
    { operation: 'DeleteItem', key: key('whole') },
    stored('whole', 1, PLAIN),
  ),
];

function transactions(): Exchange[] {
  const write = { table: 'TABLE', operation: 'PutItem', key: key('transacted'), attributeValues: {} };
  return [
    exchange(
      '`TransactWriteItems` answers the keys',
      'D',
      { operation: 'TransactWriteItems', transactItems: [write] },
      { keys: [stored('transacted')], cancellationReasons: null },
    ),
    exchange(
      '`TransactGetItems` answers one slot a request',
      'D',
      {
        operation: 'TransactGetItems',
        transactItems: [
          { table: 'TABLE', key: key('transacted') },
          { table: 'TABLE', key: key(EMPTY) },
        ],
      },
      { items: [stored('transacted'), null] },
    ),
    exchange(
      'a cancelled transaction says why, item by item',
      'D',
      {
        operation: 'TransactWriteItems',
        transactItems: [
          { ...write, condition: ABSENT },
          { table: 'TABLE', operation: 'DeleteItem', key: key(EMPTY) },
        ],
      },
      {
        keys: null,
        cancellationReasons: [
          {
            item: stored('transacted'),
            type: 'ConditionCheckFailed',
            message: 'The conditional request failed',
          },
          { type: 'None', message: 'None' },
        ],
      },
      failed('TransactionCanceledException', 'Transaction cancelled'),
    ),
    exchange(
      'a transaction deletes what another put',
      'D',
      {
        operation: 'TransactWriteItems',
        transactItems: [{ table: 'TABLE', operation: 'DeleteItem', key: key('transacted') }],
      },
      { keys: [stored('transacted')], cancellationReasons: null },
    ),
  ];
}
