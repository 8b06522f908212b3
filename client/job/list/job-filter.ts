import type { JobStatus } from '../../../schema/generated/graphql.ts';
import type { JobProgress } from '../job-progress.ts';

/** Which jobs are meant: those that fit all that is said. Where nothing is said it is every job. */
export type JobFilter = {
  status?: JobStatus | undefined;
  /** The name of the queue that they are in now. */
  queueName?: string | undefined;
  /** A pair that they carry, to the letter. */
  userMetadata?: { key: string; value: string } | undefined;
};

/** Whether a job, as it is now, is one of those meant. */
export function isMeant(job: JobProgress, { status, queueName, userMetadata }: JobFilter): boolean {
  if (status !== undefined && job.status !== status) return false;
  if (queueName !== undefined && job.queueName !== queueName) return false;
  if (userMetadata === undefined) return true;
  return job.userMetadata.some(({ key, value }) => key === userMetadata.key && value === userMetadata.value);
}
