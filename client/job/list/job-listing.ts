import type { JobProgress } from '../job-progress.ts';
import { isNewerState, type StateVersion } from '../newer-versions.ts';
import { isMeant, type JobFilter } from './job-filter.ts';
import { isNewerJob } from './job-order.ts';

/**
 * The jobs that fit a filter, from the newest down to the oldest that was read: a list without gaps. Jobs that are older than that, of which
 * updates tell before they are read, wait for their place.
 */
export type JobListing = {
  /** Takes an update. False, and nothing is changed, when as new a state is known. */
  accept(job: JobProgress): boolean;
  /** Updates may have been missed up to now: what is accepted from now on outlives the next `replace`. */
  interrupt(): void;
  /** Takes the newest jobs, read anew. What is neither among them nor was accepted since `interrupt` does not fit any more. */
  replace(jobs: readonly JobProgress[], hasMore: boolean): void;
  /** Takes the jobs that follow. */
  extend(jobs: readonly JobProgress[], hasMore: boolean): void;
  /** Newest first. The same array until a job comes or goes. */
  rows(): readonly ListedJob[];
  find(jobId: string): JobProgress | undefined;
  /** Whether older jobs can be read. */
  hasMore(): boolean;
  /** Whether there are older jobs that it has no room for. */
  isFull(): boolean;
};

/** A job in a listing. `job` is replaced while it changes; its place stays. */
export type ListedJob = { job: JobProgress };

/** Of how many jobs that do not fit the version is remembered, so that what comes late of them lists none anew. */
const OUTSIDERS_REMEMBERED = 10_000;

/** An empty listing, which holds `limit` jobs at most: the newest. */
export function createJobListing(filter: JobFilter, limit: number): JobListing {
  const outside = new Map<string, StateVersion>();
  let byId = new Map<string, ListedJob>();
  let sorted: ListedJob[] = [];
  let heard = new Set<string>();
  let rows: readonly ListedJob[] | undefined;
  // The last job that was read, while there are more.
  let last: JobProgress | undefined;
  let hasMore = true;
  let isFull = false;

  const take = (job: JobProgress): boolean => {
    const { jobId, version, stalled } = job;
    const listed = byId.get(jobId);
    const known = listed?.job ?? outside.get(jobId);
    if (known !== undefined && !isNewerState(job, known)) return false;
    if (!isMeant(job, filter)) {
      if (listed !== undefined) drop(listed);
      outside.delete(jobId);
      outside.set(jobId, { version, stalled });
      const [longestKnown] = outside.keys();
      if (outside.size > OUTSIDERS_REMEMBERED && longestKnown !== undefined) outside.delete(longestKnown);
    } else if (listed !== undefined) {
      listed.job = job;
    } else {
      const added = { job };
      byId.set(jobId, added);
      sorted.splice(placeOf(job, sorted), 0, added);
      rows = undefined;
    }
    return true;
  };
  const drop = (listed: ListedJob): void => {
    byId.delete(listed.job.jobId);
    heard.delete(listed.job.jobId);
    sorted.splice(placeOf(listed.job, sorted), 1);
    rows = undefined;
  };
  const dropOldest = (): void => {
    for (const listed of sorted.slice(limit)) {
      drop(listed);
      // What was read is not read again: the list ends before it.
      if (last === undefined || !isNewerJob(last, listed.job)) isFull = true;
    }
    if (isFull) last = sorted.at(-1)?.job;
  };
  const extend = (jobs: readonly JobProgress[], more: boolean): void => {
    for (const job of jobs) take(job);
    hasMore = more;
    last = more ? (jobs.at(-1) ?? last) : undefined;
    rows = undefined;
    dropOldest();
  };

  return {
    accept(job) {
      const isNewer = take(job);
      if (isNewer && byId.has(job.jobId)) heard.add(job.jobId);
      dropOldest();
      return isNewer;
    },
    interrupt() {
      heard = new Set();
    },
    replace(jobs, more) {
      const present = new Set(jobs.map(({ jobId }) => jobId));
      sorted = sorted.filter(({ job }) => present.has(job.jobId) || heard.has(job.jobId));
      byId = new Map(sorted.map((listed) => [listed.job.jobId, listed]));
      isFull = false;
      last = undefined;
      extend(jobs, more);
    },
    extend,
    rows() {
      rows ??= sorted.filter(({ job }) => (last === undefined ? !hasMore : !isNewerJob(last, job)));
      return rows;
    },
    find: (jobId) => byId.get(jobId)?.job,
    hasMore: () => hasMore && !isFull,
    isFull: () => isFull,
  };
}

function placeOf(job: JobProgress, sorted: readonly ListedJob[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other !== undefined && isNewerJob(other.job, job)) low = middle + 1;
    else high = middle;
  }
  return low;
}
