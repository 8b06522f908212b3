import type { JobProgress } from './job-progress.ts';

/**
 * Lets through what is newer than everything let through of its job before. Updates come twice, late and out of order;
 * each carries the whole progress, so what is not newer can be dropped. Of more than `limit` jobs, those that were
 * updated longest ago are forgotten, so that a watch may last for ever.
 */
export function createNewerVersions(limit: number): (job: JobProgress) => boolean {
  const versions = new Map<string, number>();
  return ({ jobId, version }) => {
    if (version <= (versions.get(jobId) ?? 0)) return false;
    // Deleted and set again, so that the map's order is the order of the updates.
    versions.delete(jobId);
    versions.set(jobId, version);
    const [oldest] = versions.keys();
    if (versions.size > limit && oldest !== undefined) versions.delete(oldest);
    return true;
  };
}
