import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

/** A call of `@aws-appsync/utils/dynamodb`, and the request object that AWS was recorded to make of it. */
const REQUESTS: [call: string, request: object][] = [
  ["get({ key: { id: 'a' } })", { operation: 'GetItem', key: { id: { S: 'a' } } }],
  [
    "get({ key: { id: 'a' }, consistentRead: true, projection: ['id', 'a.b', 'a.c'] })",
    {
      operation: 'GetItem',
      key: { id: { S: 'a' } },
      consistentRead: true,
      projection: {
        expression: '#expName_1, #expName_2.#expName_3, #expName_2.#expName_4',
        expressionNames: { '#expName_1': 'id', '#expName_2': 'a', '#expName_3': 'b', '#expName_4': 'c' },
      },
    },
  ],
  [
    "put({ key: { id: 'a' }, item: { v: 10, n: null, l: [true] }, condition: { v: { attributeExists: true } }, _version: 3 })",
    {
      operation: 'PutItem',
      key: { id: { S: 'a' } },
      attributeValues: { v: { N: 10 }, n: { NULL: null }, l: { L: [{ BOOL: true }] } },
      condition: { expression: '(attribute_exists(#v))', expressionNames: { '#v': 'v' } },
      _version: 3,
    },
  ],
  [
    "remove({ key: { id: 'a' }, condition: { a: { eq: 1 } } })",
    {
      operation: 'DeleteItem',
      key: { id: { S: 'a' } },
      condition: {
        expression: '(#a = :a_eq)',
        expressionNames: { '#a': 'a' },
        expressionValues: { ':a_eq': { N: 1 } },
      },
    },
  ],
  [
    "query({ query: { id: { eq: 'a' }, at: { beginsWith: '2' } }, index: 'i', limit: 5, nextToken: 't', scanIndexForward: false, select: null })",
    {
      operation: 'Query',
      query: {
        expression: '(#id = :id_eq) AND (begins_with(#at,:at_beginsWith))',
        expressionNames: { '#id': 'id', '#at': 'at' },
        expressionValues: { ':id_eq': { S: 'a' }, ':at_beginsWith': { S: '2' } },
      },
      index: 'i',
      limit: 5,
      nextToken: 't',
      scanIndexForward: false,
    },
  ],
  ['scan({})', { operation: 'Scan' }],
  [
    'scan({ limit: 2, filter: { a: { eq: 1 } }, totalSegments: 4, segment: 1 })',
    {
      operation: 'Scan',
      limit: 2,
      filter: { expression: '(#a = :a_eq)', expressionNames: { '#a': 'a' }, expressionValues: { ':a_eq': { N: 1 } } },
      totalSegments: 4,
      segment: 1,
    },
  ],
  [
    "sync({ basePartitionKey: 'b', deltaIndexName: 'd', limit: 5, lastSync: 2 })",
    { operation: 'Sync', basePartitionKey: 'b', deltaIndexName: 'd', limit: 5, lastSync: 2 },
  ],
  [
    "batchGet({ tables: { T: { keys: [{ id: 'a' }], consistentRead: false, projection: ['id'] } } })",
    {
      operation: 'BatchGetItem',
      tables: {
        T: {
          keys: [{ id: { S: 'a' } }],
          consistentRead: false,
          projection: { expression: '#expName_1', expressionNames: { '#expName_1': 'id' } },
        },
      },
    },
  ],
  ["batchPut({ tables: { T: [{ id: 'a' }] } })", { operation: 'BatchPutItem', tables: { T: [{ id: { S: 'a' } }] } }],
  [
    "batchDelete({ tables: { T: [{ id: 'a' }] } })",
    { operation: 'BatchDeleteItem', tables: { T: [{ id: { S: 'a' } }] } },
  ],
  [
    "transactGet({ items: [{ table: 'T', key: { id: 'a' } }] })",
    { operation: 'TransactGetItems', transactItems: [{ table: 'T', key: { id: { S: 'a' } } }] },
  ],
  [
    `transactWrite({ items: [
      { putItem: { table: 'T', key: { id: 'a' }, item: { v: 1 } } },
      { updateItem: { table: 'T', key: { id: 'b' }, update: { v: ddb.operations.increment(1) } } },
      { deleteItem: { table: 'T', key: { id: 'c' } } },
      { conditionCheck: { table: 'T', key: { id: 'd' }, condition: { v: { eq: 1 } } } },
    ] })`,
    {
      operation: 'TransactWriteItems',
      transactItems: [
        { table: 'T', operation: 'PutItem', key: { id: { S: 'a' } }, attributeValues: { v: { N: 1 } } },
        {
          table: 'T',
          operation: 'UpdateItem',
          key: { id: { S: 'b' } },
          update: {
            expression: 'SET #expName_1 = #expName_1 + :expValue_1',
            expressionNames: { '#expName_1': 'v' },
            expressionValues: { ':expValue_1': { N: 1 } },
          },
        },
        { table: 'T', operation: 'DeleteItem', key: { id: { S: 'c' } } },
        {
          table: 'T',
          operation: 'ConditionCheck',
          key: { id: { S: 'd' } },
          condition: {
            expression: '(#v = :v_eq)',
            expressionNames: { '#v': 'v' },
            expressionValues: { ':v_eq': { N: 1 } },
          },
        },
      ],
    },
  ],
  ["toStringSet(['a'])", { SS: ['a'] }],
  ['toNumberSet([1, 23])', { NS: [1, 23] }],
  ["toBinarySet(['SGVsbG8='])", { BS: ['SGVsbG8='] }],
  ['operations.increment(10)', { type: 'OPERATION_INCREMENT', by: 10 }],
  ['operations.append([1])', { type: 'OPERATION_APPEND', items: [1] }],
  ['operations.remove()', { type: 'OPERATION_REMOVE' }],
];

/** What `update` makes of its `update`: the expression, and the attributes and values by their number. */
const UPDATES: [update: string, expression: string, names: string[], values: object[]][] = [
  ['{ a: ddb.operations.add(10) }', 'SET #expName_1 = :expValue_1', ['a'], [{ N: 10 }]],
  ['{ a: true }', 'SET #expName_1 = :expValue_1', ['a'], [{ BOOL: true }]],
  ['{ a: ddb.operations.increment() }', 'SET #expName_1 = #expName_1 + :expValue_1', ['a'], [{ N: 1 }]],
  ['{ a: ddb.operations.decrement(2) }', 'SET #expName_1 = #expName_1 - :expValue_1', ['a'], [{ N: 2 }]],
  [
    '{ a: ddb.operations.append([1]) }',
    'SET #expName_1 = list_append(#expName_1, :expValue_1)',
    ['a'],
    [{ L: [{ N: 1 }] }],
  ],
  [
    '{ a: ddb.operations.prepend([1]) }',
    'SET #expName_1 = list_append(:expValue_1, #expName_1)',
    ['a'],
    [{ L: [{ N: 1 }] }],
  ],
  ['{ a: ddb.operations.remove(), b: ddb.operations.remove() }', 'REMOVE #expName_1, #expName_2', ['a', 'b'], []],
  [
    "{ b: ddb.operations.remove(), a: ddb.operations.replace('x') }",
    'SET #expName_1 = :expValue_1 REMOVE #expName_2',
    ['a', 'b'],
    [{ S: 'x' }],
  ],
  [
    "{ f: [ddb.operations.updateListItem('x', 1), ddb.operations.updateListItem('y', 2)] }",
    'SET #expName_1[1] = :expValue_1, #expName_1[2] = :expValue_2',
    ['f'],
    [{ S: 'x' }, { S: 'y' }],
  ],
];

describe('`@aws-appsync/utils/dynamodb`', () => {
  it.each(REQUESTS)('answers `%s` with the request object of AWS', async (call, request) => {
    expect(await evaluate(`ddb.${call}`)).toEqual(request);
  });

  it.each(UPDATES)('writes the update %s as `%s`', async (update, expression, names, values) => {
    expect(await evaluate(`ddb.update({ key: { id: 'a' }, update: ${update} })`)).toEqual({
      operation: 'UpdateItem',
      key: { id: { S: 'a' } },
      update: {
        expression,
        expressionNames: Object.fromEntries(names.map((name, index) => [`#expName_${index + 1}`, name])),
        expressionValues: Object.fromEntries(values.map((value, index) => [`:expValue_${index + 1}`, value])),
      },
    });
  });
});
