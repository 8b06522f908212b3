import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describeJob } from '../job/describe-job.ts';
import type { JobRecord } from '../job/job-record.ts';
import type { JobState } from '../job/job-state.ts';

/** An item as the SDK takes it. */
export type Item = Record<string, AttributeValue>;

/**
 * The state without the parts that the item's own attributes hold already. Once MediaConvert was asked for the job, the
 * attributes hold its answers too, and so the parts that events told are kept here apart.
 */
type Bookkeeping = Omit<JobState, 'userMetadata'> & { userMetadataTime?: number };

/**
 * JobTable's item: what users see, under GraphQL's names, and in `merge` what only the next merge needs. Times are epoch
 * milliseconds, except `createdAt` and `updatedAt`, which sort as text, and `ttl` and `rowsTtl`, which are epoch seconds.
 */
export function toItem({ id, version, createdAt, updatedAt, heardAt, ttl, rowsTtl, state }: JobRecord): Item {
  const { userMetadata, snapshot } = state;
  const held = snapshot === undefined ? { eventTimes: undefined, queueTransitions: undefined } : {};
  const merge = { ...state, ...held, userMetadata: undefined, userMetadataTime: userMetadata?.time };
  return marshall(
    {
      id,
      version,
      createdAt: new Date(createdAt).toISOString(),
      updatedAt: new Date(updatedAt).toISOString(),
      heardAt,
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
  const own: JobState = {};
  if (state.snapshot === undefined && Object.keys(stored.eventTimes).length > 0) own.eventTimes = stored.eventTimes;
  if (state.snapshot === undefined && stored.queueTransitions.length > 0) {
    own.queueTransitions = stored.queueTransitions;
  }
  if (userMetadataTime !== undefined) own.userMetadata = { time: userMetadataTime, value: stored.userMetadata };
  return {
    id: stored.id,
    version: stored.version,
    createdAt: Date.parse(stored.createdAt),
    updatedAt: Date.parse(stored.updatedAt),
    heardAt: stored.heardAt,
    ttl: stored.ttl,
    rowsTtl: stored.rowsTtl,
    state: { ...state, ...own },
  };
}

type Stored = Omit<JobRecord, 'state' | 'createdAt' | 'updatedAt'> &
  ReturnType<typeof describeJob> & { createdAt: string; updatedAt: string; merge: Bookkeeping };
