import type { JobProgress } from './job-progress.ts';

/**
 * Lets through what is newer than everything let through of its job before. Updates come twice, late and out of order;
 * each carries the whole progress, so what is not newer can be dropped. That a job has stalled is found by asking, without
 * a new version: of one version, the state that has stalled is the newer one. Of more than `limit` jobs, those that were
 * updated longest ago are forgotten, so that a watch may last for ever.
 */
export function createNewerVersions(limit: number): (job: JobProgress) => boolean {
  const newest = new Map<string, JobProgress>();
  return (job) => {
    const { jobId } = job;
    const known = newest.get(jobId);
    if (known !== undefined && !isNewerState(job, known)) return false;
    // Deleted and set again, so that the map's order is the order of the updates.
    newest.delete(jobId);
    newest.set(jobId, job);
    const [oldest] = newest.keys();
    if (newest.size > limit && oldest !== undefined) newest.delete(oldest);
    return true;
  };
}

/** What tells which of a job's states is the newer one. */
export type StateVersion = Pick<JobProgress, 'version' | 'stalled'>;

/** Whether the first state is the newer one of a job. */
export function isNewerState(a: StateVersion, b: StateVersion): boolean {
  return a.version === b.version ? a.stalled && !b.stalled : a.version > b.version;
}
