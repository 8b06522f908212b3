import type { JobProgress } from '../client/job/job-progress.ts';

/** What became of a job. `unknown`: nobody knows it, or MediaConvert no longer does. */
export type Outcome = 'complete' | 'failed' | 'canceled' | 'unknown';

/** It cannot be watched. */
export const FAILURE = 1;
export const WRONG_OPTION = 2;

const STATUSES: [Outcome, number][] = [
  ['failed', 3],
  ['canceled', 4],
  ['unknown', 5],
];

/** What became of a job; undefined while it is under way. */
export function outcomeOf({ status, missing }: Pick<JobProgress, 'status' | 'missing'>): Outcome | undefined {
  switch (status) {
    case 'COMPLETE':
      return 'complete';
    case 'ERROR':
      return 'failed';
    case 'CANCELED':
      return 'canceled';
    case 'SUBMITTED':
    case 'PROGRESSING':
      return missing ? 'unknown' : undefined;
  }
}

/** The exit status for what became of some jobs: the worst counts. None at all is as one that nobody knows. */
export function exitStatusOf(outcomes: ReadonlySet<Outcome>): number {
  const worst = STATUSES.find(([outcome]) => outcomes.has(outcome));
  return worst?.[1] ?? (outcomes.size === 0 ? 5 : 0);
}
