import type { WebSocket } from 'ws';
import { connectionFault, NOT_AUTHENTICATED } from '../authorization/authorization-fault.ts';
import { CONNECT_FORM } from '../authorization/signed-forms.ts';
import { acceptStart, type AcceptContext } from './accept-start.ts';
import {
  complete,
  CONNECTION_ACK,
  connectionError,
  dataHead,
  errorFrame,
  type FrameError,
  invalidated,
  KEEP_ALIVE,
  notSupported,
  parseMessage,
  startAck,
} from './messages.ts';
import { printable } from '../printable.ts';
import { readStart, type Start } from './read-start.ts';
import type { Subscriptions } from './subscriptions.ts';

/** What the connections of an API share. */
export type RealtimeContext = AcceptContext & {
  subscriptions: Subscriptions;
  keepAliveIntervalMs: number;
  maxConnectionMs: number;
  maxUnsentBytes: number;
};

/** Who has connected. Header names in lower case. */
export type Connecting = {
  upgradeHeaders: Record<string, string>;
  connectionHeaders: Record<string, string>;
  sourceIp: string;
};

/** A subscription from its `start` to its end. `remove` is set once it is live. */
type Entry = { remove?: () => void };

/** AWS: https://docs.aws.amazon.com/general/latest/gr/appsync.html ("Subscriptions per client connection") */
const MAX_SUBSCRIPTIONS = 200;
const MAX_UNANSWERED_PINGS = 3;
const REFUSAL_DELAY_MS = 100;
/** Of all that is sent, also where it is bytes already. */
const TEXT = { binary: false };

/**
 * Speaks the protocol of PROTOCOL.md with one client, from the upgrade to the end of the socket.
 */
export function openConnection(socket: WebSocket, connecting: Connecting, context: RealtimeContext): void {
  const { authenticate, subscriptions, log, maxUnsentBytes } = context;
  const { connectionHeaders, sourceIp } = connecting;
  /** By the client's id. An entry that is no longer here has been stopped, whatever is still under way for it. */
  const entries = new Map<string, Entry>();
  let state: 'opened' | 'initializing' | 'acknowledged' = 'opened';
  let unansweredPings = 0;
  /** Those being decided about, of which some may have been stopped. */
  let starting = 0;

  const send = (frame: string | Buffer): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount <= maxUnsentBytes) {
      socket.send(frame, TEXT);
      return;
    }
    // What a client has not read is kept in this process's memory, hence not for ever.
    log(`AppSync: a subscriber has left ${socket.bufferedAmount} bytes unread: disconnected`);
    socket.terminate();
  };

  const authenticated = authenticate({ headers: connectionHeaders, signed: CONNECT_FORM, sourceIp }).catch(
    (error: unknown) => {
      log(`AppSync: connection: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return { fault: NOT_AUTHENTICATED };
    },
  );
  const firstMessage = new Promise<void>((resolve) => {
    socket.once('message', () => resolve());
    setTimeout(resolve, REFUSAL_DELAY_MS).unref();
  });
  void authenticated.then(async (result) => {
    if (!('fault' in result)) return;
    // The upgrade and this frame may reach the client in one piece, before it has attached a listener: current clients do so only
    // a moment after the socket opens, and would take a frame that they missed for a broken network, and try again for ever.
    await firstMessage;
    send(connectionError(connectionFault(result.fault)));
    socket.close(1000);
  });

  const initialize = async (): Promise<void> => {
    state = 'initializing';
    if ('fault' in (await authenticated)) return;
    state = 'acknowledged';
    send(CONNECTION_ACK);
    send(KEEP_ALIVE);
    // Counted from the acknowledgement, not from the upgrade.
    beat.refresh();
  };

  const fail = (id: string, entry: Entry, errors: FrameError[]): void => {
    if (entries.get(id) !== entry) return;
    entries.delete(id);
    send(errorFrame(id, errors));
    const fatal = errors.find(({ errorType = '' }) => errorType.startsWith('Unauthorized'));
    if (fatal === undefined) return;
    // Amplify takes it for expired credentials. https://github.com/aws-amplify/amplify-js/issues/14947
    log(
      'AppSync: WARNING: for this, current clients close the whole connection, and connect again: ' +
        `subscription ${printable(id)}: ${printable(fatal.message ?? '')}`,
    );
  };

  const start = (id: unknown, payload: unknown): void => {
    const request = readStart(payload);
    if (typeof id !== 'string' || id === '') send(errorFrame('', [notSupported()]));
    else if (entries.has(id)) {
      send(errorFrame(id, [{ errorType: 'DuplicatedOperationError', message: `Duplicated operation with id ${id}` }]));
    } else if (Math.max(entries.size, starting) >= MAX_SUBSCRIPTIONS) {
      const message = `Max number of ${MAX_SUBSCRIPTIONS} subscriptions reached`;
      send(errorFrame(id, [{ errorType: 'MaxSubscriptionsReachedError', message }]));
    } else if (request === undefined) send(errorFrame('', [notSupported()]));
    else {
      const entry: Entry = {};
      entries.set(id, entry);
      live(id, entry, request).catch((error: unknown) => {
        log(
          `AppSync: start ${printable(id)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        fail(id, entry, [{ errorType: 'InternalFailure', message: 'An internal error occurred.' }]);
      });
    }
  };

  const live = async (id: string, entry: Entry, request: Start): Promise<void> => {
    starting += 1;
    const outcome = await acceptStart(request, connecting, context).finally(() => (starting -= 1));
    if ('errors' in outcome) {
      fail(id, entry, outcome.errors);
      return;
    }
    // A `stop`, or the end of the socket, has come first.
    if (entries.get(id) !== entry) return;
    const head = dataHead(id);
    entry.remove = subscriptions.add({
      ...outcome,
      deliver: (tail) => send(Buffer.concat([head, tail])),
      invalidate: () => invalidate(id, entry),
    });
    send(startAck(id));
  };

  const invalidate = (id: string, entry: Entry): void => {
    entries.delete(id);
    entry.remove?.();
    log(`AppSync: subscription ${printable(id)} is invalidated: its connection is closed`);
    send(invalidated(id));
    // Once every subscription of this connection that the same mutation invalidates has been told.
    queueMicrotask(() => socket.close(1000));
  };

  const stop = (id: unknown): void => {
    const entry = typeof id === 'string' ? entries.get(id) : undefined;
    if (typeof id !== 'string' || entry === undefined) return;
    entries.delete(id);
    entry.remove?.();
    send(complete(id));
  };

  socket.on('message', (data: Buffer, isBinary) => {
    const message = isBinary ? undefined : parseMessage(data.toString('utf8'));
    const type = message?.['type'];
    if (type === 'connection_init') {
      if (state === 'opened') void initialize();
    } else if (state !== 'acknowledged') return;
    else if (type === 'start') start(message?.['id'], message?.['payload']);
    else if (type === 'stop') stop(message?.['id']);
    else send(errorFrame('', [notSupported()]));
  });
  socket.on('pong', () => {
    unansweredPings = 0;
  });

  const beat = setInterval(() => {
    if (unansweredPings >= MAX_UNANSWERED_PINGS) {
      log('AppSync: a subscriber no longer answers: disconnected');
      socket.terminate();
      return;
    }
    unansweredPings += 1;
    socket.ping();
    if (state === 'acknowledged') send(KEEP_ALIVE);
  }, context.keepAliveIntervalMs);
  const old = setTimeout(() => socket.close(1000), context.maxConnectionMs);

  socket.on('close', () => {
    clearInterval(beat);
    clearTimeout(old);
    for (const entry of entries.values()) entry.remove?.();
    entries.clear();
  });
  // What a client sends against RFC 6455. `ws` closes the socket by itself, with the code for it.
  socket.on('error', (error) => log(`AppSync: a WebSocket failed: ${error.message}`));
}
