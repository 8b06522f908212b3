import type { Authorize } from '../authorization.ts';
import { type Backoff, backoffDelay, DEFAULT_BACKOFF } from '../backoff.ts';
import { type Endpoint, realtimeUrlOf } from '../endpoint.ts';
import { GraphQLOperationError } from '../graphql-error.ts';
import type { Operation } from '../operation.ts';
import { type Connection, openConnection } from './connection.ts';
import type { SubscriptionFrame } from './frames.ts';
import type { WebSocketConstructor } from './web-socket.ts';

/** How the one WebSocket of a client stands. */
export type RealtimeState =
  /** Nobody subscribes, so there is none. */
  | { status: 'idle' }
  | { status: 'connecting' }
  | { status: 'connected' }
  /** It was lost; the next attempt is made at `retryAt`, in epoch milliseconds. */
  | { status: 'waiting'; retryAt: number; reason: string }
  /** AppSync refuses this client, and would again. The next `subscribe` tries anew. */
  | { status: 'refused'; error: GraphQLOperationError };

/** Who hears of a subscription. */
export type SubscriptionObserver<Data> = {
  /**
   * AppSync has taken the subscription, at first and again after every reconnect. What was published before is not
   * delivered: this is the moment to ask for the present state.
   */
  onStarted?(): void;
  /** An update, in the order in which AppSync sent it. */
  onData(data: Data): void;
  /** AppSync has refused the subscription: it is over. */
  onError(error: GraphQLOperationError): void;
  /** AppSync has ended the subscription. */
  onComplete?(): void;
};

/** Holds any number of subscriptions on one WebSocket, which is there while there are subscriptions. */
export type RealtimeClient = {
  /** Subscribes, now and after every reconnect, until the returned function is called. */
  subscribe<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    observer: SubscriptionObserver<Data>,
  ): () => void;
  state(): RealtimeState;
  /** Hears every change of the state, until the returned function is called. */
  onState(listener: (state: RealtimeState) => void): () => void;
  /** Ends every subscription and the connection, without a word to the observers. */
  close(): void;
};

/** What a realtime client needs to know. */
export type RealtimeOptions = {
  endpoint: Endpoint;
  authorize: Authorize;
  /** @default the platform's */
  WebSocket?: WebSocketConstructor;
  /** @default DEFAULT_BACKOFF */
  backoff?: Backoff;
  /** Whoever sends `online` when the network is back: a browser's `window`. The next attempt is made at once then. */
  network?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
};

/** How long AppSync may take to acknowledge a subscription, in milliseconds. */
const START_TIMEOUT_MS = 15_000;
/** A connection that held this long was a good one: the next loss starts the backoff anew. In milliseconds. */
const STABLE_AFTER_MS = 10_000;

type Entry = {
  id: string;
  body: string;
  observer: SubscriptionObserver<unknown>;
  timeout: ReturnType<typeof setTimeout> | undefined;
};

/** A client of the API's WebSocket. It connects with the first subscription. */
export function createRealtimeClient({
  endpoint: { graphqlUrl, realtimeUrl = realtimeUrlOf(graphqlUrl) },
  authorize,
  WebSocket = globalThis.WebSocket,
  backoff = DEFAULT_BACKOFF,
  network,
}: RealtimeOptions): RealtimeClient {
  const entries = new Map<string, Entry>();
  const listeners = new Set<(state: RealtimeState) => void>();
  const host = new URL(graphqlUrl).host;
  let state: RealtimeState = { status: 'idle' };
  let connection: Connection | undefined;
  // Grows with every attempt and every end: what belongs to an older one has no say any more.
  let generation = 0;
  let attempt = 0;
  let acknowledgedAt: number | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let nextId = 1;

  const become = (next: RealtimeState): void => {
    state = next;
    for (const listener of [...listeners]) listener(next);
  };

  const leaveConnection = (): void => {
    generation += 1;
    clearTimeout(retry);
    for (const entry of entries.values()) clearTimeout(entry.timeout);
    connection?.close();
    connection = undefined;
  };

  const loseConnection = (reason: string): void => {
    leaveConnection();
    if (acknowledgedAt !== undefined && Date.now() - acknowledgedAt >= STABLE_AFTER_MS) attempt = 0;
    acknowledgedAt = undefined;
    const delay = backoffDelay(backoff, attempt);
    attempt += 1;
    retry = setTimeout(connect, delay);
    become({ status: 'waiting', retryAt: Date.now() + delay, reason });
  };

  const refuse = (error: GraphQLOperationError): void => {
    leaveConnection();
    const refused = [...entries.values()];
    entries.clear();
    become({ status: 'refused', error });
    for (const { observer } of refused) observer.onError(error);
  };

  const connect = (): void => {
    leaveConnection();
    const mine = generation;
    become({ status: 'connecting' });
    const connectUrl = new URL(`${graphqlUrl}/connect`);
    authorize({ url: connectUrl, body: '{}' })
      .then((headers) => {
        if (mine !== generation) return;
        connection = openConnection(
          WebSocket,
          realtimeUrl,
          { ...headers, host },
          {
            onAcknowledged: () => {
              acknowledgedAt = Date.now();
              become({ status: 'connected' });
              for (const entry of [...entries.values()]) start(entry);
            },
            onFrame: receive,
            onEnd: (reason, error) => (error?.isFinal === true ? refuse(error) : loseConnection(reason)),
          },
        );
      })
      .catch((cause: unknown) => {
        if (mine === generation) loseConnection(`No authorization: ${String(cause)}`);
      });
  };

  const start = (entry: Entry): void => {
    const mine = generation;
    entry.timeout = setTimeout(() => loseConnection('A subscription was not acknowledged'), START_TIMEOUT_MS);
    authorize({ url: new URL(graphqlUrl), body: entry.body })
      .then((headers) => {
        if (mine !== generation || !entries.has(entry.id)) return;
        const payload = { data: entry.body, extensions: { authorization: { ...headers, host } } };
        connection?.send({ type: 'start', id: entry.id, payload });
      })
      .catch((cause: unknown) => {
        if (mine === generation) loseConnection(`No authorization: ${String(cause)}`);
      });
  };

  const receive = (frame: SubscriptionFrame): void => {
    // An error that names no subscription ends none: the one it belongs to will miss its acknowledgement.
    const entry = frame.id !== undefined ? entries.get(frame.id) : undefined;
    if (entry === undefined) return;
    switch (frame.type) {
      case 'start_ack':
        clearTimeout(entry.timeout);
        entry.observer.onStarted?.();
        break;
      case 'data':
        if (frame.data !== null && frame.data !== undefined) entry.observer.onData(frame.data);
        break;
      case 'error':
        forget(entry);
        entry.observer.onError(new GraphQLOperationError(frame.errors));
        break;
      case 'complete':
        forget(entry);
        entry.observer.onComplete?.();
        break;
    }
  };

  const forget = (entry: Entry): void => {
    clearTimeout(entry.timeout);
    entries.delete(entry.id);
    if (entries.size > 0) return;
    leaveConnection();
    become({ status: 'idle' });
  };

  const retryNow = (): void => {
    if (state.status === 'waiting') connect();
  };
  network?.addEventListener('online', retryNow);

  return {
    subscribe(operation, variables, observer) {
      const body = JSON.stringify({ query: operation.text, variables });
      const entry: Entry = {
        id: String(nextId++),
        body,
        observer,
        timeout: undefined,
      };
      entries.set(entry.id, entry);
      if (state.status === 'connected') start(entry);
      else if (state.status === 'idle' || state.status === 'refused') connect();
      return () => {
        if (entries.get(entry.id) !== entry) return;
        if (state.status === 'connected') connection?.send({ type: 'stop', id: entry.id });
        forget(entry);
      };
    },
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      network?.removeEventListener('online', retryNow);
      leaveConnection();
      entries.clear();
      become({ status: 'idle' });
    },
  };
}
