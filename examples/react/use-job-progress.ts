import type { JobProgress, JobProgressClient, WatchState } from 'mediaconvert-job-progress/client';
import { useEffect, useState } from 'react';

/** A job's newest state, undefined while none is known, and how up to date it is. */
export type WatchedJob = { job: JobProgress | undefined; state: WatchState };

const CONNECTING: WatchedJob = { job: undefined, state: { status: 'connecting' } };

/** Watches a job while the component is there. Make the client once, outside of components: its jobs share a connection. */
export function useJobProgress(client: JobProgressClient, jobId: string): WatchedJob {
  const [watched, setWatched] = useState(CONNECTING);
  useEffect(() => {
    setWatched(CONNECTING);
    const watch = client.watchJob(jobId, {
      onProgress: (job) => setWatched(({ state }) => ({ job, state })),
      onState: (state) => setWatched(({ job }) => ({ job, state })),
    });
    return () => watch.close();
  }, [client, jobId]);
  return watched;
}
