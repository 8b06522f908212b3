import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { parseEvent } from '../../functions/collector/event/parse-event.ts';
import { indexTags } from '../../functions/collector/job/tags.ts';
import { nextRecord } from '../../functions/collector/job/next-record.ts';
import { toItem } from '../../functions/collector/store/job-item.ts';
import { BEFORE, eventsOf, newJobStory } from '../per-event/job-story.ts';

/** Where jobs are put, and into which tables. `log` is told of every 10,000. */
export type JobStore = {
  client: DynamoDBClient;
  jobTable: string;
  jobTagTable: string;
  log(line: string): void;
};

/** The time at which the first job was created; each of the others a second later. */
const FIRST = Date.UTC(2026, 0, 1);
const MOST_ITEMS = 25;
const AT_A_TIME = 4;
const TOLD_OF = 10_000;
const KEEP_SECONDS = 86_400;

/** The id of the n-th job. */
export const jobId = (index: number): string => `${FIRST + 1000 * index}-${String(index).padStart(6, '0')}`;

/**
 * Puts jobs from one index up to another, as the collector would have stored them: all in progress, of one queue and with the same user
 * metadata, so that each list has them all.
 */
export async function fillJobs(store: JobStore, from: number, to: number): Promise<void> {
  const { client, jobTable, jobTagTable, log } = store;
  const { item, tags, ttl } = await storedJob();
  const requestsOf = (index: number): [string, WriteRequest][] => {
    const createdAt = new Date(FIRST + 1000 * index).toISOString();
    const id = jobId(index);
    const rows = tags.map((tag): [string, WriteRequest] => [
      jobTagTable,
      { PutRequest: { Item: { tag: { S: tag }, job: { S: `${createdAt}#${id}` }, ttl: { N: ttl } } } },
    ]);
    const job = { PutRequest: { Item: { ...item, id: { S: id }, createdAt: { S: createdAt } } } };
    return [[jobTable, job], ...rows];
  };
  const jobsACall = Math.floor(MOST_ITEMS / (1 + tags.length));
  let next = from;
  const work = async (): Promise<void> => {
    while (next < to) {
      const first = next;
      const end = Math.min(to, first + jobsACall);
      next = end;
      const RequestItems: Record<string, WriteRequest[]> = {};
      for (let index = first; index < end; index += 1)
        for (const [table, request] of requestsOf(index)) (RequestItems[table] ??= []).push(request);
      const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems }));
      if (Object.keys(UnprocessedItems).length > 0) throw new Error('not all items were taken');
      if (Math.floor(end / TOLD_OF) > Math.floor(first / TOLD_OF)) log(`${end} jobs are stored`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}

async function storedJob() {
  const events = (await eventsOf(newJobStory(), BEFORE)).map((text) => {
    const parsed = parseEvent(text);
    if ('poison' in parsed) throw new Error(parsed.poison);
    return parsed.event;
  });
  const receipt = { receivedAt: Date.now(), keepSeconds: KEEP_SECONDS };
  const { record } = nextRecord(jobId(0), undefined, events, receipt);
  return { item: toItem(record), tags: indexTags(record.state), ttl: String(record.rowsTtl) };
}
