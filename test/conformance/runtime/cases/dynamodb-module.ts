import { expressionCases, type Row, type RuntimeCase } from '../runtime-case.ts';

const names = (...segments: string[]): Record<string, string> =>
  Object.fromEntries(segments.map((segment, index) => [`#expName_${index + 1}`, segment]));
const values = (...all: object[]): Record<string, object> =>
  Object.fromEntries(all.map((value, index) => [`:expValue_${index + 1}`, value]));

const equals = (field: string, value: object): object => ({
  expression: `(#${field} = :${field}_eq)`,
  expressionNames: { [`#${field}`]: field },
  expressionValues: { [`:${field}_eq`]: value },
});
const key = (id: string): object => ({ id: { S: id } });

const REQUESTS: Row[] = [
  ['`get`', 'get({ key: { id: "id" } })', { operation: 'GetItem', key: key('id') }],
  [
    '`get` with a projection',
    'get({ key: { id: "1" }, consistentRead: true, projection: ["id", "a.b"] })',
    {
      operation: 'GetItem',
      key: key('1'),
      consistentRead: true,
      projection: { expression: '#expName_1, #expName_2.#expName_3', expressionNames: names('id', 'a', 'b') },
    },
  ],
  [
    '`get` with a path segment twice',
    'get({ key: { id: "1" }, projection: ["a.b", "a.c"] })',
    {
      operation: 'GetItem',
      key: key('1'),
      projection: { expression: '#expName_1.#expName_2, #expName_1.#expName_3', expressionNames: names('a', 'b', 'c') },
    },
  ],
  [
    '`put`',
    'put({ key: { id: "abc" }, item: { value: 10 } })',
    { operation: 'PutItem', key: key('abc'), attributeValues: { value: { N: 10 } } },
  ],
  [
    '`put` with a condition',
    'put({ key: { id: "1" }, item: { v: 1 }, condition: { version: { eq: 1 } } })',
    {
      operation: 'PutItem',
      key: key('1'),
      attributeValues: { v: { N: 1 } },
      condition: equals('version', { N: 1 }),
    },
  ],
  [
    '`put` with a condition that binds no value',
    'put({ key: { id: "1" }, item: { v: 1 }, condition: { v: { attributeExists: true } } })',
    {
      operation: 'PutItem',
      key: key('1'),
      attributeValues: { v: { N: 1 } },
      condition: { expression: '(attribute_exists(#v))', expressionNames: { '#v': 'v' } },
    },
  ],
  [
    '`put` of a version, with a partition key of its own',
    'put({ key: { id: "1" }, item: { v: 1 }, _version: 3, customPartitionKey: "cpk", populateIndexFields: true })',
    {
      operation: 'PutItem',
      key: key('1'),
      attributeValues: { v: { N: 1 } },
      _version: 3,
      customPartitionKey: 'cpk',
      populateIndexFields: true,
    },
  ],
  ['`remove`', 'remove({ key: { id: "test" } })', { operation: 'DeleteItem', key: key('test') }],
  [
    '`remove` of a version with a condition',
    'remove({ key: { id: "1" }, _version: 2, condition: { a: { eq: 1 } } })',
    { operation: 'DeleteItem', key: key('1'), condition: equals('a', { N: 1 }), _version: 2 },
  ],
  ['`scan`', 'scan({ limit: 10, nextToken: "abc" })', { operation: 'Scan', limit: 10, nextToken: 'abc' }],
  [
    '`scan` with a filter',
    'scan({ limit: 2, filter: { a: { eq: 1 } }, projection: ["a"] })',
    {
      operation: 'Scan',
      limit: 2,
      filter: equals('a', { N: 1 }),
      projection: { expression: '#expName_1', expressionNames: names('a') },
    },
  ],
  [
    '`scan` of a segment',
    'scan({ totalSegments: 4, segment: 1, index: "gsi", consistentRead: true })',
    { operation: 'Scan', totalSegments: 4, segment: 1, index: 'gsi', consistentRead: true },
  ],
  ['`scan` of everything', 'scan({})', { operation: 'Scan' }],
  ['`query`', 'query({ query: { id: { eq: "1" } } })', { operation: 'Query', query: equals('id', { S: '1' }) }],
  [
    '`query` of a partition and a sort key',
    'query({ query: { a: { eq: "x" }, b: { beginsWith: "y" } } })',
    {
      operation: 'Query',
      query: {
        expression: '(#a = :a_eq) AND (begins_with(#b,:b_beginsWith))',
        expressionNames: { '#a': 'a', '#b': 'b' },
        expressionValues: { ':a_eq': { S: 'x' }, ':b_beginsWith': { S: 'y' } },
      },
    },
  ],
  [
    '`query` of a range',
    'query({ query: { sk: { between: [1, 9] } } })',
    {
      operation: 'Query',
      query: {
        expression: '(#sk BETWEEN :sk_between_start AND :sk_between_end)',
        expressionNames: { '#sk': 'sk' },
        expressionValues: { ':sk_between_start': { N: 1 }, ':sk_between_end': { N: 9 } },
      },
    },
  ],
  [
    '`query` with every argument',
    `query({ query: { pk: { eq: "a" } }, index: "gsi1", limit: 5, nextToken: "t", consistentRead: true,
      scanIndexForward: false, select: "ALL_ATTRIBUTES", filter: { done: { eq: true } }, projection: ["id", "nested.field"] })`,
    {
      operation: 'Query',
      query: equals('pk', { S: 'a' }),
      index: 'gsi1',
      limit: 5,
      nextToken: 't',
      consistentRead: true,
      scanIndexForward: false,
      select: 'ALL_ATTRIBUTES',
      filter: equals('done', { BOOL: true }),
      projection: { expression: '#expName_1, #expName_2.#expName_3', expressionNames: names('id', 'nested', 'field') },
    },
  ],
  [
    '`sync`',
    'sync({ limit: 10, nextToken: "abc", lastSync: 1 })',
    { operation: 'Sync', limit: 10, nextToken: 'abc', lastSync: 1 },
  ],
  [
    '`sync` of a delta index',
    'sync({ basePartitionKey: "bpk", deltaIndexName: "delta", limit: 5, lastSync: 2, filter: { a: { eq: 1 } } })',
    {
      operation: 'Sync',
      basePartitionKey: 'bpk',
      deltaIndexName: 'delta',
      limit: 5,
      lastSync: 2,
      filter: equals('a', { N: 1 }),
    },
  ],
  [
    '`batchGet`',
    `batchGet({ tables: { post: { keys: [{ id: "1" }, { id: "2" }], consistentRead: false, projection: ["id", "name"] } } })`,
    {
      operation: 'BatchGetItem',
      tables: {
        post: {
          keys: [key('1'), key('2')],
          consistentRead: false,
          projection: { expression: '#expName_1, #expName_2', expressionNames: names('id', 'name') },
        },
      },
    },
  ],
  [
    '`batchGet` of keys alone',
    'batchGet({ tables: { post: { keys: [{ id: "1" }] } } })',
    { operation: 'BatchGetItem', tables: { post: { keys: [key('1')] } } },
  ],
  [
    '`batchPut`',
    'batchPut({ tables: { post: [{ id: "one", value: "x" }] } })',
    { operation: 'BatchPutItem', tables: { post: [{ id: { S: 'one' }, value: { S: 'x' } }] } },
  ],
  [
    '`batchDelete`',
    'batchDelete({ tables: { post: [{ id: "one" }] } })',
    { operation: 'BatchDeleteItem', tables: { post: [key('one')] } },
  ],
  [
    '`transactGet`',
    'transactGet({ items: [{ table: "post", key: { id: "1" }, projection: ["name"] }] })',
    {
      operation: 'TransactGetItems',
      transactItems: [
        {
          table: 'post',
          key: key('1'),
          projection: { expression: '#expName_1', expressionNames: names('name') },
        },
      ],
    },
  ],
  [
    '`transactGet` of a key alone',
    'transactGet({ items: [{ table: "post", key: { id: "1" } }] })',
    { operation: 'TransactGetItems', transactItems: [{ table: 'post', key: key('1') }] },
  ],
  [
    '`transactWrite` that puts and deletes',
    `transactWrite({ items: [{ putItem: { table: "post", key: { id: "1" }, item: { a: 1 } } },
      { deleteItem: { table: "post", key: { id: "2" }, condition: { v: { eq: 1 } } } }] })`,
    {
      operation: 'TransactWriteItems',
      transactItems: [
        { table: 'post', operation: 'PutItem', key: key('1'), attributeValues: { a: { N: 1 } } },
        { table: 'post', operation: 'DeleteItem', key: key('2'), condition: equals('v', { N: 1 }) },
      ],
    },
  ],
  [
    '`transactWrite` that updates and checks',
    `transactWrite({ items: [{ updateItem: { table: "t", key: { id: "1" }, update: { a: ddb.operations.increment(1) } } },
      { conditionCheck: { table: "t", key: { id: "2" }, condition: { v: { eq: 1 } } } }] })`,
    {
      operation: 'TransactWriteItems',
      transactItems: [
        {
          table: 't',
          operation: 'UpdateItem',
          key: key('1'),
          update: {
            expression: 'SET #expName_1 = #expName_1 + :expValue_1',
            expressionNames: names('a'),
            expressionValues: values({ N: 1 }),
          },
        },
        { table: 't', operation: 'ConditionCheck', key: key('2'), condition: equals('v', { N: 1 }) },
      ],
    },
  ],
  ['`toStringSet`', 'toStringSet(["a", "b"])', { SS: ['a', 'b'] }],
  ['`toNumberSet`', 'toNumberSet([1, 2, 3])', { NS: [1, 2, 3] }],
  ['`toBinarySet`', 'toBinarySet(["SGVsbG8="])', { BS: ['SGVsbG8='] }],
  ['`operations.add`', 'operations.add(10)', { type: 'OPERATION_ADD', value: 10 }],
  ['`operations.append`', 'operations.append([1, 2, 3])', { type: 'OPERATION_APPEND', items: [1, 2, 3] }],
  ['`operations.decrement`', 'operations.decrement(10)', { type: 'OPERATION_DECREMENT', by: 10 }],
  ['`operations.increment`', 'operations.increment(10)', { type: 'OPERATION_INCREMENT', by: 10 }],
  ['`operations.prepend`', 'operations.prepend([1, 2, 3])', { type: 'OPERATION_PREPEND', items: [1, 2, 3] }],
  ['`operations.replace`', 'operations.replace({ a: 10 })', { type: 'OPERATION_REPLACE', value: { a: 10 } }],
  ['`operations.remove`', 'operations.remove()', { type: 'OPERATION_REMOVE' }],
];

type Update = [name: string, update: string, expression: string, attributes: string[], values: object[]];

const LIST = { L: [{ N: 1 }, { N: 2 }, { N: 3 }] };

const UPDATES: Update[] = [
  ['add', '{ age: ddb.operations.add(10) }', 'SET #expName_1 = :expValue_1', ['age'], [{ N: 10 }]],
  [
    'append',
    '{ values: ddb.operations.append([1, 2, 3]) }',
    'SET #expName_1 = list_append(#expName_1, :expValue_1)',
    ['values'],
    [LIST],
  ],
  [
    'decrement',
    '{ age: ddb.operations.decrement(10) }',
    'SET #expName_1 = #expName_1 - :expValue_1',
    ['age'],
    [{ N: 10 }],
  ],
  [
    'increment',
    '{ age: ddb.operations.increment(10) }',
    'SET #expName_1 = #expName_1 + :expValue_1',
    ['age'],
    [{ N: 10 }],
  ],
  [
    'increment without a step',
    '{ a: ddb.operations.increment() }',
    'SET #expName_1 = #expName_1 + :expValue_1',
    ['a'],
    [{ N: 1 }],
  ],
  [
    'prepend',
    '{ values: ddb.operations.prepend([1, 2, 3]) }',
    'SET #expName_1 = list_append(:expValue_1, #expName_1)',
    ['values'],
    [LIST],
  ],
  [
    'replace',
    '{ values: ddb.operations.replace({ a: 10 }) }',
    'SET #expName_1 = :expValue_1',
    ['values'],
    [{ M: { a: { N: 10 } } }],
  ],
  ['remove', '{ addr: ddb.operations.remove() }', 'REMOVE #expName_1', ['addr'], []],
  ['a bare value', '{ isVerified: true }', 'SET #expName_1 = :expValue_1', ['isVerified'], [{ BOOL: true }]],
  [
    'two attributes',
    '{ a: ddb.operations.increment(1), b: ddb.operations.replace("x") }',
    'SET #expName_1 = #expName_1 + :expValue_1, #expName_2 = :expValue_2',
    ['a', 'b'],
    [{ N: 1 }, { S: 'x' }],
  ],
  [
    'two removals',
    '{ a: ddb.operations.remove(), b: ddb.operations.remove() }',
    'REMOVE #expName_1, #expName_2',
    ['a', 'b'],
    [],
  ],
  [
    'SET and REMOVE',
    '{ a: ddb.operations.increment(1), b: ddb.operations.remove() }',
    'SET #expName_1 = #expName_1 + :expValue_1 REMOVE #expName_2',
    ['a', 'b'],
    [{ N: 1 }],
  ],
  [
    'aliases are numbered as they come out',
    '{ b: ddb.operations.remove(), a: ddb.operations.increment(1) }',
    'SET #expName_1 = #expName_1 + :expValue_1 REMOVE #expName_2',
    ['a', 'b'],
    [{ N: 1 }],
  ],
  [
    'an item of a list',
    '{ friends: [ddb.operations.updateListItem("x", 1)] }',
    'SET #expName_1[1] = :expValue_1',
    ['friends'],
    [{ S: 'x' }],
  ],
  [
    'two items of a list',
    '{ f: [ddb.operations.updateListItem("x", 1), ddb.operations.updateListItem("y", 2)] }',
    'SET #expName_1[1] = :expValue_1, #expName_1[2] = :expValue_2',
    ['f'],
    [{ S: 'x' }, { S: 'y' }],
  ],
];

const updateRow = ([name, update, expression, attributes, bound]: Update): Row => [
  `\`update\`: ${name}`,
  `update({ key: { id: "1" }, update: ${update} })`,
  {
    operation: 'UpdateItem',
    key: key('1'),
    update: { expression, expressionNames: names(...attributes), expressionValues: values(...bound) },
  },
];

const GUARDED_UPDATE: Row = [
  '`update` of a version with a condition',
  'update({ key: { id: "1" }, update: { a: ddb.operations.increment(1) }, condition: { b: { eq: 2 } }, _version: 5 })',
  {
    operation: 'UpdateItem',
    key: key('1'),
    update: {
      expression: 'SET #expName_1 = #expName_1 + :expValue_1',
      expressionNames: names('a'),
      expressionValues: values({ N: 1 }),
    },
    condition: equals('b', { N: 2 }),
    _version: 5,
  },
];

/** `@aws-appsync/utils/dynamodb`: the request objects that it makes. */
export const DYNAMODB_MODULE: RuntimeCase[] = expressionCases(
  'R',
  '`@aws-appsync/utils/dynamodb`',
  [...REQUESTS, ...UPDATES.map(updateRow), GUARDED_UPDATE].map(([name, call, request]) => [
    name,
    `ddb.${call}`,
    request,
  ]),
);
