import type { Authorize } from '../authorization.ts';
import { type Backoff, backoffDelay, DEFAULT_BACKOFF } from '../backoff.ts';
import { type Endpoint, realtimeUrlOf } from '../endpoint.ts';
import { GraphQLOperationError } from '../graphql-error.ts';
import type { Operation } from '../operation.ts';
import { ConnectionError, isRefusal, type WatchError, watchErrorOf } from '../watch-error.ts';
import { authorizationObject } from './authorization-object.ts';
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
  | { status: 'waiting'; retryAt: number; error: WatchError }
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
  /** AppSync has refused the subscription, or no longer allows it: it is over. */
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
  /**
   * Whoever sends `online` when the network is back: the next attempt is made at once then.
   * @default a browser's window
   */
  network?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined;
  /** How long AppSync may take to let the client in, and to acknowledge a subscription, in milliseconds. @default 15,000 */
  answerTimeoutMs?: number;
};

/** How long the official clients wait for an answer, in milliseconds. */
export const ANSWER_TIMEOUT_MS = 15_000;
/** A connection that held this long was a good one: the next loss starts the backoff anew. In milliseconds. */
const STABLE_AFTER_MS = 10_000;

type Entry = {
  id: string;
  body: string;
  observer: SubscriptionObserver<unknown>;
  timeout: ReturnType<typeof setTimeout> | undefined;
};

const NO_WEB_SOCKET = 'This platform has no WebSocket: give one as `WebSocket`, such as that of the package ws';

/**
 * A client of the API's WebSocket. It connects with the first subscription.
 * @throws Error on a platform that has no WebSocket, unless it is given one
 */
export function createRealtimeClient({
  endpoint: { graphqlUrl, realtimeUrl = realtimeUrlOf(graphqlUrl) },
  authorize,
  WebSocket = globalThis.WebSocket,
  backoff = DEFAULT_BACKOFF,
  network = 'addEventListener' in globalThis ? globalThis : undefined,
  answerTimeoutMs = ANSWER_TIMEOUT_MS,
}: RealtimeOptions): RealtimeClient {
  if (typeof WebSocket !== 'function') throw new Error(NO_WEB_SOCKET);
  const entries = new Map<string, Entry>();
  const listeners = new Set<(state: RealtimeState) => void>();
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
    acknowledgedAt = undefined;
    clearTimeout(retry);
    network?.removeEventListener('online', connect);
    for (const entry of entries.values()) clearTimeout(entry.timeout);
    connection?.close();
    connection = undefined;
  };

  const loseConnection = (error: WatchError): void => {
    if (acknowledgedAt !== undefined && Date.now() - acknowledgedAt >= STABLE_AFTER_MS) attempt = 0;
    leaveConnection();
    const delay = backoffDelay(backoff, attempt);
    attempt += 1;
    retry = setTimeout(connect, delay);
    network?.addEventListener('online', connect);
    become({ status: 'waiting', retryAt: Date.now() + delay, error });
  };

  const refuse = (error: GraphQLOperationError): void => {
    leaveConnection();
    const refused = [...entries.values()];
    entries.clear();
    become({ status: 'refused', error });
    for (const { observer } of refused) observer.onError(error);
  };

  /** Authorizes, and goes on unless it has become pointless meanwhile. */
  const authorized = (url: string, body: string, then: (authorization: Record<string, string>) => void): void => {
    const mine = generation;
    authorizationObject(authorize, { url, body }, answerTimeoutMs)
      .then((authorization) => {
        if (mine === generation) then(authorization);
      })
      .catch((cause: unknown) => {
        if (mine === generation) loseConnection(watchErrorOf(cause));
      });
  };

  const connect = (): void => {
    leaveConnection();
    become({ status: 'connecting' });
    authorized(`${graphqlUrl}/connect`, '{}', (authorization) => {
      const options = { WebSocket, url: realtimeUrl, authorization, answerTimeoutMs };
      connection = openConnection(options, {
        onAcknowledged: () => {
          acknowledgedAt = Date.now();
          become({ status: 'connected' });
          for (const entry of [...entries.values()]) start(entry);
        },
        onFrame: receive,
        // What has been let in is refused later because it has grown old: it is authorized anew.
        onEnd: (error) => {
          if (isRefusal(error) && acknowledgedAt === undefined) refuse(error);
          else loseConnection(error);
        },
      });
    });
  };

  const start = (entry: Entry): void => {
    entry.timeout = setTimeout(
      () => loseConnection(new ConnectionError('A subscription was not acknowledged')),
      answerTimeoutMs,
    );
    authorized(graphqlUrl, entry.body, (authorization) => {
      if (!entries.has(entry.id)) return;
      const payload = { data: entry.body, extensions: { authorization } };
      connection?.send({ id: entry.id, payload, type: 'start' });
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
        if (state.status === 'connected') connection?.send({ id: entry.id, type: 'stop' });
        forget(entry);
      };
    },
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      leaveConnection();
      entries.clear();
      become({ status: 'idle' });
    },
  };
}
