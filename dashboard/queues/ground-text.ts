import type { JobProgress } from '../../client/job/job-progress.ts';
import { shortMomentText } from '../words/moment.ts';
import { count } from '../words/quantity.ts';

const HOUR_MS = 3_600_000;

/** From which jobs the figures are computed, newest first; `areMore` says whether there are older ones. */
export function groundText(jobs: readonly JobProgress[], areMore: boolean, now: number): string {
  const oldest = jobs.at(-1);
  if (oldest === undefined) return '';
  if (!areMore)
    return jobs.length === 1 ? 'Computed from the one job there is.' : `Computed from all ${count(jobs.length)} jobs.`;
  const from = `Computed from the newest ${count(jobs.length)} jobs, created since ${shortMomentText(oldest.createdAt)}. Older jobs are not counted.`;
  return Date.parse(oldest.createdAt) > now - HOUR_MS
    ? `${from} They do not reach back an hour, so more jobs may have completed in it.`
    : from;
}
