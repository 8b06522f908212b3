import { type Backoff, backoffDelay, DEFAULT_BACKOFF } from '../backoff.ts';
import type { GraphQLOperationError } from '../graphql-error.ts';
import type { Operation } from '../operation.ts';
import { ANSWER_TIMEOUT_MS, type RealtimeClient, type RealtimeState } from '../realtime/realtime-client.ts';
import { isRefusal, type WatchError, watchErrorOf } from '../watch-error.ts';
import { followVisibility, type VisiblePage } from './visible-page.ts';

/** How up to date it is. */
export type FollowState =
  | { status: 'connecting' }
  /** Subscribed, and asking for what happened before. `error` says why the last attempt failed; another follows. */
  | { status: 'catching-up'; error?: WatchError }
  /** Subscribed and caught up: nothing is missing. */
  | { status: 'live' }
  /** Disconnected: what happens now is asked for later. The next attempt is made at `retryAt`, in epoch milliseconds. */
  | { status: 'waiting'; retryAt: number; error: WatchError }
  /** The page is hidden: unsubscribed until it is seen again. */
  | { status: 'paused' }
  /** The API refuses: it is over. */
  | { status: 'refused'; error: GraphQLOperationError };

/** What to follow, and who hears of it. */
export type FollowOptions<Data, Variables> = {
  realtime: RealtimeClient;
  operation: Operation<Data, Variables>;
  variables: Variables;
  onData: (data: Data) => void;
  /** Asks for the present state. Tried again until it succeeds; the signal aborts when it has become pointless. */
  catchUp: (signal: AbortSignal) => Promise<void>;
  onState: (state: FollowState) => void;
  /** Ends it. */
  signal: AbortSignal;
  /** @default DEFAULT_BACKOFF */
  backoff?: Backoff | undefined;
  /** How long the answer to `catchUp` may take, in milliseconds. @default 15,000 */
  answerTimeoutMs?: number | undefined;
  /** Pauses with this page. @default none */
  page?: VisiblePage | undefined;
  /** Catches up again after so long without data, in milliseconds; then after twice as long, and so on. @default never */
  silenceMs?: number | undefined;
};

/** The longest silence after which it catches up, in milliseconds. */
const LONGEST_SILENCE_MS = 15 * 60_000;

/**
 * Subscribes, and catches up after every start of the subscription: AppSync keeps nothing for a client that is away.
 * The order matters. What changes while the query runs is pushed, because the subscription came first; what changed
 * before it is in the answer. Both may tell the same, in any order: whoever hears of it goes by the version.
 */
export function follow<Data, Variables>(options: FollowOptions<Data, Variables>): void {
  const { realtime, operation, variables, onData, catchUp, onState, signal, backoff = DEFAULT_BACKOFF } = options;
  const { answerTimeoutMs = ANSWER_TIMEOUT_MS, page, silenceMs } = options;
  const over = new AbortController();
  let query: AbortController | undefined;
  let unsubscribe: (() => void) | undefined;
  // Whatever is to come of itself: another subscription, another query, or a query after a silence.
  let next: ReturnType<typeof setTimeout> | undefined;
  let status: FollowState['status'] | undefined;
  let failures = 0;
  let silences = 0;
  // Whether a query was answered since one was refused.
  let isAnswered = false;

  const become = (state: FollowState): void => {
    if (status === 'live' && state.status === 'live') return;
    status = state.status;
    onState(state);
  };
  const leave = (): void => {
    query?.abort();
    clearTimeout(next);
  };
  const leaveSubscription = (): void => {
    leave();
    unsubscribe?.();
    unsubscribe = undefined;
  };
  const stop = (): void => {
    over.abort();
    signal.removeEventListener('abort', stop);
    stopHearing();
    leaveSubscription();
  };
  const refuse = (error: GraphQLOperationError): void => {
    stop();
    become({ status: 'refused', error });
  };
  const wait = (then: () => void): number => {
    const delay = backoffDelay(backoff, failures);
    failures += 1;
    next = setTimeout(then, delay);
    return Date.now() + delay;
  };

  const ask = (): void => {
    if (over.signal.aborted) return;
    leave();
    const mine = new AbortController();
    query = mine;
    catchUp(AbortSignal.any([mine.signal, AbortSignal.timeout(answerTimeoutMs)])).then(
      () => {
        if (mine.signal.aborted) return;
        query = undefined;
        failures = 0;
        isAnswered = true;
        listen();
        become({ status: 'live' });
      },
      (cause: unknown) => {
        if (mine.signal.aborted) return;
        const error = watchErrorOf(cause);
        if (isRefusal(error) && !isAnswered) {
          refuse(error);
          return;
        }
        // What was answered is refused later because its authorization has grown old: it is made anew, once.
        isAnswered = false;
        wait(ask);
        become({ status: 'catching-up', error });
      },
    );
  };
  // AppSync may lose an update without a word, and perhaps none follows it. That updates have stopped, no update tells.
  const listen = (): void => {
    clearTimeout(next);
    if (silenceMs === undefined) return;
    const silence = Math.min(LONGEST_SILENCE_MS, silenceMs * 2 ** silences);
    const askAfterSilence = (): void => {
      silences += 1;
      ask();
    };
    // Spread out, since all the watches of a job hear its last update at once.
    next = setTimeout(askAfterSilence, silence * (1 + backoff.random() / 4));
  };

  const subscribe = (): void => {
    leaveSubscription();
    become({ status: 'connecting' });
    if (over.signal.aborted) return;
    let isAllowed = false;
    unsubscribe = realtime.subscribe(operation, variables, {
      onStarted: () => {
        isAllowed = true;
        become({ status: 'catching-up' });
        ask();
      },
      onData: (data) => {
        silences = 0;
        if (status === 'live' && query === undefined) listen();
        onData(data);
      },
      // What was allowed is refused later because its authorization has grown old: it is made anew.
      onError: (error) => (isRefusal(error) && !isAllowed ? refuse(error) : subscribeAgain(error)),
      onComplete: () => subscribeAgain(watchErrorOf('The API ended the subscription')),
    });
    const state = realtime.state();
    if (state.status === 'waiting') become(state);
  };
  const subscribeAgain = (error: WatchError): void => {
    leaveSubscription();
    become({ status: 'waiting', retryAt: wait(subscribe), error });
  };

  const stopHearing = realtime.onState((state: RealtimeState): void => {
    if (unsubscribe === undefined || (state.status !== 'connecting' && state.status !== 'waiting')) return;
    leave();
    become(state);
  });
  if (signal.aborted) {
    stop();
    return;
  }
  signal.addEventListener('abort', stop);
  followVisibility(page, over.signal, {
    onHidden: () => {
      leaveSubscription();
      become({ status: 'paused' });
    },
    onVisible: subscribe,
  });
}
