import type { WarningCount } from './job-state-change.ts';
import type { EventEnvelope } from './event-envelope.ts';

/** What MediaConvert answered when the reconciler asked for a job. It goes into the event queue beside MediaConvert's own events. */
export type JobSnapshotEvent = EventEnvelope<
  'MediaConvert Job Snapshot',
  JobSnapshotDetail,
  'mediaconvert-job-progress.reconciler'
>;

export type JobSnapshotDetail = {
  jobId: string;
  /** When MediaConvert answered, in epoch milliseconds. */
  timestamp: number;
  /** Null when MediaConvert does not know the job. */
  job: SnapshotJob | null;
};

/**
 * A job as GetJob and ListJobs answer, in the spelling of the wire; times are epoch seconds.
 *
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs-id.html
 */
export type SnapshotJob = {
  status?: string;
  createdAt?: number;
  timing?: { submitTime?: number; startTime?: number; finishTime?: number };
  /** The ARN of the queue that the job was submitted to, whatever hops it made. */
  queue?: string;
  queueTransitions?: { sourceQueue?: string; destinationQueue?: string; timestamp?: number }[];
  userMetadata?: Record<string, string>;
  /** `SECONDS_60` */
  statusUpdateInterval?: string;
  /** 0 to 100; null or absent where MediaConvert cannot estimate, and in jobs that do not progress. */
  jobPercentComplete?: number | null;
  currentPhase?: string;
  retryCount?: number;
  errorCode?: number;
  errorMessage?: string;
  warnings?: WarningCount[];
  /** Without paths and types: less than the event of a complete job tells. */
  outputGroupDetails?: {
    outputDetails?: { durationInMs?: number; videoDetails?: { widthInPx?: number; heightInPx?: number } }[];
  }[];
};
