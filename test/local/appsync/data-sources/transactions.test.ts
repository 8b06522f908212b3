import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendRequest } from '../../../../local/appsync/data-sources/data-source.ts';
import { callOverHttp } from '../../../../local/appsync/data-sources/call-over-http.ts';
import { dynamoDbOf } from '../../../../local/appsync/data-sources/dynamodb/call-dynamodb.ts';
import { newPageTokenKey } from '../../../../local/appsync/data-sources/dynamodb/page-token-key.ts';
import { createPageTokens } from '../../../../local/appsync/data-sources/dynamodb/page-token.ts';
import { sendToDynamoDb } from '../../../../local/appsync/data-sources/dynamodb/send-to-dynamodb.ts';
import { serveTables, tableOf } from '../../dynamodb/serve-tables.ts';

let tables: Awaited<ReturnType<typeof serveTables>>;
let send: (request: object) => ReturnType<SendRequest>;

beforeAll(async () => {
  tables = await serveTables('dynalite', [tableOf('jobs', { id: 'S' }), tableOf('events', { job: 'S', at: 'N' })]);
  const source = sendToDynamoDb({
    dynamodb: dynamoDbOf(callOverHttp(tables.url, 'us-east-1'), tables.credentials),
    invokeFunction: () => Promise.reject(new Error('there is no function')),
    tableName: 'jobs',
    region: 'us-east-1',
    tokens: createPageTokens(newPageTokenKey()),
    apiId: 'api',
  });
  send = (request) => source(request, 'test');
});
afterAll(() => tables.close());

const table = 'jobs';
const key = (id: string) => ({ id: { S: id } });
const put = (id: string, v: number) => ({
  table,
  operation: 'PutItem',
  key: key(id),
  attributeValues: { v: { N: v } },
});
const condition = { expression: '#v = :v', expressionNames: { '#v': 'v' }, expressionValues: { ':v': { N: 1 } } };
const update = { expression: 'SET v = :next', expressionValues: { ':next': { N: 2 } } };
const write = (...transactItems: object[]) => send({ operation: 'TransactWriteItems', transactItems });
const read = async (...ids: string[]) => {
  const transactItems = ids.map((id) => ({ table, key: key(id) }));
  const { result } = await send({ operation: 'TransactGetItems', transactItems });
  return (result as { items: unknown[] }).items;
};

describe('`TransactGetItems`', () => {
  it('answers one slot a request, null for what is not there', async () => {
    await write(put('read', 1));
    const projection = { expression: '#i', expressionNames: { '#i': 'id' } };
    const transactItems = [
      { table, key: key('read') },
      { table, key: key('unread') },
      { table, key: key('other'), projection },
    ];
    await write(put('other', 1));
    expect(await send({ operation: 'TransactGetItems', transactItems })).toEqual({
      result: { items: [{ id: 'read', v: 1 }, null, { id: 'other' }] },
      error: null,
    });
  });
});

describe('`TransactWriteItems`', () => {
  it('carries all the actions out, and answers the keys', async () => {
    await write(put('b', 1), put('c', 1), put('d', 1));
    const event = { job: { S: 'a' }, at: { N: 5 } };
    expect(
      await write(
        put('a', 1),
        { table, operation: 'UpdateItem', key: key('b'), update, condition },
        { table, operation: 'DeleteItem', key: key('c'), condition },
        { table, operation: 'ConditionCheck', key: key('d'), condition },
        { table: 'events', operation: 'PutItem', key: event },
      ),
    ).toEqual({
      result: {
        keys: [...['a', 'b', 'c', 'd'].map((id) => ({ id })), { job: 'a', at: 5 }],
        cancellationReasons: null,
      },
      error: null,
    });
    expect(await read('a', 'b', 'c', 'd')).toEqual([{ id: 'a', v: 1 }, { id: 'b', v: 2 }, null, { id: 'd', v: 1 }]);
  });

  it('does nothing when one fails, and answers why, item by item, beside the error', async () => {
    await write(put('taken', 7));
    const failing = { table, operation: 'DeleteItem', key: key('taken') };
    expect(
      await write(
        put('unmade', 1),
        { table, operation: 'UpdateItem', key: key('taken'), update, condition },
        {
          table,
          operation: 'ConditionCheck',
          key: key('absent'),
          condition: { ...condition, returnValuesOnConditionCheckFailure: false },
        },
      ),
    ).toEqual({
      result: {
        keys: null,
        cancellationReasons: [
          { type: 'None', message: 'None' },
          { item: { id: 'taken', v: 7 }, type: 'ConditionCheckFailed', message: 'The conditional request failed' },
          { type: 'ConditionCheckFailed', message: 'The conditional request failed' },
        ],
      },
      error: {
        type: 'DynamoDB:TransactionCanceledException',
        message: expect.stringMatching(
          /^Transaction cancelled, please refer cancellation reasons for specific reasons \[None, ConditionalCheckFailed, ConditionalCheckFailed\] \(Service: DynamoDb, Status Code: 400, Request ID: \S+\) \(SDK Attempt Count: 1\)$/,
        ) as string,
      },
    });
    expect(await read('unmade', 'taken')).toEqual([null, { id: 'taken', v: 7 }]);
    const unasked = { ...condition, returnValuesOnConditionCheckFailure: false };
    expect((await write({ ...failing, condition: unasked })).result).toEqual({
      keys: null,
      cancellationReasons: [{ type: 'ConditionCheckFailed', message: 'The conditional request failed' }],
    });
  });

  it('of one item twice is what DynamoDB calls invalid', async () => {
    expect(await write(put('twice', 1), { table, operation: 'DeleteItem', key: key('twice') })).toEqual({
      result: null,
      error: {
        type: 'DynamoDB:DynamoDbException',
        message: expect.stringMatching(
          /^Transaction request cannot include multiple operations on one item \(/,
        ) as string,
      },
    });
  });
});
