import type { JobStatus } from '../../../schema/generated/graphql.ts';
import { knownTimes } from './answered.ts';
import { currentQueue, queueNameOf } from './describe-job.ts';
import type { EventTimes, JobState } from './job-state.ts';
import type { Step } from './next-record.ts';
import { progressMetrics } from './progress-metrics.ts';
import type { ProgressMetrics } from './progress-metrics.ts';

/** What a step adds to the metrics of the queue that its job is in. */
export type StepMetrics = { queueName: string; values: Partial<Record<StepMetricName, number>> };

type StepMetricName =
  | 'JobsSubmitted'
  | 'JobsProgressing'
  | 'JobsComplete'
  | 'JobsError'
  | 'JobsCanceled'
  | 'QueuedDuration'
  | 'StandbyDuration'
  | 'ProgressingDuration'
  | 'DecodeRate';

/** What is seen of a job at a time. */
type Seen = { status: JobStatus | undefined; times: EventTimes; metrics: Readonly<ProgressMetrics> };

/**
 * What each metric takes of a job: nothing at first, a figure from some step on, and in that step it counts. So a job counts once,
 * whatever comes twice, late or in another order. A job that was seen to be cancelled, and then to have ended otherwise, counts
 * as both, and one that MediaConvert starts over when all was decoded has a second decode rate.
 */
const FIGURES: Readonly<Record<StepMetricName, (seen: Seen) => number | undefined>> = {
  JobsSubmitted: () => 1,
  // A job that is complete has progressed, even if no event told when.
  JobsProgressing: ({ times }) => onceIf((times.firstProgressingTime ?? times.completeTime) !== undefined),
  JobsComplete: ({ status }) => onceIf(status === 'COMPLETE'),
  JobsError: ({ status }) => onceIf(status === 'ERROR'),
  JobsCanceled: ({ status }) => onceIf(status === 'CANCELED'),
  QueuedDuration: ({ metrics }) => metrics.queuedDuration,
  StandbyDuration: ({ metrics }) =>
    metrics.waitedForCapacity === true ? metrics.waitedForCapacityDuration : undefined,
  // How long a job took that was not finished says nothing of the queue.
  ProgressingDuration: ({ status, metrics }) => (status === 'COMPLETE' ? metrics.progressingDuration : undefined),
  // The rate changes until all is decoded, and during the upload it falls.
  DecodeRate: ({ times, metrics }) => (times.decodeTime === undefined ? undefined : metrics.decodeRate),
};

/** What becomes known by a step that was not known before; nothing when it teaches nothing. */
export function stepMetrics({ previous, record: { state } }: Pick<Step, 'previous' | 'record'>): StepMetrics {
  const values: StepMetrics['values'] = {};
  if (previous?.state !== state) {
    const [before, now] = [previous && seen(previous.state), seen(state)];
    for (const name of Object.keys(FIGURES) as StepMetricName[]) {
      const value = FIGURES[name](now);
      if (value !== undefined && (before === undefined || FIGURES[name](before) === undefined)) values[name] = value;
    }
  }
  return { queueName: queueNameOf(currentQueue(state)), values };
}

function seen(state: JobState): Seen {
  return { status: state.status?.status, times: knownTimes(state), metrics: progressMetrics(state) };
}

function onceIf(holds: boolean): 1 | undefined {
  return holds ? 1 : undefined;
}
