import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../functions/collector/job/canonical-json.ts';
import { facts } from '../../../../functions/collector/job/facts.ts';
import { merge } from '../../../../functions/collector/job/job-state.ts';
import { createJobCache } from '../../../../functions/collector/store/job-cache.ts';
import { toItem } from '../../../../functions/collector/store/job-item.ts';
import { saveJob } from '../../../../functions/collector/store/save-job.ts';
import type { JobStore } from '../../../../functions/collector/store/save-job.ts';
import { awsClientConfig } from '../../../embedded/aws-client-config.ts';
import { createJobTables } from '../../../embedded/create-job-tables.ts';
import { startDynalite } from '../../../embedded/start-dynalite.ts';
import type { EmbeddedDynamoDb } from '../../../embedded/start-dynalite.ts';
import { recordCalls } from '../record-calls.ts';
import { parsed } from '../arbitrary-event.ts';
import { sampleWith } from '../samples.ts';

const ID = '1671477617078-2886ye';
const T = 1671477681737;
const RECEIPT = { receivedAt: Date.parse('2026-11-23T12:00:00.000Z'), keepSeconds: 86_400 };
const progressing = parsed(sampleWith('PROGRESSING', {}));
const complete = parsed(sampleWith('COMPLETE', { jobId: ID, timestamp: T + 9000 }));

let dynamodb: EmbeddedDynamoDb;
/** A client that no test records. */
let rival: DynamoDBClient;
beforeAll(async () => {
  dynamodb = await startDynalite();
  rival = new DynamoDBClient(awsClientConfig(dynamodb.url));
});
afterAll(async () => {
  rival.destroy();
  await dynamodb.close();
});

async function createStore(): Promise<JobStore> {
  const { jobTable } = await createJobTables(dynamodb.client);
  return { client: dynamodb.client, table: jobTable, cache: createJobCache(10) };
}

/** The same table, for a container that has seen nothing yet. */
function another(store: JobStore): JobStore {
  return { ...store, cache: createJobCache(10) };
}

describe('saving a job', () => {
  it('costs one write: of a job that is new, and of one that the container knows', async () => {
    const store = await createStore();
    const calls = recordCalls(store.client);
    await saveJob(store, { jobId: ID, events: [progressing] }, RECEIPT);
    const { record } = await saveJob(store, { jobId: ID, events: [complete] }, RECEIPT);
    calls.stop();
    expect(calls.names).toEqual(['PutItem', 'PutItem']);
    expect(record).toMatchObject({ version: 2, state: { status: { status: 'COMPLETE' } } });
  });

  it('merges into what another collector stored meanwhile', async () => {
    const store = await createStore();
    const other = another(store);
    await saveJob(store, { jobId: ID, events: [progressing] }, RECEIPT);
    await saveJob(other, { jobId: ID, events: [complete] }, RECEIPT);
    const update = parsed(sampleWith('STATUS_UPDATE', {}));
    const { record } = await saveJob(store, { jobId: ID, events: [update] }, RECEIPT);
    expect(record.version).toBe(3);
    const expected = [update, complete, progressing].map(facts).reduce(merge, {});
    expect(canonicalJson(record.state)).toBe(canonicalJson(expected));
  });

  it('reads what is stored where an event comes again, which may teach nothing more', async () => {
    const store = await createStore();
    await saveJob(store, { jobId: ID, events: [progressing] }, RECEIPT);
    await saveJob(another(store), { jobId: ID, events: [complete] }, RECEIPT);
    const again = { jobId: ID, events: [progressing], isRetried: true };
    const { record, write } = await saveJob(store, again, RECEIPT);
    expect({ version: record.version, status: record.state.status?.status, write }).toEqual({
      version: 2,
      status: 'COMPLETE',
      write: false,
    });
  });

  it('ends in one state however many collectors work on the job at once', async () => {
    const first = await createStore();
    const events = Array.from({ length: 12 }, (_, index) =>
      parsed(
        sampleWith('STATUS_UPDATE', {
          timestamp: T + index,
          framesDecoded: index,
          jobProgress: { jobPercentComplete: 50 - index, retryCount: 0 },
        }),
      ),
    );
    const stores = [first, another(first), another(first), another(first)];
    const saves = stores.map(async (store, part) => {
      for (const event of events.filter((_, index) => index % stores.length === part)) {
        await saveJob(store, { jobId: ID, events: [event] }, RECEIPT);
      }
    });
    await Promise.all(saves);
    const { record } = await saveJob(another(first), { jobId: ID, events: events }, RECEIPT);
    expect(canonicalJson(record.state)).toBe(canonicalJson(events.map(facts).reduce(merge, {})));
  });

  it('starts anew where the job has been deleted', async () => {
    const store = await createStore();
    await saveJob(store, { jobId: ID, events: [progressing] }, RECEIPT);
    const { table: emptyTable } = await createStore();
    const { record, previous } = await saveJob(
      { ...store, table: emptyTable },
      { jobId: ID, events: [complete] },
      RECEIPT,
    );
    expect({ version: record.version, previous }).toEqual({ version: 1, previous: undefined });
  });

  it('keeps `version` and `updatedAt` when the events teach nothing, but extends `ttl`', async () => {
    const store = await createStore();
    const before = await saveJob(store, { jobId: ID, events: [progressing] }, RECEIPT);
    const later = { ...RECEIPT, receivedAt: RECEIPT.receivedAt + 60_000 };
    const { record } = await saveJob(another(store), { jobId: ID, events: [progressing] }, later);
    expect(record).toEqual({
      ...before.record,
      ttl: before.record.ttl + 60,
      rowsTtl: before.record.rowsTtl + 60,
    });
  });

  it('throws what DynamoDB answers when it is no lost race', async () => {
    const store = await createStore();
    await expect(
      saveJob({ ...store, table: 'NoSuchTable' }, { jobId: ID, events: [progressing] }, RECEIPT),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('gives up after ten lost races', async () => {
    const store = await createStore();
    const { record } = await saveJob(store, { jobId: ID, events: [progressing] }, RECEIPT);
    let version = record.version;
    // Another writer is faster every time.
    const calls = recordCalls(store.client, async (name) => {
      if (name !== 'PutItem') return;
      version += 1;
      await rival.send(new PutItemCommand({ TableName: store.table, Item: toItem({ ...record, version }) }));
    });
    await expect(saveJob(store, { jobId: ID, events: [complete] }, RECEIPT)).rejects.toThrow('10 times');
    calls.stop();
    expect(calls.names.filter((name) => name === 'PutItem')).toHaveLength(10);
  });
});
