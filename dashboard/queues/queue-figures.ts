import type { JobProgress } from '../../client/job/job-progress.ts';

/** How a queue does, as far as the jobs tell that it was computed from. Durations in seconds. */
export type QueueFigures = {
  queueName: string;
  running: number;
  waiting: number;
  /** Since when the job waits that has waited longest. Undefined when none waits. */
  waitingSince: string | undefined;
  /** How long jobs waited that have left the queue, by nearest rank. Undefined while it is known of none. */
  waitMedian: number | undefined;
  waitP95: number | undefined;
  /** The jobs that completed in the hour before. */
  completedInHour: number;
  /** Of how many jobs it is known whether they waited for capacity, and how many did. */
  started: number;
  waitedForCapacity: number;
};

const HOUR_MS = 3_600_000;

/** The figures of each queue that any of the jobs is in, by name, at a moment in epoch milliseconds. */
export function queueFigures(jobs: readonly JobProgress[], now: number): QueueFigures[] {
  const byQueue = new Map<string, JobProgress[]>();
  for (const job of jobs) {
    const known = byQueue.get(job.queueName);
    if (known === undefined) byQueue.set(job.queueName, [job]);
    else known.push(job);
  }
  return [...byQueue]
    .map(([queueName, its]) => figuresOf(queueName, its, now))
    .sort((a, b) => (a.queueName < b.queueName ? -1 : 1));
}

/**
 * The value at `share` of the values by nearest rank: the smallest one that at least this share of them does not exceed. It is always one of the
 * values. Undefined when there are none.
 */
export function nearestRank(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1];
}

function figuresOf(queueName: string, jobs: readonly JobProgress[], now: number): QueueFigures {
  const waits = jobs.flatMap(({ progressMetrics: { queuedDuration } }) => queuedDuration ?? []);
  const waiting = jobs.filter(({ status }) => status === 'SUBMITTED');
  const told = jobs.filter(({ progressMetrics }) => typeof progressMetrics.waitedForCapacity === 'boolean');
  return {
    queueName,
    running: jobs.filter(({ status }) => status === 'PROGRESSING').length,
    waiting: waiting.length,
    waitingSince: waiting.map(({ createdAt }) => createdAt).sort()[0],
    waitMedian: nearestRank(waits, 0.5),
    waitP95: nearestRank(waits, 0.95),
    completedInHour: jobs.filter((job) => completedSince(job, now - HOUR_MS)).length,
    started: told.length,
    waitedForCapacity: told.filter(({ progressMetrics }) => progressMetrics.waitedForCapacity === true).length,
  };
}

function completedSince(job: JobProgress, moment: number): boolean {
  const { completeTime } = job.eventTimes;
  return typeof completeTime === 'string' && Date.parse(completeTime) > moment;
}
