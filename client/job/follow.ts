import { type Backoff, backoffDelay, DEFAULT_BACKOFF } from '../backoff.ts';
import { GraphQLOperationError } from '../graphql-error.ts';
import type { Operation } from '../operation.ts';
import type { RealtimeClient, RealtimeState } from '../realtime/realtime-client.ts';

/** How up to date a watch is. */
export type WatchState =
  | { status: 'connecting' }
  /** Subscribed, and asking for what happened before. `error` says why the last attempt failed; another follows. */
  | { status: 'catching-up'; error?: Error }
  /** Subscribed and caught up: nothing is missing. */
  | { status: 'live' }
  /** Disconnected: what happens now is asked for later. The next attempt is made at `retryAt`, in epoch milliseconds. */
  | { status: 'waiting'; retryAt: number; reason: string }
  /** The API refuses: the watch is over. */
  | { status: 'refused'; error: GraphQLOperationError };

/** What to follow, and who hears of it. */
export type FollowOptions<Data, Variables> = {
  realtime: RealtimeClient;
  operation: Operation<Data, Variables>;
  variables: Variables;
  onData: (data: Data) => void;
  /** Asks for the present state. Tried again until it succeeds; the signal aborts when it has become pointless. */
  catchUp: (signal: AbortSignal) => Promise<void>;
  onState: (state: WatchState) => void;
  /** Ends it. */
  signal: AbortSignal;
  /** @default DEFAULT_BACKOFF */
  backoff?: Backoff;
};

/**
 * Subscribes, and catches up after every start of the subscription: AppSync keeps nothing for a client that is away.
 * The order matters. What changes while the query runs is pushed, because the subscription came first; what changed
 * before it is in the answer. Both may tell the same, in any order: whoever hears of it goes by the version.
 */
export function follow<Data, Variables>(options: FollowOptions<Data, Variables>): void {
  const { realtime, operation, variables, onData, catchUp, onState, signal, backoff = DEFAULT_BACKOFF } = options;
  if (signal.aborted) return;
  let query: AbortController | undefined;
  let unsubscribe: (() => void) | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const stop = (): void => {
    query?.abort();
    clearTimeout(retry);
    stopHearing();
    unsubscribe?.();
  };
  const refuse = (error: GraphQLOperationError): void => {
    signal.removeEventListener('abort', stop);
    stop();
    onState({ status: 'refused', error });
  };
  const wait = (then: () => void): number => {
    const delay = backoffDelay(backoff, failures);
    failures += 1;
    retry = setTimeout(then, delay);
    return Date.now() + delay;
  };

  const ask = (error?: Error): void => {
    const mine = new AbortController();
    query?.abort();
    clearTimeout(retry);
    query = mine;
    onState({ status: 'catching-up', ...(error && { error }) });
    catchUp(mine.signal).then(
      () => {
        if (mine.signal.aborted) return;
        failures = 0;
        onState({ status: 'live' });
      },
      (cause: unknown) => {
        if (mine.signal.aborted) return;
        if (cause instanceof GraphQLOperationError && cause.isFinal) {
          refuse(cause);
          return;
        }
        const failure = cause instanceof Error ? cause : new Error(String(cause));
        onState({ status: 'catching-up', error: failure });
        wait(() => ask(failure));
      },
    );
  };

  const subscribeAgain = (reason: string): void => {
    query?.abort();
    clearTimeout(retry);
    onState({ status: 'waiting', retryAt: wait(subscribe), reason });
  };
  const subscribe = (): void => {
    onState({ status: 'connecting' });
    unsubscribe = realtime.subscribe(operation, variables, {
      onStarted: () => ask(),
      onData,
      onError: (error) => (error.isFinal ? refuse(error) : subscribeAgain(error.message)),
      onComplete: () => subscribeAgain('The API ended the subscription'),
    });
  };

  const hear = (state: RealtimeState): void => {
    if (state.status !== 'connecting' && state.status !== 'waiting') return;
    query?.abort();
    clearTimeout(retry);
    onState(state);
  };
  const stopHearing = realtime.onState(hear);
  signal.addEventListener('abort', stop, { once: true });
  subscribe();
}
