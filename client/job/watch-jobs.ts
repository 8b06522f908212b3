import type { JobStatus } from '../../schema/generated/graphql.ts';
import { type Api, type ApiOptions, openApi } from '../api.ts';
import type { Authorize } from '../authorization.ts';
import type { Endpoint } from '../endpoint.ts';
import { follow, type FollowOptions, type FollowState } from './follow.ts';
import { hasEnded } from './has-ended.ts';
import type { JobProgress } from './job-progress.ts';
import { createNewerVersions } from './newer-versions.ts';
import { JOB_STATE, JOBS_BY_STATUS, ON_ANY_JOB_PROGRESS } from './progress-documents.ts';
import { type JobPage, readNewest } from './read-newest.ts';
import { JOBS_BY_QUEUE, JOBS_BY_USER_METADATA, ON_JOB_PROGRESS_BY_USER_METADATA } from './selection-documents.ts';

/** Which jobs: those in a status, those that carry a pair of user metadata, or those in the queue of a name or ARN. */
export type JobSelection = { status: JobStatus } | { userMetadata: { key: string; value: string } } | { queue: string };

/** Who hears of the jobs of a selection, and for how long. */
export type WatchJobsOptions = ApiOptions & {
  /** Called with each state of a job that is newer than the one before: none twice, none out of order. */
  onProgress: (job: JobProgress) => void;
  /** Called with each change of how up to date the watch is; it is `live` when all that was found has been told. */
  onState: (state: FollowState) => void;
  /** Called when there are more jobs than `limit`, each time that they are asked for. */
  onMore?: () => void;
  /** Called when a job that was watched is not known any more: it has expired. */
  onGone?: (jobId: string) => void;
  /** Ends the watch, and closes its connection. */
  signal: AbortSignal;
  /** How many jobs are asked for, the newest. Those that come later are watched however many they are. */
  limit: number;
};

/** Of how many jobs the version is remembered. */
const JOBS_REMEMBERED = 10_000;
const ASKED_AT_ONCE = 8;
/** As `watchJob` does. */
const SILENCE_MS = 60_000;

/**
 * Watches the jobs of a selection until the signal aborts: those that are in it, and those that come into it. A job that was in it once is
 * watched to its end, whatever status or queue it goes to.
 */
export function watchJobs(
  endpoint: Endpoint | string,
  authorize: Authorize,
  selection: JobSelection,
  options: WatchJobsOptions,
): void {
  const {
    onProgress,
    onState,
    onMore = () => undefined,
    onGone = () => undefined,
    signal,
    limit,
    ...apiOptions
  } = options;
  const api = openApi(endpoint, authorize, apiOptions);
  const isNewer = createNewerVersions(JOBS_REMEMBERED);
  const underWay = new Set<string>();
  const accept = (job: JobProgress | null | undefined): void => {
    if (!job || signal.aborted || !(underWay.has(job.jobId) || isIn(selection, job)) || !isNewer(job)) return;
    if (hasEnded(job)) underWay.delete(job.jobId);
    else underWay.add(job.jobId);
    onProgress(job);
  };

  subscribe(api, selection, accept, {
    catchUp: async (pointless) => {
      const { jobs, isMore } = await readNewest(limit, (page) => readPage(api, selection, page, pointless));
      if (isMore) onMore();
      jobs.forEach(accept);
      // Those that are not in the selection any more, or have become too old for `limit`.
      const answered = new Set(jobs.map(({ jobId }) => jobId));
      const others = [...underWay].filter((jobId) => !answered.has(jobId));
      for (let from = 0; from < others.length; from += ASKED_AT_ONCE) {
        const asked = others.slice(from, from + ASKED_AT_ONCE);
        await Promise.all(
          asked.map(async (id) => {
            const { job } = await api.query(JOB_STATE, { id }, pointless);
            accept(job);
            if (!job && underWay.delete(id)) onGone(id);
          }),
        );
      }
    },
    onState,
    signal,
    silenceMs: SILENCE_MS,
  });
}

function isIn(selection: JobSelection, { status, queue, queueName, userMetadata }: JobProgress): boolean {
  if ('status' in selection) return status === selection.status;
  if ('queue' in selection) return queue === selection.queue || queueName === selection.queue;
  const { key, value } = selection.userMetadata;
  return userMetadata.some((pair) => pair.key === key && pair.value === value);
}

/** A filter by status or queue would leave out the update that tells that a job has left it. */
function subscribe(
  { realtime, backoff, answerTimeoutMs }: Api,
  selection: JobSelection,
  accept: (job: JobProgress | null | undefined) => void,
  rest: Pick<FollowOptions<unknown, unknown>, 'catchUp' | 'onState' | 'signal' | 'silenceMs'>,
): void {
  const options = { ...rest, realtime, backoff, answerTimeoutMs };
  if ('userMetadata' in selection) {
    follow({
      ...options,
      operation: ON_JOB_PROGRESS_BY_USER_METADATA,
      variables: selection.userMetadata,
      onData: ({ onJobProgressByUserMetadata }) => accept(onJobProgressByUserMetadata),
    });
  } else {
    follow({
      ...options,
      operation: ON_ANY_JOB_PROGRESS,
      variables: {},
      onData: ({ onAnyJobProgress }) => accept(onAnyJobProgress),
    });
  }
}

async function readPage(
  { query }: Api,
  selection: JobSelection,
  page: { limit: number; nextToken: string | null },
  signal: AbortSignal,
): Promise<JobPage> {
  if ('status' in selection) return (await query(JOBS_BY_STATUS, { ...selection, ...page }, signal)).jobsByStatus;
  if ('queue' in selection) return (await query(JOBS_BY_QUEUE, { ...selection, ...page }, signal)).jobsByQueue;
  return (await query(JOBS_BY_USER_METADATA, { ...selection.userMetadata, ...page }, signal)).jobsByUserMetadata;
}
