import type { Api } from '../client/api.ts';
import type { JobProgress } from '../client/job/job-progress.ts';
import { createNewerVersions } from '../client/job/newer-versions.ts';
import { startWatch } from '../client/job/start-watch.ts';
import type { DetailsView } from './details/details-view.ts';

/** The job whose details are shown. */
export type SelectedJob = {
  /** Shows another job, at first what is known of it already, or none. */
  select(jobId: string | undefined, known: JobProgress | undefined): void;
  /** Takes an update of any job. */
  accept(job: JobProgress): void;
};

/**
 * Follows the selected job by a subscription of its own: it need not be in the list. The details hear of each state once, wherever it
 * came from.
 */
export function createSelectedJob(api: Api, details: DetailsView): SelectedJob {
  let selected: { jobId: string; accept(job: JobProgress): void; end: AbortController } | undefined;
  return {
    select(jobId, known) {
      if (selected?.jobId === jobId) return;
      const before = selected;
      selected = undefined;
      details.select(jobId, known);
      if (jobId !== undefined) {
        const isNewer = createNewerVersions(1);
        if (known !== undefined) isNewer(known);
        const accept = (job: JobProgress): void => {
          if (isNewer(job)) details.accept(job);
        };
        const end = new AbortController();
        selected = { jobId, accept, end };
        startWatch(api, jobId, { onProgress: accept, signal: end.signal, page: null });
      }
      // Only now, so that the connection is kept.
      before?.end.abort();
    },
    accept(job) {
      if (selected?.jobId === job.jobId) selected.accept(job);
    },
  };
}
