import type { JobAnalysis, JobInput, JobPhase, JobStatus, OutputGroup } from '../../../schema/generated/graphql.ts';

/** An event that names a job. A field that was missing, null or of the wrong type is absent. */
export type CheckedEvent = {
  /** The envelope's id; without one, its status. */
  id: string;
  jobId: string;
  source: string;
  /** `detail.status` as it came, known or not; of an API call, its name; of our own facts, `ANALYSIS` or `SNAPSHOT`. */
  status: string;
  /** The whole event, as it came. */
  body: string;
  /** When it happened, in epoch milliseconds. */
  timestamp?: number | undefined;
  account?: string | undefined;
  region?: string | undefined;
  /** An ARN. */
  queue?: string | undefined;
  /** Sorted by key. Absent when empty. */
  userMetadata?: MetadataPair[] | undefined;
  progress?: ReportedProgress | undefined;
  /** How often each warning came until now. */
  warnings?: { code: number; count: number }[] | undefined;
  newWarning?: { code: number; message?: string | undefined } | undefined;
  error?: { code?: number | undefined; message?: string | undefined } | undefined;
  hop?: { fromQueue?: string | undefined; toQueue?: string | undefined; priority?: number | undefined } | undefined;
  inputs?: JobInput[] | undefined;
  outputs?: ReportedOutputs | undefined;
  /** When the job was created, in epoch milliseconds. */
  createTime?: number | undefined;
  /** Seconds. */
  statusUpdateInterval?: number | undefined;
  /** The job's settings, as JSON text. */
  settings?: string | undefined;
  /** What the analyzer found in the inputs. */
  analysis?: JobAnalysis | undefined;
  /** What MediaConvert answered when the reconciler asked for the job. Null when it did not know the job. */
  snapshot?: ReportedSnapshot | null | undefined;
  /** What was more than is kept. Absent when there is nothing. */
  cut?: readonly CutField[] | undefined;
};

/** A field of which a part, or all, is not kept. Of the `body`, that is so in EventTable. */
export type CutField =
  'body' | 'userMetadata' | 'warnings' | 'newWarning' | 'error' | 'settings' | 'inputs' | 'outputs';

/** A pair of user metadata. */
export type MetadataPair = { key: string; value: string };

/** How far an attempt at a job is. Percentages are 0 to 100. */
export type ReportedAttempt = {
  jobPercentComplete?: number | undefined;
  currentPhase?: JobPhase | undefined;
  retryCount?: number | undefined;
};

/** What a status update tells. */
export type ReportedProgress = ReportedAttempt & {
  framesDecoded?: number | undefined;
  phases: Partial<Record<JobPhase, ReportedPhase>>;
};

/**
 * A job as GetJob shows it, as far as the other fields of an event do not hold it. Its times are epoch milliseconds, but
 * rounded to seconds.
 */
export type ReportedSnapshot = ReportedAttempt & {
  status?: JobStatus | undefined;
  createTime?: number | undefined;
  startTime?: number | undefined;
  finishTime?: number | undefined;
  /** The first 20. */
  hops?: ReportedHop[] | undefined;
};

/** A hop between queues, by their ARNs. */
export type ReportedHop = { fromQueue?: string | undefined; toQueue?: string | undefined; time?: number | undefined };

/** A phase; MediaConvert publishes no list of its statuses. */
export type ReportedPhase = { status?: string | undefined; percentComplete?: number | undefined };

/** What a completed job wrote; times in milliseconds. */
export type ReportedOutputs = {
  groups: OutputGroup[];
  paddingInserted?: number | undefined;
  blackVideoDetected?: number | undefined;
  blackVideoSegments?: { start: number; end: number }[] | undefined;
};

/** What the readers of `detail` return: `jobId` is undefined when the event names no job. */
export type DetailFields = Omit<CheckedEvent, 'id' | 'source' | 'body' | 'jobId' | 'cut'> & {
  jobId: string | undefined;
};
