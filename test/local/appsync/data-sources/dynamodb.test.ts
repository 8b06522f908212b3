import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MappingError,
  type DataSourceAnswer,
  type SendRequest,
} from '../../../../local/appsync/data-sources/data-source.ts';
import { callOverHttp } from '../../../../local/appsync/data-sources/call-over-http.ts';
import { dynamoDbOf } from '../../../../local/appsync/data-sources/dynamodb/call-dynamodb.ts';
import { newPageTokenKey } from '../../../../local/appsync/data-sources/dynamodb/page-token-key.ts';
import { createPageTokens } from '../../../../local/appsync/data-sources/dynamodb/page-token.ts';
import { sendToDynamoDb } from '../../../../local/appsync/data-sources/dynamodb/send-to-dynamodb.ts';
import { KEYS, startTables } from '../start-tables.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
let jobs: SendRequest;
let events: SendRequest;
const tokens = createPageTokens(newPageTokenKey());

beforeAll(async () => {
  tables = await startTables();
  jobs = sourceOf('jobs');
  events = sourceOf('events');
  for (const at of [1, 2, 3, 4, 5]) {
    await events(
      {
        operation: 'PutItem',
        key: { job: { S: 'j' }, at: { N: at } },
        attributeValues: { odd: { BOOL: at % 2 === 1 } },
      },
      'test',
    );
  }
});
afterAll(() => tables.close());

/** A table as a data source of an API. There is no function to invoke, unless it is given. */
const sourceOf = (tableName: string, more: Partial<Parameters<typeof sendToDynamoDb>[0]> = {}): SendRequest =>
  sendToDynamoDb({
    dynamodb: dynamoDbOf(callOverHttp(tables.endpoint, 'us-east-1'), KEYS),
    invokeFunction: () => Promise.reject(new Error('there is no function')),
    tableName,
    region: 'us-east-1',
    tokens,
    apiId: 'api',
    ...more,
  });

const succeeded = (result: unknown): DataSourceAnswer => ({ result, error: null });
const put = (id: string, attributeValues: object = {}, more: object = {}): Promise<DataSourceAnswer> =>
  jobs({ operation: 'PutItem', key: { id: { S: id } }, attributeValues, ...more }, 'test');
const get = async (id: string): Promise<unknown> =>
  (await jobs({ operation: 'GetItem', key: { id: { S: id } } }, 'test')).result;

describe('`GetItem` and `PutItem`', () => {
  it('answers the item with plain values: sets are lists, binary is base64', async () => {
    const answer = await put('all', {
      s: { S: 'a' },
      n: { N: 1.5 },
      text: { N: '2' },
      bool: { BOOL: true },
      none: { NULL: null },
      list: { L: [{ S: 'a' }, { N: 1 }] },
      map: { M: { a: { M: {} } } },
      ss: { SS: ['a', 'b'] },
      ns: { NS: [1, 2] },
      b: { B: 'aGk=' },
    });
    const item = {
      id: 'all',
      s: 'a',
      n: 1.5,
      text: 2,
      bool: true,
      none: null,
      list: ['a', 1],
      map: { a: {} },
      ss: ['a', 'b'],
      ns: [1, 2],
      b: 'aGk=',
    };

    expect(answer).toEqual(succeeded(item));
    expect(await get('all')).toEqual(item);
  });

  it('answers null for an item that is not there', async () => {
    expect(await jobs({ operation: 'GetItem', key: { id: { S: 'absent' } } }, 'test')).toEqual(succeeded(null));
  });

  it('restricts an item to the projection', async () => {
    await put('projected', { a: { S: '1' }, b: { S: '2' } });
    const projection = { expression: '#a', expressionNames: { '#a': 'a' } };

    expect(
      await jobs({ operation: 'GetItem', key: { id: { S: 'projected' } }, projection, consistentRead: true }, 'test'),
    ).toEqual(succeeded({ a: '1' }));
  });
});

describe('`UpdateItem` and `DeleteItem`', () => {
  it('answers the item after the update, and the item that was deleted', async () => {
    await put('changed', { v: { N: 1 }, kept: { S: 'k' } });
    const update = {
      expression: 'SET #v = #v + :one',
      expressionNames: { '#v': 'v' },
      expressionValues: { ':one': { N: 1 } },
    };
    const after = { id: 'changed', v: 2, kept: 'k' };

    expect(await jobs({ operation: 'UpdateItem', key: { id: { S: 'changed' } }, update }, 'test')).toEqual(
      succeeded(after),
    );
    expect(await jobs({ operation: 'DeleteItem', key: { id: { S: 'changed' } } }, 'test')).toEqual(succeeded(after));
    expect(await jobs({ operation: 'DeleteItem', key: { id: { S: 'changed' } } }, 'test')).toEqual(succeeded(null));
  });
});

describe('a failed condition', () => {
  const notThere = { expression: 'attribute_not_exists(id)' };
  const failure = {
    type: 'DynamoDB:ConditionalCheckFailedException',
    message: expect.stringMatching(
      /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: \S+\) \(SDK Attempt Count: 1\)$/,
    ) as string,
  };

  it('gives the stored item beside the error', async () => {
    await put('taken', { v: { N: 1 } });

    expect(await put('taken', { v: { N: 2 } }, { condition: notThere })).toEqual({
      result: { id: 'taken', v: 1 },
      error: failure,
    });
  });

  it('is success when the stored item equals the one put, but for `equalsIgnore`', async () => {
    await put('same', { v: { N: 1 }, at: { N: 1 } });
    const again = { v: { N: 1 }, at: { N: 2 } };

    expect(await put('same', again, { condition: { ...notThere, equalsIgnore: ['at'] } })).toEqual(
      succeeded({ id: 'same', v: 1, at: 1 }),
    );
    expect(await put('same', again, { condition: notThere })).toEqual({
      result: { id: 'same', v: 1, at: 1 },
      error: failure,
    });
  });

  it('is success when the item to delete is not there', async () => {
    const condition = { expression: 'attribute_exists(id)' };

    expect(await jobs({ operation: 'DeleteItem', key: { id: { S: 'gone' } }, condition }, 'test')).toEqual(
      succeeded(null),
    );
  });

  it('is an error for an update, whatever is stored', async () => {
    const update = { expression: 'SET v = :v', expressionValues: { ':v': { N: 1 } } };
    const condition = { expression: 'attribute_exists(id)' };

    expect(await jobs({ operation: 'UpdateItem', key: { id: { S: 'gone' } }, update, condition }, 'test')).toEqual({
      result: null,
      error: failure,
    });
  });

  const handler = { conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn: 'arn:function' } };
  const field = { parentType: 'Mutation', field: 'put', outputType: 'Job', arguments: { id: 'x' }, identity: null };

  it('is an error of the function with the strategy `Custom` where it cannot be invoked', async () => {
    await put('custom');

    expect(await put('custom', { v: { N: 1 } }, { condition: { ...notThere, ...handler } })).toEqual({
      result: { id: 'custom' },
      error: { type: 'Lambda:Unhandled', message: 'there is no function' },
    });
  });

  it.each<[string, unknown, DataSourceAnswer]>([
    ['reject', { action: 'reject' }, { result: { id: 'custom', v: 1 }, error: failure }],
    ['discard', { action: 'discard' }, succeeded({ id: 'custom', v: 1 })],
    [
      'retry in vain',
      { action: 'retry', retryMapping: { attributeValues: { v: { N: 3 } } } },
      { result: { id: 'custom', v: 1 }, error: failure },
    ],
    [
      'retry',
      {
        action: 'retry',
        retryMapping: { attributeValues: { v: { N: 3 } }, condition: { expression: 'attribute_exists(v)' } },
      },
      succeeded({ id: 'custom', v: 3 }),
    ],
  ])('asks the function of the strategy `Custom`, which may say `%s`', async (_action, said, expected) => {
    await put('custom', { v: { N: 1 } });
    const asked: unknown[] = [];
    const send = sourceOf('jobs', {
      invokeFunction: (functionArn, payload) => {
        asked.push([functionArn, JSON.parse(payload)]);
        return Promise.resolve(JSON.stringify(said));
      },
    });
    const request = {
      operation: 'PutItem',
      key: { id: { S: 'custom' } },
      attributeValues: { v: { N: 2 } },
      condition: { ...notThere, ...handler },
    };

    expect(await send(request, 'Mutation.put', field)).toEqual(expected);
    expect(asked).toEqual([
      [
        'arn:function',
        {
          arguments: { id: 'x' },
          requestMapping: request,
          currentValue: { id: { S: 'custom' }, v: { N: 1 } },
          resolver: {
            tableName: 'jobs',
            awsRegion: 'us-east-1',
            parentType: 'Mutation',
            field: 'put',
            outputType: 'Job',
          },
          identity: null,
        },
      ],
    ]);
  });
});

describe('`Query` and `Scan`', () => {
  const byJob = { expression: 'job = :j', expressionValues: { ':j': { S: 'j' } } };
  const page = async (request: object, resolver = 'Query.events') =>
    (await events(request, resolver)) as DataSourceAnswer & { result: { items: unknown[]; nextToken: string | null } };

  it('reads page by page, in both directions', async () => {
    const first = await page({ operation: 'Query', query: byJob, limit: 3, scanIndexForward: false });
    const second = await page({
      operation: 'Query',
      query: byJob,
      limit: 3,
      scanIndexForward: false,
      nextToken: first.result.nextToken,
    });

    expect(first).toEqual(
      succeeded({
        items: [5, 4, 3].map((at) => ({ job: 'j', at, odd: at % 2 === 1 })),
        nextToken: expect.any(String) as string,
        scannedCount: 3,
      }),
    );
    expect(second).toEqual(
      succeeded({ items: [2, 1].map((at) => ({ job: 'j', at, odd: at % 2 === 1 })), nextToken: null, scannedCount: 2 }),
    );
  });

  it('applies `limit` before the filter: a page can be empty and have a next one', async () => {
    const filter = {
      expression: '#at > :at',
      expressionNames: { '#odd': 'odd' },
      expressionValues: { ':no': { BOOL: false } },
    };
    const request = { operation: 'Query', query: byJob, limit: 1, filter: { ...filter, expression: '#odd = :no' } };

    expect(await page(request)).toEqual(
      succeeded({ items: [], nextToken: expect.any(String) as string, scannedCount: 1 }),
    );
  });

  it('reads the keys that an index holds', async () => {
    await put('indexed', { status: { S: 'NEW' }, at: { N: 7 }, more: { S: 'm' } });
    const query = {
      expression: '#s = :s',
      expressionNames: { '#s': 'status' },
      expressionValues: { ':s': { S: 'NEW' } },
    };

    expect(await jobs({ operation: 'Query', index: 'byStatus', query }, 'test')).toEqual(
      succeeded({ items: [{ id: 'indexed', status: 'NEW', at: 7 }], nextToken: null, scannedCount: 1 }),
    );
  });

  it('scans a segment', async () => {
    const parts = await Promise.all([0, 1].map((segment) => page({ operation: 'Scan', totalSegments: 2, segment })));

    expect(parts.flatMap(({ result }) => result.items)).toHaveLength(5);
  });

  const invalid = {
    result: null,
    error: {
      type: 'DynamoDB:UserIllegalArgumentException',
      message:
        'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
    },
  };

  it.each<[string, (token: string) => string]>([
    ['is none', () => 'none'],
    ['is empty', () => ''],
    ['was changed', (token) => `${token.slice(0, 30)}${token.charAt(30) === 'A' ? 'B' : 'A'}${token.slice(31)}`],
    ['was cut', (token) => token.slice(0, -4)],
  ])('answers an error for a `nextToken` that %s', async (_what, change) => {
    const { result } = await page({ operation: 'Query', query: byJob, limit: 1 });

    expect(
      await events({ operation: 'Query', query: byJob, nextToken: change(result.nextToken ?? '') }, 'Query.events'),
    ).toEqual(invalid);
  });

  it('takes a `nextToken` only from the resolver, and the API, that it was given to', async () => {
    const { nextToken } = (await page({ operation: 'Query', query: byJob, limit: 1 })).result;
    const otherApi = sourceOf('events', { apiId: 'other' });

    expect(await events({ operation: 'Query', query: byJob, nextToken }, 'Query.other')).toEqual(invalid);
    expect(await otherApi({ operation: 'Query', query: byJob, nextToken }, 'Query.events')).toEqual(invalid);
  });
});

describe('batches', () => {
  it('`BatchGetItem` answers one slot a key, in the order of the request', async () => {
    await put('b1', { v: { N: 1 } });
    await put('b2', { v: { N: 2 } });
    const keys = ['b2', 'absent', 'b1'].map((id) => ({ id: { S: id } }));
    const { result, error } = await jobs(
      { operation: 'BatchGetItem', tables: { jobs: { keys }, events: { keys: [{ job: { S: 'x' }, at: { N: 1 } }] } } },
      'test',
    );

    expect(error).toBeNull();
    expect(result).toEqual({
      data: { jobs: [{ id: 'b2', v: 2 }, null, { id: 'b1', v: 1 }], events: [null] },
      unprocessedKeys: { jobs: [], events: [] },
    });
  });

  it('`BatchGetItem` finds items whose projection leaves the key out', async () => {
    await put('b3', { v: { N: 3 } });
    const projection = { expression: '#v', expressionNames: { '#v': 'v' } };

    expect(
      await jobs({ operation: 'BatchGetItem', tables: { jobs: { keys: [{ id: { S: 'b3' } }], projection } } }, 'test'),
    ).toEqual(succeeded({ data: { jobs: [{ v: 3 }] }, unprocessedKeys: { jobs: [] } }));
  });

  it('`BatchGetItem` hands on what DynamoDB says of a key that is named twice', async () => {
    const keys = ['b1', 'b1'].map((id) => ({ id: { S: id } }));

    expect(await jobs({ operation: 'BatchGetItem', tables: { jobs: { keys } } }, 'test')).toMatchObject({
      result: null,
      error: { type: 'DynamoDB:DynamoDbException' },
    });
  });

  it('`BatchPutItem` and `BatchDeleteItem` answer what they took', async () => {
    const items = ['p1', 'p2'].map((id) => ({ id: { S: id } }));
    const plain = [{ id: 'p1' }, { id: 'p2' }];

    expect(await jobs({ operation: 'BatchPutItem', tables: { jobs: items } }, 'test')).toEqual(
      succeeded({ data: { jobs: plain }, unprocessedItems: { jobs: [] } }),
    );
    expect(await get('p1')).toEqual({ id: 'p1' });
    expect(await jobs({ operation: 'BatchDeleteItem', tables: { jobs: items } }, 'test')).toEqual(
      succeeded({ data: { jobs: plain }, unprocessedKeys: { jobs: [] } }),
    );
    expect(await get('p1')).toBeNull();
  });
});

describe('errors', () => {
  it('of DynamoDB become `ctx.error`, their code behind `DynamoDB:`', async () => {
    const nowhere = sourceOf('nowhere');

    expect(await nowhere({ operation: 'GetItem', key: { id: { S: 'a' } } }, 'test')).toEqual({
      result: null,
      error: {
        type: 'DynamoDB:ResourceNotFoundException',
        message: expect.stringMatching(
          /^Requested resource not found \(Service: DynamoDb, Status Code: 400, Request ID: \S+\) \(SDK Attempt Count: 1\)$/,
        ) as string,
      },
    });
  });

  it.each<[object | null | string, string]>([
    [null, "Value for field '$' not found."],
    ['text', "Value for field '$' must be an object."],
    [{}, "Value for field '$[operation]' not found."],
    [{ operation: 'Sync' }, "The operation 'Sync' is not imitated by the local AppSync."],
    [{ operation: 'constructor' }, "Unsupported operation 'constructor'."],
    [{ operation: 'GetItem' }, "Value for field '$[key]' not found."],
    [{ operation: 'GetItem', key: { id: 'a' } }, "Value for field '$[key][id]' must be an object."],
    [
      { operation: 'GetItem', key: { id: { X: 'a' } } },
      "Value for field '$[key][id]' has the unknown DynamoDB type 'X'.",
    ],
    [{ operation: 'Query' }, "Value for field '$[query]' not found."],
    [{ operation: 'Query', query: { expression: 'a' }, limit: '5' }, "Value for field '$[limit]' must be a number."],
    [
      { operation: 'Query', query: { expression: 'a' }, select: 'COUNT' },
      'Unsupported value for field \'$[select]\': "COUNT"',
    ],
    [{ operation: 'GetItem', key: { id: { S: 'a' } }, more: 1 }, "Unsupported element '$[more]'."],
    [
      { operation: 'GetItem', key: { id: { S: 'a' } }, _version: 1 },
      "Versioned data sources are not imitated by the local AppSync: '$[_version]'.",
    ],
    [{ operation: 'Query', query: { expression: 'a', values: {} } }, "Unsupported element '$[query][values]'."],
    [{ operation: 'BatchGetItem', tables: { T: {} } }, "Value for field '$[tables][T][keys]' not found."],
  ])('of the request %j end the field: %s', async (request, message) => {
    await expect(async () => jobs(request, 'test')).rejects.toThrow(new MappingError(message));
  });
});
