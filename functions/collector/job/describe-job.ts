import type { JobStatus } from '../../../schema/generated/graphql.ts';
import type { MetadataPair } from '../event/checked-event.ts';
import { askedTime, isMissing, knownHops, knownTimes } from './answered.ts';
import type { EventTimes, JobState, QueueTransition, Warning } from './job-state.ts';
import { known } from '../../lib/known.ts';
import { progressMetrics } from './progress-metrics.ts';
import type { ProgressMetrics } from './progress-metrics.ts';

/** What users see of a job. All of it is computed from the state. Times are epoch milliseconds. */
export type JobDescription = {
  status: JobStatus;
  /** Empty when never told, like `region`, `queue` and `queueName`. */
  account: string;
  region: string;
  queue: string;
  queueName: string;
  userMetadata: MetadataPair[];
  eventTimes: EventTimes;
  progressMetrics: Readonly<ProgressMetrics>;
  warnings: JobWarning[];
  /** Only of a job whose status is ERROR. */
  error?: { code?: number; message?: string };
  /** Oldest first. */
  queueTransitions: QueueTransition[];
  /** Seconds. */
  statusUpdateInterval?: number;
  /** When MediaConvert was asked for the job last. */
  askedAt?: number;
  /** Only true: MediaConvert, asked for the job, did not know it, and nothing newer came of it. */
  missing?: true;
};

/** A warning, however often it came. */
type JobWarning = { code: number; message?: string; count: number; firstSeen?: number; lastSeen?: number };

/** Computes what users see of a job. */
export function describeJob(state: JobState): JobDescription {
  const queue = currentQueue(state);
  const status = state.status?.status ?? 'SUBMITTED';
  return {
    status,
    account: state.account?.value ?? '',
    region: state.region?.value ?? '',
    queue,
    queueName: queueNameOf(queue),
    userMetadata: state.userMetadata?.value ?? [],
    eventTimes: knownTimes(state),
    progressMetrics: progressMetrics(state),
    warnings: describeWarnings(state.warnings ?? {}),
    queueTransitions: knownHops(state),
    ...known({
      error: status === 'ERROR' ? state.error?.value : undefined,
      statusUpdateInterval: state.statusUpdateInterval?.value,
      askedAt: askedTime(state),
      missing: isMissing(state) ? (true as const) : undefined,
    }),
  };
}

/** All that follows the first `:queues/`: a queue's name may hold any character. Of a string that is no ARN, all of it. */
export function queueNameOf(queue: string): string {
  const mark = ':queues/';
  const start = queue.indexOf(mark);
  return start < 0 ? queue : queue.slice(start + mark.length);
}

/** The queue that the job is in. Empty when it was never told. */
export function currentQueue(state: JobState): string {
  return state.hoppedTo?.value ?? state.queue?.value ?? '';
}

function describeWarnings(warnings: Record<string, Warning>): JobWarning[] {
  return Object.entries(warnings)
    .map(([code, { times = [], lastTime, reportedCount = 0, reportedTime, answeredTime, message }]) => ({
      code: Number(code),
      // A warning whose event had no time was seen all the same.
      count: Math.max(times.length, reportedCount, 1),
      ...known({
        message: message?.value,
        firstSeen: times[0] ?? reportedTime ?? answeredTime,
        lastSeen: lastTime ?? reportedTime ?? answeredTime,
      }),
    }))
    .sort((a, b) => a.code - b.code);
}
