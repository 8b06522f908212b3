import type { JobProgress } from '../../client/job/job-progress.ts';
import { isNewerState } from '../../client/job/newer-versions.ts';

/** The jobs that the page shows. */
export type JobList = {
  /** Takes a job's state, unless one as new is there already, or `limit` newer jobs leave no room. */
  accept(job: JobProgress): { shown: boolean; dropped?: JobProgress };
  /** Newest first: by `createdAt`, then by id. */
  jobs(): readonly JobProgress[];
  find: (jobId: string) => JobProgress | undefined;
};

/** An empty list that holds the newest `limit` jobs. */
export function createJobList(limit: number): JobList {
  const jobs: JobProgress[] = [];
  return {
    accept(job) {
      const index = jobs.findIndex(({ jobId }) => jobId === job.jobId);
      const present = jobs[index];
      if (present !== undefined) {
        if (!isNewerState(job, present)) return { shown: false };
        // `createdAt` never changes, so the job stays where it is.
        jobs[index] = job;
        return { shown: true };
      }
      const place = jobs.findIndex((other) => isNewer(job, other));
      jobs.splice(place === -1 ? jobs.length : place, 0, job);
      const dropped = jobs.length > limit ? jobs.pop() : undefined;
      return { shown: dropped !== job, ...(dropped && dropped !== job && { dropped }) };
    },
    jobs: () => jobs,
    find: (jobId) => jobs.find((job) => job.jobId === jobId),
  };
}

function isNewer(a: JobProgress, b: JobProgress): boolean {
  return a.createdAt === b.createdAt ? a.jobId > b.jobId : a.createdAt > b.createdAt;
}
