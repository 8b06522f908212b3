import type { JobStatus } from '../../schema/generated/graphql.ts';
import type { Authorize } from '../authorization.ts';
import type { Endpoint } from '../endpoint.ts';
import { createGraphQLClient, type GraphQLClient } from '../graphql-client.ts';
import { createRealtimeClient } from '../realtime/realtime-client.ts';
import { follow } from './follow.ts';
import { JOBS_BY_STATUS, ON_ANY_JOB_PROGRESS } from './progress-documents.ts';
import type { JobProgress } from './job-progress.ts';
import { createNewerVersions } from './newer-versions.ts';
import type { WatchOptions } from './watch-job.ts';

/** Every status of a job. */
export const JOB_STATUSES = [
  'SUBMITTED',
  'PROGRESSING',
  'COMPLETE',
  'CANCELED',
  'ERROR',
] as const satisfies JobStatus[];

/** The most that AppSync's `limit` takes. */
const PAGE_SIZE = 100;
/** Of how many jobs the version is remembered. */
const JOBS_REMEMBERED = 10_000;

/**
 * Watches all the jobs until the signal aborts: at first, and after every interruption, the newest `limit` jobs of each
 * status, then every change of any job.
 */
export function watchAnyJob(endpoint: Endpoint, authorize: Authorize, options: WatchOptions & { limit: number }): void {
  const { onProgress, onState = () => undefined, signal, limit, ...connection } = options;
  const client = createGraphQLClient({ graphqlUrl: endpoint.graphqlUrl, authorize });
  const isNewer = createNewerVersions(JOBS_REMEMBERED);
  const accept = (job: JobProgress): void => {
    if (!signal.aborted && isNewer(job)) onProgress(job);
  };

  follow({
    realtime: createRealtimeClient({ endpoint, authorize, ...connection }),
    operation: ON_ANY_JOB_PROGRESS,
    variables: {},
    onData: ({ onAnyJobProgress }) => {
      if (onAnyJobProgress) accept(onAnyJobProgress);
    },
    catchUp: async (pointless) => {
      const statuses = JOB_STATUSES.map((status) => readNewestJobs(client, status, limit, pointless));
      for (const job of (await Promise.all(statuses)).flat()) accept(job);
    },
    onState,
    signal,
    ...(connection.backoff && { backoff: connection.backoff }),
  });
}

/** The newest `limit` jobs in a status, newest first. A page may hold fewer than it could, even none. */
async function readNewestJobs(
  { query }: GraphQLClient,
  status: JobStatus,
  limit: number,
  signal: AbortSignal,
): Promise<JobProgress[]> {
  const jobs: JobProgress[] = [];
  let nextToken: string | null = null;
  do {
    const wanted = Math.min(PAGE_SIZE, limit - jobs.length);
    const { jobsByStatus }: { jobsByStatus: { items: JobProgress[]; nextToken?: string | null } } = await query(
      JOBS_BY_STATUS,
      { status, limit: wanted, nextToken },
      signal,
    );
    jobs.push(...jobsByStatus.items);
    nextToken = jobsByStatus.nextToken ?? null;
  } while (nextToken !== null && jobs.length < limit);
  return jobs;
}
