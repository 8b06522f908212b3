import type { Api } from '../../api.ts';
import type { Operation } from '../../operation.ts';
import { ANSWER_TIMEOUT_MS } from '../../realtime/realtime-client.ts';
import { follow, type FollowState } from '../follow.ts';
import { hasEnded } from '../has-ended.ts';
import type { JobProgress } from '../job-progress.ts';
import { ON_ANY_JOB_PROGRESS } from '../progress-documents.ts';
import { ON_JOB_PROGRESS_BY_STATUS, ON_JOB_PROGRESS_BY_USER_METADATA } from '../selection-documents.ts';
import type { JobFilter } from './job-filter.ts';
import { createJobListing, type JobListing } from './job-listing.ts';
import { createJobPages } from './job-pages.ts';

/** Which jobs are watched, who hears of them, and for how long. */
export type WatchJobListOptions = {
  filter: JobFilter;
  /** How many jobs are read at first, if there are so many: at least a page. @default a page */
  atLeast?: number;
  /** The most that are held: the newest. */
  limit: number;
  /** Called with each state of a job that is pushed and new, of jobs that have just ceased to fit too. */
  onProgress: (job: JobProgress) => void;
  /** Called when jobs have been read. */
  onRead: () => void;
  onState: (state: FollowState) => void;
  /** Ends the watch. */
  signal: AbortSignal;
};

/** A watch of many jobs. */
export type JobListWatch = Pick<JobListing, 'rows' | 'find' | 'hasMore' | 'isFull'> & {
  /** Reads the jobs that follow. @throws whatever `GraphQLClient.query` throws; it may be called again then */
  readMore(): Promise<void>;
};

/**
 * Watches the jobs that fit a filter until the signal aborts: the newest of them at first, then every change of any. After an interruption as many
 * are read again as were known.
 */
export function watchJobList(api: Api, options: WatchJobListOptions): JobListWatch {
  const { filter, atLeast = 1, limit, onProgress, onRead, onState, signal } = options;
  const listing = createJobListing(filter, limit);
  let pages = createJobPages(api, filter);
  let reading: Promise<void> | undefined;

  const accept = (job: JobProgress | null | undefined): void => {
    if (job && !signal.aborted && listing.accept(job)) onProgress(job);
  };
  const catchUp = async (pointless: AbortSignal): Promise<void> => {
    const anew = createJobPages(api, filter);
    const jobs: JobProgress[] = [];
    const wanted = Math.min(limit, Math.max(atLeast, listing.rows().length));
    do jobs.push(...(await anew.next(pointless)));
    while (anew.hasMore() && jobs.length < wanted);
    pages = anew;
    listing.replace(jobs, anew.hasMore());
    onRead();
  };
  const readMore = async (): Promise<void> => {
    const from = pages;
    const { answerTimeoutMs = ANSWER_TIMEOUT_MS } = api;
    const jobs = await from.next(AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]));
    // Whatever was read anew meanwhile begins elsewhere.
    if (from === pages) listing.extend(jobs, from.hasMore());
    onRead();
  };

  const followUpdates = <Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    jobOf: (data: Data) => JobProgress | null | undefined,
  ): void =>
    follow({
      realtime: api.realtime,
      operation,
      variables,
      onData: (data) => accept(jobOf(data)),
      catchUp,
      onState(state) {
        if (state.status === 'connecting') listing.interrupt();
        onState(state);
      },
      signal,
      backoff: api.backoff,
      answerTimeoutMs: api.answerTimeoutMs,
    });

  // What a job is subscribed to by must not change while it is listed, or nobody would hear that it leaves: its metadata stay, and so does
  // a status that is final. From any other status, and from a queue, it goes without a word to those who subscribed to that alone.
  const { status, userMetadata } = filter;
  if (userMetadata !== undefined)
    followUpdates(ON_JOB_PROGRESS_BY_USER_METADATA, userMetadata, (data) => data.onJobProgressByUserMetadata);
  else if (status !== undefined && hasEnded({ status }))
    followUpdates(ON_JOB_PROGRESS_BY_STATUS, { status }, (data) => data.onAnyJobProgress);
  else followUpdates(ON_ANY_JOB_PROGRESS, {}, (data) => data.onAnyJobProgress);

  return {
    rows: listing.rows,
    find: listing.find,
    hasMore: listing.hasMore,
    isFull: listing.isFull,
    readMore() {
      reading ??= readMore().finally(() => (reading = undefined));
      return reading;
    },
  };
}
