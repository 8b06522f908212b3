import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { candidateOf, OPEN_STATUSES } from '../job/candidate.ts';
import { dueAt } from '../job/due-at.ts';
import { isStalled } from '../job/stalled.ts';
import { MOST_ITEMS, readJobs } from './read-jobs.ts';

/** Where the jobs are. */
export type JobStore = { client: DynamoDBClient; table: string; statusIndex: string };

/** The ids of the jobs that are due, the most overdue first, how many jobs were read to find them, and how many of these are stalled. */
export type DueJobs = { due: string[]; read: number; stalled: number };

/**
 * Finds the jobs that MediaConvert is to be asked for, page after page of the status index, oldest first, both statuses side by
 * side. No page is begun after `until`, in epoch milliseconds.
 */
export async function readDue(store: JobStore, now: () => number, until: number): Promise<DueJobs> {
  const due: { id: string; at: number }[] = [];
  let read = 0;
  let stalled = 0;

  async function readStatus(status: string): Promise<void> {
    for await (const ids of pages(store, status)) {
      const items = await readJobs(store.client, store.table, ids);
      read += items.length;
      for (const item of items) {
        const job = candidateOf(item, now());
        // The index may lag behind: a job that has gone over to the other status is that one's.
        if (job?.status !== status) continue;
        if (isStalled(job, now())) stalled += 1;
        if (dueAt(job) < now()) due.push({ id: job.id, at: dueAt(job) });
      }
      if (now() >= until) return;
    }
  }

  await Promise.all(OPEN_STATUSES.map(readStatus));
  return { due: due.sort((a, b) => a.at - b.at).map(({ id }) => id), read, stalled };
}

async function* pages({ client, table, statusIndex }: JobStore, status: string): AsyncGenerator<string[]> {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: statusIndex,
        KeyConditionExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': { S: status } },
        Limit: MOST_ITEMS,
        ExclusiveStartKey: start,
      }),
    );
    yield Items.flatMap(({ id }) => id?.S ?? []);
    start = LastEvaluatedKey;
  } while (start !== undefined);
}
