import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDue } from '../../../../functions/reconciler/store/read-due.ts';
import type { JobStore } from '../../../../functions/reconciler/store/read-due.ts';
import { createJobTables } from '../../../embedded/create-job-tables.ts';
import { startDynalite } from '../../../embedded/start-dynalite.ts';
import type { EmbeddedDynamoDb } from '../../../embedded/start-dynalite.ts';

const NOW = 1_763_892_000_000;
const JOBS = 250;

let dynamodb: EmbeddedDynamoDb;
let store: JobStore;
beforeAll(async () => {
  dynamodb = await startDynalite();
  const { jobTable } = await createJobTables(dynamodb.client);
  store = { client: dynamodb.client, table: jobTable, statusIndex: 'status-createdAt-index' };
  const rows = Array.from({ length: JOBS }, (_each, index) => ({
    id: idOf(index),
    status: 'PROGRESSING',
    createdAt: new Date(NOW - 1_000_000 + index).toISOString(),
    updatedAt: new Date(NOW).toISOString(),
    // The youngest jobs have been silent for the longest time.
    heardAt: NOW - 3 * 60_000 - index,
    ttl: NOW,
  }));
  for (let start = 0; start < JOBS; start += 25) {
    const writes = rows.slice(start, start + 25).map((row) => ({ PutRequest: { Item: marshall(row) } }));
    await dynamodb.client.send(new BatchWriteItemCommand({ RequestItems: { [jobTable]: writes } }));
  }
});
afterAll(async () => {
  await dynamodb.close();
});

const idOf = (index: number): string => `job-${String(index).padStart(3, '0')}`;
const idsFrom = (first: number, last: number): string[] =>
  Array.from({ length: first - last + 1 }, (_each, index) => idOf(first - index));

describe('the jobs that are due', () => {
  it('are found on all pages of the index, the most overdue first', async () => {
    expect(await readDue(store, () => NOW, Infinity)).toEqual({
      due: idsFrom(JOBS - 1, 1),
      read: JOBS,
      stalled: JOBS - 1,
    });
  });

  it('are those of the oldest page when there is no time for more', async () => {
    expect(await readDue(store, () => NOW, NOW)).toEqual({ due: idsFrom(99, 1), read: 100, stalled: 99 });
  });
});
