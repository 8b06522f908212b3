import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Config } from '../../functions/collector/config.ts';
import { jobDetails } from '../../functions/collector/job/job-details.ts';
import { nextRecord } from '../../functions/collector/job/next-record.ts';
import { indexTags } from '../../functions/collector/job/tags.ts';
import { type JobMessages, sortMessages } from '../../functions/collector/sort-messages.ts';
import type { JobCache } from '../../functions/collector/store/job-cache.ts';
import { type Item, toItem } from '../../functions/collector/store/job-item.ts';
import { sqsBatch } from './sqs-batch.ts';

/** Where jobs are put, and the cache of the collector that is to know them. */
export type JobStore = {
  client: DynamoDBClient;
  config: Pick<Config, 'jobTable' | 'jobDetailTable' | 'jobTagTable' | 'jobKeepSeconds'>;
  cache: JobCache;
};

type Row = { table: string; item: Item };

const MOST_ITEMS = 25;

/**
 * Puts new jobs, of which there were these events, as a collector would have stored them, many in a call. What no later event of a job
 * depends on is left out: the raw events, the publishes and the records of streams.
 */
export async function storeJobs(store: JobStore, bodies: readonly string[], receivedAt = Date.now()): Promise<void> {
  const rows = sortMessages(sqsBatch(bodies).Records).jobs.flatMap((job) => rowsOf(store, job, receivedAt));
  const calls = Math.ceil(rows.length / MOST_ITEMS);
  await Promise.all(
    Array.from({ length: calls }, (_, call) => put(store, rows.slice(MOST_ITEMS * call, MOST_ITEMS * (call + 1)))),
  );
}

async function put({ client }: JobStore, rows: readonly Row[]): Promise<void> {
  const RequestItems: Record<string, { PutRequest: { Item: Item } }[]> = {};
  for (const { table, item } of rows) (RequestItems[table] ??= []).push({ PutRequest: { Item: item } });
  const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems }));
  if (Object.keys(UnprocessedItems).length > 0) throw new Error('not all items were taken');
}

function rowsOf({ config, cache }: JobStore, { jobId, events }: JobMessages, receivedAt: number): Row[] {
  const { record } = nextRecord(jobId, undefined, events, { receivedAt, keepSeconds: config.jobKeepSeconds });
  cache.set(record);
  const ttl = { N: String(record.rowsTtl) };
  const job = { S: `${new Date(record.createdAt).toISOString()}#${jobId}` };
  return [
    { table: config.jobTable, item: toItem(record) },
    ...indexTags(record.state).map((tag) => ({ table: config.jobTagTable, item: { tag: { S: tag }, job, ttl } })),
    ...jobDetails(events).map(({ part, data, at }) => ({
      table: config.jobDetailTable,
      item: { id: { S: jobId }, part: { S: part }, data: { S: data }, at: { N: String(at) }, ttl },
    })),
  ];
}
