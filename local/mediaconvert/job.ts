import type { OutputGroupDetail, WarningCount } from '../../schema/events/job-state-change.ts';
import type { CreateJobRequest } from './create-job-request.ts';
import type { Simulation } from './simulation.ts';
import type { Timeline } from './timeline.ts';

/** The states of a job. AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs-id.html, JobStatus */
export const JOB_STATUSES = ['SUBMITTED', 'PROGRESSING', 'COMPLETE', 'CANCELED', 'ERROR'] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];

/** A job that was created here. Times are epoch milliseconds of this machine's clock. */
export type Job = {
  id: string;
  arn: string;
  /** Grows by one with every job: the order of submission. */
  sequence: number;
  request: CreateJobRequest;
  simulation: Simulation;
  status: JobStatus;
  submittedMs: number;
  startedMs?: number;
  finishedMs?: number;
  /** The name of the queue that it was submitted to. */
  submissionQueue: string;
  /** The name of the queue that it waits or runs in, and its priority there. */
  queue: string;
  priority: number;
  /** ARNs and epoch milliseconds. */
  queueTransitions: { sourceQueue: string; destinationQueue: string; timestampMs: number }[];
  /** Set once the inputs are read. `sinceMs` runs on the clock of the job. */
  played?: { timeline: Timeline; sinceMs(): number };
  warnings: Required<WarningCount>[];
  error?: { code: number; message: string };
  outputGroupDetails?: OutputGroupDetail[];
  /** How many milliseconds of the job's clock pass in one of this machine's. */
  speed: number;
  /** Aborts when the job is cancelled, or the service stops. */
  stopping: AbortController;
};

/** `60` for `SECONDS_60`, which is the default. */
export function statusUpdateIntervalS({ request }: Pick<Job, 'request'>): number {
  return Number((request.statusUpdateInterval ?? 'SECONDS_60').replace('SECONDS_', ''));
}

/** Whether it waits or runs. */
export function isAlive({ status }: Pick<Job, 'status'>): boolean {
  return status === 'SUBMITTED' || status === 'PROGRESSING';
}
