import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError } from '../../gateway/serve-gateway.ts';
import { ENGINES, serveTables, tableOf } from '../serve-tables.ts';

const TABLES = [tableOf('jobs', { id: 'S' }), tableOf('parts', { id: 'S', part: 'N' })];
const TableName = 'jobs';
const key = (id: string) => ({ id: { S: id } });
const put = (
  id: string,
  more: Record<string, AttributeValue> = {},
  condition: Partial<TransactWriteItem['Put']> = {},
) => ({
  Put: { TableName, Item: { ...key(id), ...more }, ...condition },
});
const ABSENT = { ConditionExpression: 'attribute_not_exists(id)' };
const NONE = { Code: 'None' };
const FAILED = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };

describe.each(ENGINES)('transactions of %s', (engine) => {
  let tables: Awaited<ReturnType<typeof serveTables>>;
  let client: DynamoDBClient;

  beforeAll(async () => {
    tables = await serveTables(engine, TABLES);
    ({ client } = tables);
  });
  afterAll(() => tables.close());

  const write = (...TransactItems: TransactWriteItem[]) =>
    client.send(new TransactWriteItemsCommand({ TransactItems }));
  const stored = async (id: string) =>
    (await client.send(new GetItemCommand({ TableName, Key: key(id), ConsistentRead: true }))).Item;
  const seed = (...items: Record<string, AttributeValue>[]) =>
    Promise.all(items.map((Item) => client.send(new PutItemCommand({ TableName, Item }))));
  const cancellation = async (promise: Promise<unknown>): Promise<TransactionCanceledException> => {
    const error: unknown = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof TransactionCanceledException)) throw new Error('it was not cancelled', { cause: error });
    return error;
  };

  describe('`TransactWriteItems`', () => {
    it('carries every kind of action out, in several tables', async () => {
      await seed({ ...key('updated'), v: { N: '1' } }, key('deleted'), key('checked'));
      const parts = { TableName: 'parts', Key: { id: { S: 'x' }, part: { N: '1' } } };
      await write(
        put('made', { v: { S: 'new' } }, ABSENT),
        {
          Update: {
            TableName,
            Key: key('updated'),
            UpdateExpression: 'SET #v = #v + :one',
            ConditionExpression: '#v = :one',
            ExpressionAttributeNames: { '#v': 'v' },
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
        { Delete: { TableName, Key: key('deleted') } },
        { ConditionCheck: { TableName, Key: key('checked'), ConditionExpression: 'attribute_exists(id)' } },
        {
          Update: { ...parts, UpdateExpression: 'SET done = :t', ExpressionAttributeValues: { ':t': { BOOL: true } } },
        },
      );
      const { Item: part } = await client.send(new GetItemCommand(parts));
      expect(await Promise.all(['made', 'updated', 'deleted', 'checked'].map(stored))).toEqual([
        { ...key('made'), v: { S: 'new' } },
        { ...key('updated'), v: { N: '2' } },
        undefined,
        key('checked'),
      ]);
      expect(part).toEqual({ ...parts.Key, done: { BOOL: true } });
    });

    it('leaves nothing of a check that an item is not there', async () => {
      await write({ ConditionCheck: { TableName, Key: key('absent'), ...ABSENT } }, put('beside'));
      expect(await stored('absent')).toBeUndefined();
    });

    it('writes nothing when an action fails, and says why, action by action', async () => {
      const before = {
        ...key('kept'),
        list: { L: [{ S: 'a' }, { M: { n: { N: '1.5' } } }] },
        set: { SS: ['a', 'b'] },
      };
      await seed(before, { ...key('taken'), v: { N: '7' } });
      const error = await cancellation(
        write(
          put('kept', { v: { S: 'over' } }),
          put('unmade'),
          put('taken', {}, { ...ABSENT, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
          { Delete: { TableName, Key: key('nowhere'), ConditionExpression: 'attribute_exists(id)' } },
          { ConditionCheck: { TableName, Key: key('unknown'), ...ABSENT } },
        ),
      );
      expect({ message: error.message, reasons: error.CancellationReasons }).toEqual({
        message:
          'Transaction cancelled, please refer cancellation reasons for specific reasons [None, None, ConditionalCheckFailed, ConditionalCheckFailed, None]',
        reasons: [NONE, NONE, { Item: { ...key('taken'), v: { N: '7' } }, ...FAILED }, FAILED, NONE],
      });
      expect(await stored('kept')).toEqual(before);
      expect(await Promise.all(['unmade', 'unknown', 'nowhere'].map(stored))).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('is cancelled by what is only wrong at the table, and refused for what is wrong anywhere', async () => {
      const mistyped = await cancellation(write(put('a1'), { Put: { TableName, Item: { id: { N: '5' } } } }));
      expect(mistyped.CancellationReasons?.map(({ Code }) => Code)).toEqual(['None', 'ValidationError']);
      const unread = { Update: { TableName, Key: key('a4'), UpdateExpression: 'SET a = = b' } };
      expect(await awsError(write(put('a2'), unread))).toMatchObject({
        name: 'ValidationException',
        status: 400,
        // The rest of the sentence is each parser's own.
        message: expect.stringMatching(/^Invalid UpdateExpression: Syntax error;/) as string,
      });
      const nowhere = { Put: { TableName: 'nowhere', Item: key('a') } };
      expect(await awsError(write(put('a3'), nowhere))).toMatchObject({
        name: 'ResourceNotFoundException',
        status: 400,
      });
      expect(await Promise.all(['a1', 'a2', 'a3', 'a4'].map(stored))).toEqual(Array(4).fill(undefined));
    });

    it.each<[string, TransactWriteItem[], RegExp]>([
      ['no action', [], /Member must have length greater than or equal to 1$/],
      [
        '101 actions',
        Array.from({ length: 101 }, (_one, n) => put(`many-${n}`)),
        /Member must have length less than or equal to 100$/,
      ],
      [
        'one item twice',
        [put('twice'), { Update: { TableName, Key: key('twice'), UpdateExpression: 'REMOVE a' } }],
        /^Transaction request cannot include multiple operations on one item$/,
      ],
      [
        'an item of nothing',
        [{}],
        /^Invalid Request: TransactWriteRequest should contain Delete or Put or Update request$/,
      ],
      [
        'two actions in one',
        [{ ...put('a'), Delete: { TableName, Key: key('b') } }],
        /^TransactItems can only contain one of Check, Put, Update or Delete$/,
      ],
      [
        'a check of nothing',
        [{ ConditionCheck: { TableName, Key: key('a'), ConditionExpression: undefined } }],
        /Value null at 'transactItems\.1\.member\.conditionCheck\.conditionExpression' failed to satisfy constraint: Member must not be null$/,
      ],
    ])('refuses %s', async (_what, actions, message) => {
      expect(await awsError(write(...actions))).toEqual({
        name: 'ValidationException',
        status: 400,
        message: expect.stringMatching(message) as string,
      });
    });

    // DynamoDB Local compares them as written.
    it.skipIf(engine === 'local')('knows a number of a key however it is written', async () => {
      const part = (n: string) => ({ Delete: { TableName: 'parts', Key: { id: { S: 'x' }, part: { N: n } } } });
      expect(await awsError(write(part('1'), part('1.0')))).toMatchObject({ name: 'ValidationException' });
      await expect(write(part('1'), part('2'))).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    });

    it('takes 100 actions', async () => {
      await write(...Array.from({ length: 100 }, (_one, n) => put(`hundred-${n}`)));
      expect(await stored('hundred-99')).toEqual(key('hundred-99'));
    });

    it('happens once for one `ClientRequestToken`, and takes no other request under it', async () => {
      const add = (amount: string) =>
        new TransactWriteItemsCommand({
          ClientRequestToken: 'token-1',
          TransactItems: [
            {
              Update: {
                TableName,
                Key: key('counted'),
                UpdateExpression: 'ADD v :v',
                ExpressionAttributeValues: { ':v': { N: amount } },
              },
            },
          ],
        });
      await client.send(add('1'));
      await client.send(add('1'));
      expect(await awsError(client.send(add('2')))).toMatchObject({
        name: 'IdempotentParameterMismatchException',
        status: 400,
      });
      expect(await stored('counted')).toEqual({ ...key('counted'), v: { N: '1' } });
    });

    it('may be tried again under its token once it was cancelled', async () => {
      const command = new TransactWriteItemsCommand({
        ClientRequestToken: 'token-2',
        TransactItems: [
          {
            Update: {
              TableName,
              Key: key('again'),
              UpdateExpression: 'REMOVE a',
              ConditionExpression: 'attribute_exists(id)',
            },
          },
        ],
      });
      await cancellation(client.send(command));
      await seed(key('again'));
      await expect(client.send(command)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    });

    it('consumes twice what its actions would alone', async () => {
      const command = new TransactWriteItemsCommand({
        ReturnConsumedCapacity: 'TOTAL',
        TransactItems: [put('c1'), put('c2')],
      });
      expect((await client.send(command)).ConsumedCapacity).toEqual([
        { TableName, CapacityUnits: 4, WriteCapacityUnits: 4 },
      ]);
    });
  });

  describe('`TransactGetItems`', () => {
    const get = (id: string, more: { ProjectionExpression?: string } = {}) => ({
      Get: { TableName, Key: key(id), ...more },
    });
    const read = (...TransactItems: ReturnType<typeof get>[]) =>
      client.send(new TransactGetItemsCommand({ TransactItems }));

    it('answers one slot a request, empty for what is not there', async () => {
      await seed({ ...key('read'), v: { N: '1' }, w: { N: '2' } });
      const { Responses } = await read(get('read'), get('unread'));
      expect(Responses).toEqual([{ Item: { ...key('read'), v: { N: '1' }, w: { N: '2' } } }, {}]);
      expect((await read(get('read', { ProjectionExpression: 'v' }))).Responses).toEqual([{ Item: { v: { N: '1' } } }]);
    });

    it('refuses one item twice, and what it cannot read', async () => {
      expect(await awsError(read(get('x'), get('x')))).toEqual({
        name: 'ValidationException',
        status: 400,
        message: 'Transaction request cannot include multiple operations on one item',
      });
      expect(await awsError(read(get('x', { ProjectionExpression: '!!!' })))).toEqual({
        name: 'ValidationException',
        status: 400,
        message: expect.stringMatching(/^Invalid ProjectionExpression: Syntax error;/) as string,
      });
      expect(await awsError(read({ Get: { TableName, Key: {} as ReturnType<typeof key> } }))).toMatchObject({
        name: 'TransactionCanceledException',
      });
    });
  });
});
