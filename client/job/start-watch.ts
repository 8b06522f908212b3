import type { Api } from '../api.ts';
import type { SubscriptionObserver } from '../realtime/realtime-client.ts';
import { subscriptionResults } from '../realtime/subscription-results.ts';
import { follow, type FollowState } from './follow.ts';
import { hasEnded } from './has-ended.ts';
import type { JobProgress } from './job-progress.ts';
import { createNewerVersions } from './newer-versions.ts';
import { JOB_STATE, ON_JOB_PROGRESS } from './progress-documents.ts';
import type { VisiblePage } from './visible-page.ts';

/** How up to date a watch is. */
export type WatchState =
  | FollowState
  /** As `live`, but nobody knows the job yet. It becomes `live` with the job's first event. */
  | { status: 'unknown' }
  /** It is over: the job has ended, or the watch was closed. */
  | { status: 'closed' };

/** Who hears of a job, and for how long. */
export type WatchJobOptions = {
  /** Called with each state of the job that is newer than the one before: none twice, none out of order. */
  onProgress?: ((job: JobProgress) => void) | undefined;
  /** Called with each change of how up to date the watch is. Not called when it is closed from outside. */
  onState?: ((state: WatchState) => void) | undefined;
  /** Closes the watch. */
  signal?: AbortSignal | undefined;
  /** Goes on when the job has ended, since figures may still change. @default false */
  keepWatching?: boolean;
  /** Pauses while this page is hidden; null never does. @default a browser's `document` */
  page?: VisiblePage | null;
  /** Asks when so long no update has come, in milliseconds; then after twice as long, and so on to 15 minutes. @default 60,000 */
  silenceMs?: number;
};

/**
 * A watch of a job, which has begun. As an async iterable it gives the states that `onProgress` is called with, from the newest one known when the
 * iteration begins; those that come faster than they are taken wait. The iteration ends with the watch, throws the error when the API refuses,
 * and closes the watch when it is left.
 */
export type JobWatch = AsyncIterable<JobProgress> & {
  /** The newest state of the job. Undefined while none is known. */
  readonly job: JobProgress | undefined;
  readonly state: WatchState;
  /** Ends it: nobody hears anything any more. */
  close(): void;
};

const DEFAULT_SILENCE_MS = 60_000;

/**
 * Watches one job: its present state, if it is known already, then every change until it has ended. After an interruption the state that it
 * missed comes first.
 */
export function startWatch(api: Api, jobId: string, options: WatchJobOptions): JobWatch {
  const { onProgress, onState, signal, keepWatching = false, page = globalThis.document } = options;
  const over = new AbortController();
  const observers = new Set<SubscriptionObserver<JobProgress>>();
  const isNewer = createNewerVersions(1);
  let job: JobProgress | undefined;
  let state: WatchState = { status: 'connecting' };

  const conclude = (observer: SubscriptionObserver<JobProgress>): void => {
    if (state.status === 'refused') observer.onError(state.error);
    else observer.onComplete?.();
  };
  const isOver = (): boolean => state.status === 'refused' || state.status === 'closed';
  const become = (next: WatchState): void => {
    state = next;
    if (isOver()) observers.forEach(conclude);
    tell(onState, next);
  };
  const close = (): void => {
    if (isOver()) return;
    state = { status: 'closed' };
    over.abort();
    observers.forEach(conclude);
  };
  const accept = (next: JobProgress | null | undefined): void => {
    if (!next || isOver() || !isNewer(next)) return;
    job = next;
    for (const observer of observers) observer.onData(next);
    tell(onProgress, next);
    if (isOver()) return;
    if (hasEnded(next) && !keepWatching) {
      over.abort();
      become({ status: 'closed' });
    } else if (state.status === 'unknown') become({ status: 'live' });
  };

  signal?.addEventListener('abort', close, { signal: over.signal });
  if (signal?.aborted === true) close();
  follow({
    realtime: api.realtime,
    operation: ON_JOB_PROGRESS,
    variables: { jobId },
    onData: ({ onJobProgress }) => accept(onJobProgress),
    catchUp: async (pointless) => accept((await api.query(JOB_STATE, { id: jobId }, pointless)).job),
    onState: (next) => become(next.status === 'live' && job === undefined ? { status: 'unknown' } : next),
    signal: over.signal,
    backoff: api.backoff,
    answerTimeoutMs: api.answerTimeoutMs,
    page: page ?? undefined,
    silenceMs: options.silenceMs ?? DEFAULT_SILENCE_MS,
  });

  return {
    get job() {
      return job;
    },
    get state() {
      return state;
    },
    close,
    [Symbol.asyncIterator]: () =>
      subscriptionResults<JobProgress>((observer) => {
        if (job !== undefined) observer.onData(job);
        if (isOver()) conclude(observer);
        else observers.add(observer);
        return close;
      }),
  };
}

/** Tells a listener of the application. What it throws is the application's to see, and no trouble of the watch. */
function tell<Value>(listener: ((value: Value) => void) | undefined, value: Value): void {
  try {
    listener?.(value);
  } catch (cause) {
    void Promise.reject(cause instanceof Error ? cause : new Error(String(cause)));
  }
}
