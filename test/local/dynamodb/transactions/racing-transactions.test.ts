import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  TransactionCanceledException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENGINES, serveTables, tableOf } from '../serve-tables.ts';

const TableName = 'accounts';
const key = (id: string) => ({ id: { S: id } });
const number = (value: number) => ({ N: String(value) });

describe.each(ENGINES)('transactions of %s', (engine) => {
  let tables: Awaited<ReturnType<typeof serveTables>>;
  let client: DynamoDBClient;

  beforeEach(async () => {
    tables = await serveTables(engine, [tableOf(TableName, { id: 'S' })]);
    ({ client } = tables);
  });
  afterEach(() => tables.close());

  const put = (id: string, balance: number) =>
    client.send(new PutItemCommand({ TableName, Item: { ...key(id), balance: number(balance) } }));
  /** The codes of its actions when it was cancelled, null when it was carried out. */
  const transact = (TransactItems: TransactWriteItem[]): Promise<unknown[] | null> =>
    client.send(new TransactWriteItemsCommand({ TransactItems })).then(
      () => null,
      (error: unknown) => {
        if (!(error instanceof TransactionCanceledException)) throw error;
        return (error.CancellationReasons ?? []).map(({ Code }) => Code);
      },
    );

  it('are seen as a whole or not at all, by one another and by single reads and writes', async () => {
    const ACCOUNTS = ['a', 'b', 'c', 'd'];
    const RACERS = 8;
    const ROUNDS = 4;
    await Promise.all(ACCOUNTS.map((id) => put(id, 100)));
    const at = (index: number): string => ACCOUNTS[index % ACCOUNTS.length] ?? '';
    const add = (id: string, amount: number, ConditionExpression = 'balance >= :floor'): TransactWriteItem => ({
      Update: {
        TableName,
        Key: key(id),
        UpdateExpression: 'ADD balance :amount',
        ConditionExpression,
        ExpressionAttributeValues: { ':amount': number(amount), ':floor': number(-amount) },
      },
    });
    const transfer = (n: number) => transact([add(at(n), -(n % 50)), add(at(n + 1 + (n % 3)), n % 50)]);
    // Its first action could be seen before the second one cancels it.
    const fail = (n: number) =>
      transact([add(at(n), 1_000_000), add('nobody', 0, 'balance < :floor AND attribute_exists(id)')]);
    const touch = (n: number) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: key(at(n)),
          UpdateExpression: 'ADD touches :one',
          ExpressionAttributeValues: { ':one': number(1) },
        }),
      );
    const balances = async (): Promise<number[]> => {
      const TransactItems = ACCOUNTS.map((id) => ({ Get: { TableName, Key: key(id) } }));
      const { Responses = [] } = await client.send(new TransactGetItemsCommand({ TransactItems }));
      return Responses.map(({ Item }) => Number(Item?.['balance']?.N));
    };
    const balance = async (n: number): Promise<number> => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key(at(n)), ConsistentRead: true }));
      return Number(Item?.['balance']?.N);
    };

    const round = async (n: number) => {
      const [moved, failed, , whole, one] = await Promise.all([transfer(n), fail(n), touch(n), balances(), balance(n)]);
      return { moved: moved === null, failed: failed !== null, total: whole.reduce((sum, part) => sum + part, 0), one };
    };
    const seen = await Promise.all(
      Array.from({ length: RACERS }, async (_one, racer) => {
        const rounds = [];
        for (let n = 0; n < ROUNDS; n += 1) rounds.push(await round(racer * ROUNDS + n));
        return rounds;
      }),
    ).then((all) => all.flat());

    expect(seen.filter(({ failed, total, one }) => !failed || total !== 400 || one < 0 || one > 400)).toEqual([]);
    expect(seen.some(({ moved }) => moved)).toBe(true);
    expect((await balances()).every((left) => left >= 0)).toBe(true);
    const items = await Promise.all(ACCOUNTS.map((id) => client.send(new GetItemCommand({ TableName, Key: key(id) }))));
    expect(items.reduce((sum, { Item }) => sum + Number(Item?.['touches']?.N), 0)).toBe(RACERS * ROUNDS);
  });

  it('leave what a model of them leaves', async () => {
    const IDS = ['a', 'b', 'c', 'd'];
    type Balances = Record<string, number>;
    const CONDITIONS = {
      none: () => true,
      'attribute_exists(id)': (balance?: number) => balance !== undefined,
      'attribute_not_exists(id)': (balance?: number) => balance === undefined,
      'balance > :two': (balance?: number) => balance !== undefined && balance > 2,
    };
    const steps = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom(...IDS),
        kind: fc.constantFrom('Put', 'Update', 'Delete', 'ConditionCheck'),
        condition: fc.constantFrom(...(Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[])),
        value: fc.nat(5),
      }),
      { minLength: 1, selector: ({ id }) => id },
    );
    type Step = { id: string; kind: string; condition: keyof typeof CONDITIONS; value: number };
    const toItem = ({ id, kind, condition, value }: Step): TransactWriteItem => {
      const values = {
        ...(condition.includes(':two') && { ':two': number(2) }),
        ...(kind === 'Update' && { ':value': number(value) }),
      };
      const common = {
        TableName,
        ...(condition !== 'none' && { ConditionExpression: condition }),
        ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      };
      if (kind === 'Put') return { Put: { ...common, Item: { ...key(id), balance: number(value) } } };
      if (kind === 'Update') return { Update: { ...common, Key: key(id), UpdateExpression: 'SET balance = :value' } };
      if (kind === 'Delete') return { Delete: { ...common, Key: key(id) } };
      return { ConditionCheck: { ConditionExpression: 'attribute_exists(id)', ...common, Key: key(id) } };
    };
    const holds = ({ id, kind, condition }: Step, balances: Balances): boolean =>
      CONDITIONS[kind === 'ConditionCheck' && condition === 'none' ? 'attribute_exists(id)' : condition](balances[id]);
    const apply = (steps: Step[], balances: Balances): Balances => {
      const next = new Map(Object.entries(balances));
      for (const { id, kind, value } of steps) {
        if (kind === 'Delete') next.delete(id);
        if (kind === 'Put' || kind === 'Update') next.set(id, value);
      }
      return Object.fromEntries(next);
    };
    const stored = async (): Promise<Balances> => {
      const TransactItems = IDS.map((id) => ({ Get: { TableName, Key: key(id) } }));
      const { Responses = [] } = await client.send(new TransactGetItemsCommand({ TransactItems }));
      return Object.fromEntries(
        Responses.flatMap(({ Item }) => (Item === undefined ? [] : [[Item['id']?.S, Number(Item['balance']?.N)]])),
      ) as Balances;
    };

    let model: Balances = {};
    await fc.assert(
      fc.asyncProperty(steps, async (transaction) => {
        const codes = transaction.map((step) => (holds(step, model) ? 'None' : 'ConditionalCheckFailed'));
        const passes = codes.every((code) => code === 'None');
        expect(await transact(transaction.map(toItem))).toEqual(passes ? null : codes);
        if (passes) model = apply(transaction, model);
        expect(await stored()).toEqual(model);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});
