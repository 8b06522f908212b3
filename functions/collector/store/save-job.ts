import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { backoff } from '../../lib/backoff.ts';
import type { CheckedEvent } from '../event/checked-event.ts';
import type { JobRecord } from '../job/job-record.ts';
import { nextRecord } from '../job/next-record.ts';
import type { Receipt, Step } from '../job/next-record.ts';
import type { JobCache } from './job-cache.ts';
import { fromItem, toItem } from './job-item.ts';

/** Where jobs are kept. */
export type JobStore = {
  client: DynamoDBClient;
  table: string;
  cache: JobCache;
  /** Called for each write that found another version than it was computed from. @default nobody is told */
  onConflict?: () => void;
};

/** Events of a job. `isRetried` when one of them was received before. @default false */
export type JobEvents = { jobId: string; events: readonly CheckedEvent[]; isRetried?: boolean };

const ATTEMPTS = 10;

/**
 * Merges the events of a job into what is stored. A write succeeds only on the version that it was computed from; otherwise
 * another collector was faster, and the merge is repeated on what that one stored. Throws after ten lost races.
 *
 * What comes again may teach nothing any more, so that no write would tell that the cache is out of date: the stored state is
 * read, and so the newest one is published.
 */
export async function saveJob(
  store: JobStore,
  { jobId, events, isRetried = false }: JobEvents,
  receipt: Receipt,
): Promise<Step> {
  let previous = isRetried ? await readJob(store, jobId) : store.cache.get(jobId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const step = nextRecord(jobId, previous, events, receipt);
    const lostTo = step.write ? await putJob(store, step) : 'NOBODY';
    if (lostTo === 'NOBODY') {
      store.cache.set(step.record);
      return step;
    }
    store.onConflict?.();
    previous = lostTo;
    if (attempt > 0) await backoff(attempt);
  }
  throw new Error(`job ${jobId} was changed by others ${ATTEMPTS} times in a row`);
}

/** Returns NOBODY when the record was stored, else what is stored instead; undefined when that is gone. */
async function putJob(store: JobStore, { previous, record }: Step): Promise<'NOBODY' | JobRecord | undefined> {
  const condition =
    previous === undefined
      ? { ConditionExpression: 'attribute_not_exists(id)' }
      : {
          ConditionExpression: 'version = :expected',
          ExpressionAttributeValues: { ':expected': { N: String(previous.version) } },
        };
  try {
    await store.client.send(
      new PutItemCommand({
        TableName: store.table,
        Item: toItem(record),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...condition,
      }),
    );
    return 'NOBODY';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The error comes without the item where the item has expired meanwhile, and from engines that lack the option.
    return error.Item === undefined ? await readJob(store, record.id) : fromItem(error.Item);
  }
}

async function readJob({ client, table }: JobStore, id: string): Promise<JobRecord | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true }),
  );
  return Item && fromItem(Item);
}
