import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { canonicalJson } from '../job/canonical-json.ts';
import { describeJob } from '../job/describe-job.ts';
import type { JobRecord } from '../job/job-record.ts';
import type { JobState } from '../job/job-state.ts';

/** An item as the SDK takes it. */
export type Item = Record<string, AttributeValue>;

/** The state without the parts that the item's own attributes hold already: what is shown can be more than what was told. */
type Bookkeeping = Omit<JobState, 'userMetadata'> & { userMetadataTime?: number };

/**
 * JobTable's item: what users see, under GraphQL's names, and in `packed` what only the next merge needs. That is JSON text, deflated:
 * less than half of what DynamoDB counts for the same as attributes. Equal records have equal items. Times are epoch milliseconds,
 * except `createdAt` and `updatedAt`, which sort as text, and `ttl` and `rowsTtl`, which are epoch seconds.
 */
export function toItem({ id, version, createdAt, updatedAt, heardAt, ttl, rowsTtl, state }: JobRecord): Item {
  const described = describeJob(state);
  const { eventTimes = {}, queueTransitions = [], userMetadata, snapshot } = state;
  const bookkeeping = {
    ...state,
    eventTimes: described.eventTimes === eventTimes ? undefined : eventTimes,
    queueTransitions: snapshot === undefined ? undefined : queueTransitions,
    userMetadata: undefined,
    userMetadataTime: userMetadata?.time,
  };
  return marshall(
    {
      id,
      version,
      createdAt: new Date(createdAt).toISOString(),
      updatedAt: new Date(updatedAt).toISOString(),
      heardAt,
      ttl,
      rowsTtl,
      ...described,
      packed: deflateRawSync(canonicalJson(bookkeeping)),
    },
    { removeUndefinedValues: true },
  );
}

/** Reads what `toItem` wrote, and items that were written before there was `packed`. */
export function fromItem(item: Item): JobRecord {
  const stored = unmarshall(item) as Stored;
  const { eventTimes = stored.eventTimes, queueTransitions = stored.queueTransitions, ...rest } = bookkeepingOf(stored);
  const { userMetadataTime, ...state } = rest;
  const own: JobState = {};
  if (Object.keys(eventTimes).length > 0) own.eventTimes = eventTimes;
  if (queueTransitions.length > 0) own.queueTransitions = queueTransitions;
  if (userMetadataTime !== undefined) own.userMetadata = { time: userMetadataTime, value: stored.userMetadata };
  return {
    id: stored.id,
    version: stored.version,
    createdAt: Date.parse(stored.createdAt),
    updatedAt: Date.parse(stored.updatedAt),
    // Items that were written before there was `heardAt` lack it.
    heardAt: stored.heardAt ?? Date.parse(stored.updatedAt),
    ttl: stored.ttl,
    rowsTtl: stored.rowsTtl,
    state: { ...state, ...own },
  };
}

function bookkeepingOf({ packed, merge = {} }: Stored): Bookkeeping {
  return packed === undefined ? merge : (JSON.parse(inflateRawSync(packed).toString()) as Bookkeeping);
}

type Stored = Omit<JobRecord, 'state' | 'createdAt' | 'updatedAt' | 'heardAt'> &
  ReturnType<typeof describeJob> & {
    createdAt: string;
    updatedAt: string;
    heardAt?: number;
    packed?: Uint8Array;
    merge?: Bookkeeping;
  };
