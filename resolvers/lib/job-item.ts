import type { JobError, JobStatus, ProgressMetrics, UserMetadata } from '../../schema/generated/graphql.ts';

/**
 * An item of JobTable as a resolver reads it. What the collector does not know is not there. `packed`, the collector's own
 * bookkeeping, is left out on purpose: nobody else reads it.
 */
export type JobItem = {
  id: string;
  version: number;
  status: JobStatus;
  /** ISO-8601, UTC, milliseconds. */
  createdAt: string;
  /** When the state was stored: ISO-8601, UTC, milliseconds. */
  updatedAt?: string;
  /** When the newest event was received that told something of the job: epoch milliseconds. */
  heardAt?: number;
  /** There, and true, only when MediaConvert no longer knew the job. */
  missing?: boolean;
  /** Epoch seconds. */
  ttl: number;
  account?: string;
  region?: string;
  /** The queue's ARN. */
  queue?: string;
  queueName?: string;
  /** Sorted by key. */
  userMetadata?: UserMetadata[];
  /** Epoch milliseconds by the names of `EventTimes`. */
  eventTimes?: Record<string, number>;
  progressMetrics?: ProgressMetrics;
  /** `firstSeen` and `lastSeen` are epoch milliseconds, and absent when no event told a time. */
  warnings?: { code: number; message?: string; count: number; firstSeen?: number; lastSeen?: number }[];
  error?: JobError;
  /** `time` is epoch milliseconds, and absent when the event told none. */
  queueTransitions?: { fromQueue?: string; toQueue?: string; priority?: number; time?: number }[];
  /** Seconds between the updates that the job was asked for. */
  statusUpdateInterval?: number;
};
