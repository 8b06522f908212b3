import type { JobStatus } from '../../schema/generated/graphql.ts';
import type { Authorize } from '../authorization.ts';
import type { Endpoint } from '../endpoint.ts';
import { type ApiOptions, openApi } from '../api.ts';
import { follow, type FollowState } from './follow.ts';
import { JOBS_BY_STATUS, ON_ANY_JOB_PROGRESS } from './progress-documents.ts';
import type { JobProgress } from './job-progress.ts';
import { createNewerVersions } from './newer-versions.ts';
import { readNewest } from './read-newest.ts';

/** Every status of a job. */
export const JOB_STATUSES = [
  'SUBMITTED',
  'PROGRESSING',
  'COMPLETE',
  'CANCELED',
  'ERROR',
] as const satisfies JobStatus[];

/** Of how many jobs the version is remembered. */
const JOBS_REMEMBERED = 10_000;

/** Who hears of all the jobs, and for how long. */
export type WatchAnyJobOptions = ApiOptions & {
  /** Called with each state of a job that is newer than the one before: none twice, none out of order. */
  onProgress: (job: JobProgress) => void;
  onState?: (state: FollowState) => void;
  /** Ends the watch, and closes its connection. */
  signal: AbortSignal;
  /** How many jobs of each status are asked for, the newest. */
  limit: number;
};

/**
 * Watches all the jobs until the signal aborts: at first, and after every interruption, the newest `limit` jobs of each
 * status, then every change of any job.
 */
export function watchAnyJob(endpoint: Endpoint, authorize: Authorize, options: WatchAnyJobOptions): void {
  const { onProgress, onState = () => undefined, signal, limit, ...apiOptions } = options;
  const api = openApi(endpoint, authorize, apiOptions);
  const isNewer = createNewerVersions(JOBS_REMEMBERED);
  const accept = (job: JobProgress): void => {
    if (!signal.aborted && isNewer(job)) onProgress(job);
  };

  follow({
    realtime: api.realtime,
    operation: ON_ANY_JOB_PROGRESS,
    variables: {},
    onData: ({ onAnyJobProgress }) => {
      if (onAnyJobProgress) accept(onAnyJobProgress);
    },
    catchUp: async (pointless) => {
      const statuses = JOB_STATUSES.map((status) =>
        readNewest(
          limit,
          async (page) => (await api.query(JOBS_BY_STATUS, { status, ...page }, pointless)).jobsByStatus,
        ),
      );
      for (const { jobs } of await Promise.all(statuses)) jobs.forEach(accept);
    },
    onState,
    signal,
    backoff: api.backoff,
    answerTimeoutMs: api.answerTimeoutMs,
  });
}
