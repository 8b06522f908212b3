/** What is noted of a job that has ended, as far as it is known. */
export type FinishedJob = {
  jobId: string;
  /** Grows with every change of the job: of two records, the one with the higher version is the newer. */
  version: number;
  status: 'COMPLETE' | 'ERROR' | 'CANCELED';
  queueName: string;
  /** Seconds. */
  queuedDuration?: number;
  /** Seconds. */
  progressingDuration?: number;
  /** Frames a second. */
  decodeRate?: number;
  /** Why it failed. */
  errorMessage?: string;
};

/** A record of JobStream, as far as this consumer looks into it. */
type JobRecord = {
  jobId: string;
  version: number;
  status: string;
  queueName: string;
  progressMetrics: { queuedDuration?: number; progressingDuration?: number; decodeRate?: number };
  error: { message?: string } | null;
};

/** Reads the data of a record, as Lambda hands it over. Undefined for a job that has not ended. Throws when it is not a record of JobStream. */
export function readFinishedJob(base64: string): FinishedJob | undefined {
  const job = JSON.parse(Buffer.from(base64, 'base64').toString()) as Partial<JobRecord> | null;
  const { jobId, version, status, queueName = '', progressMetrics = {}, error } = job ?? {};
  if (jobId === undefined || version === undefined) throw new Error('not a record of JobStream');
  if (status !== 'COMPLETE' && status !== 'ERROR' && status !== 'CANCELED') return undefined;
  const { queuedDuration, progressingDuration, decodeRate } = progressMetrics;
  return {
    jobId,
    version,
    status,
    queueName,
    ...(queuedDuration !== undefined && { queuedDuration }),
    ...(progressingDuration !== undefined && { progressingDuration }),
    ...(decodeRate !== undefined && { decodeRate }),
    ...(error?.message !== undefined && { errorMessage: error.message }),
  };
}
