import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJobs } from '../../../../functions/reconciler/store/read-jobs.ts';
import { createJobTables } from '../../../embedded/create-job-tables.ts';
import { startDynalite } from '../../../embedded/start-dynalite.ts';
import type { EmbeddedDynamoDb } from '../../../embedded/start-dynalite.ts';
import { recordCalls } from '../../collector/record-calls.ts';

let dynamodb: EmbeddedDynamoDb;
let table: string;
beforeAll(async () => {
  dynamodb = await startDynalite();
  table = (await createJobTables(dynamodb.client)).jobTable;
});
afterAll(async () => {
  await dynamodb.close();
});

const put = async (item: object): Promise<void> => {
  await dynamodb.client.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
};
const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id);

describe('reading jobs', () => {
  it('returns those that the table holds, and of them no more than is needed', async () => {
    const item = { id: 'a', status: 'PROGRESSING', createdAt: 'c', updatedAt: 'u', ttl: 1, missing: true };
    await put({ ...item, version: 1, merge: {}, eventTimes: { firstProgressingTime: 1, lastTime: 2 } });
    expect(await readJobs(dynamodb.client, table, ['a', 'none'])).toEqual([
      { ...item, eventTimes: { firstProgressingTime: 1 } },
    ]);
  });

  it('reads again the `UnprocessedKeys`', async () => {
    // More than dynalite answers in one call.
    const items = Array.from({ length: 8 }, (_each, index) => ({
      id: `large-${index}`,
      status: 'PROGRESSING',
      createdAt: 'c',
      updatedAt: 'u'.repeat(300_000),
      ttl: 1,
    }));
    await Promise.all(items.map(put));
    const calls = recordCalls(dynamodb.client);
    const ids = items.map(({ id }) => id);
    expect((await readJobs(dynamodb.client, table, ids)).sort(byId)).toEqual(items);
    expect(calls.names).toEqual(['BatchGetItem', 'BatchGetItem']);
    calls.stop();
  });

  it('asks for nothing without ids', async () => {
    expect(await readJobs(dynamodb.client, table, [])).toEqual([]);
  });
});
