import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describeJob } from '../job/describe-job.ts';
import type { JobRecord } from '../job/job-record.ts';
import type { JobState } from '../job/job-state.ts';

/** An item as the SDK takes it. */
export type Item = Record<string, AttributeValue>;

/** The state's parts that the item's own attributes hold already. */
type Bookkeeping = Omit<JobState, 'eventTimes' | 'queueTransitions' | 'userMetadata'> & { userMetadataTime?: number };

/**
 * JobTable's item: what users see, under GraphQL's names, and in `merge` what only the next merge needs. Times are epoch
 * milliseconds, except `createdAt` and `updatedAt`, which sort as text, and `ttl` and `rowsTtl`, which are epoch seconds.
 */
export function toItem({ id, version, createdAt, updatedAt, ttl, rowsTtl, state }: JobRecord): Item {
  const { userMetadata } = state;
  const held = { eventTimes: undefined, queueTransitions: undefined, userMetadata: undefined };
  const merge = { ...state, ...held, userMetadataTime: userMetadata?.time };
  return marshall(
    {
      id,
      version,
      createdAt: new Date(createdAt).toISOString(),
      updatedAt: new Date(updatedAt).toISOString(),
      ttl,
      rowsTtl,
      ...describeJob(state),
      merge,
    },
    { removeUndefinedValues: true },
  );
}

/** Reads what `toItem` wrote. */
export function fromItem(item: Item): JobRecord {
  const stored = unmarshall(item) as Stored;
  const { userMetadataTime, ...state } = stored.merge;
  const own: JobState = { eventTimes: stored.eventTimes };
  if (stored.queueTransitions.length > 0) own.queueTransitions = stored.queueTransitions;
  if (userMetadataTime !== undefined) own.userMetadata = { time: userMetadataTime, value: stored.userMetadata };
  return {
    id: stored.id,
    version: stored.version,
    createdAt: Date.parse(stored.createdAt),
    updatedAt: Date.parse(stored.updatedAt),
    ttl: stored.ttl,
    rowsTtl: stored.rowsTtl,
    state: { ...state, ...own },
  };
}

type Stored = Omit<JobRecord, 'state' | 'createdAt' | 'updatedAt'> &
  ReturnType<typeof describeJob> & { createdAt: string; updatedAt: string; merge: Bookkeeping };
