import type { Job } from './job.ts';
import { isAlive } from './job.ts';

/** The jobs of the service, the oldest first. */
export type Jobs = {
  add(job: Job): void;
  find(id: string): Job | undefined;
  all(): Job[];
};

/** More than this many that have ended are forgotten, the oldest first, as MediaConvert forgets after three months. */
const MAX_JOBS = 10_000;

/** No jobs yet. */
export function createJobs(): Jobs {
  const jobs = new Map<string, Job>();
  return {
    add(job) {
      jobs.set(job.id, job);
      for (const [id, old] of jobs) {
        if (jobs.size <= MAX_JOBS) return;
        if (!isAlive(old)) jobs.delete(id);
      }
    },
    find: (id) => jobs.get(id),
    all: () => [...jobs.values()],
  };
}
