import type { Authorize } from '../authorization.ts';
import type { Endpoint } from '../endpoint.ts';
import { createGraphQLClient } from '../graphql-client.ts';
import { createRealtimeClient, type RealtimeOptions } from '../realtime/realtime-client.ts';
import { follow, type WatchState } from './follow.ts';
import { JOB_STATE, ON_JOB_PROGRESS } from './progress-documents.ts';
import type { JobProgress } from './job-progress.ts';
import { createNewerVersions } from './newer-versions.ts';

/** Who hears of a job, or of jobs, and for how long. */
export type WatchOptions = {
  /** Called with each state of a job that is newer than the one before: none twice, none out of order. */
  onProgress: (job: JobProgress) => void;
  onState?: (state: WatchState) => void;
  /** Ends the watch, and closes its connection. */
  signal: AbortSignal;
} & Pick<RealtimeOptions, 'WebSocket' | 'backoff' | 'network'>;

/**
 * Watches one job until the signal aborts: its present state, if it is known already, then every change. After an
 * interruption the state that it missed comes first.
 */
export function watchJob(endpoint: Endpoint, authorize: Authorize, jobId: string, options: WatchOptions): void {
  const { onProgress, onState = () => undefined, signal, ...connection } = options;
  const { query } = createGraphQLClient({ graphqlUrl: endpoint.graphqlUrl, authorize });
  const isNewer = createNewerVersions(1);
  const accept = (job: JobProgress | null | undefined): void => {
    if (job && !signal.aborted && isNewer(job)) onProgress(job);
  };

  follow({
    realtime: createRealtimeClient({ endpoint, authorize, ...connection }),
    operation: ON_JOB_PROGRESS,
    variables: { jobId },
    onData: ({ onJobProgress }) => accept(onJobProgress),
    catchUp: async (pointless) => accept((await query(JOB_STATE, { id: jobId }, pointless)).job),
    onState,
    signal,
    ...(connection.backoff && { backoff: connection.backoff }),
  });
}
