import type { JobProgress } from '../job-progress.ts';

/** Whether a job comes before another where the newest come first: by `createdAt`, then by id. Neither ever changes. */
export function isNewerJob(a: JobProgress, b: JobProgress): boolean {
  return a.createdAt === b.createdAt ? a.jobId > b.jobId : a.createdAt > b.createdAt;
}
