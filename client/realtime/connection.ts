import { GraphQLOperationError } from '../graphql-error.ts';
import { type ClientFrame, headerSubprotocol, readFrame, type SubscriptionFrame } from './frames.ts';
import type { WebSocketConstructor } from './web-socket.ts';

/** How long AppSync may take to open a connection, and to acknowledge it, in milliseconds. */
const OPENING_TIMEOUT_MS = 15_000;

/** One WebSocket to AppSync. */
export type Connection = {
  /** Sends a frame. Allowed from `onAcknowledged` on. */
  send(frame: ClientFrame): void;
  /** Closes it. None of the listeners is called any more. */
  close(): void;
};

/** Who hears of a connection. */
export type ConnectionListeners = {
  /** Called once, when AppSync has let the client in. */
  onAcknowledged: () => void;
  /** Called with each frame that concerns a subscription. */
  onFrame: (frame: SubscriptionFrame) => void;
  /** Called once, and last: the connection is gone, or given up. `error` is set when AppSync itself said why. */
  onEnd: (reason: string, error?: GraphQLOperationError) => void;
};

/**
 * Opens a connection: the authorization object travels as a subprotocol, because browsers can set no header.
 * A connection that stays silent for longer than AppSync promised to be is given up, since nobody reports a lost
 * network: any frame is a sign of life, and AppSync sends a keep-alive every minute.
 */
export function openConnection(
  WebSocket: WebSocketConstructor,
  url: string,
  authorization: Record<string, string>,
  { onAcknowledged, onFrame, onEnd }: ConnectionListeners,
): Connection {
  const socket = new WebSocket(url, ['graphql-ws', headerSubprotocol(authorization)]);
  let ended = false;
  let silenceAllowedMs = OPENING_TIMEOUT_MS;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  const leave = (): boolean => {
    if (ended) return false;
    ended = true;
    clearTimeout(watchdog);
    return true;
  };
  const end = (reason: string, error?: GraphQLOperationError): void => {
    if (!leave()) return;
    socket.close();
    onEnd(reason, error);
  };
  const watch = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => end(`Nothing heard for ${silenceAllowedMs / 1000} seconds`), silenceAllowedMs);
  };
  const send = (frame: ClientFrame): void => socket.send(JSON.stringify(frame));

  watch();
  socket.addEventListener('open', () => {
    if (!ended) send({ type: 'connection_init' });
  });
  socket.addEventListener('error', () => end('The connection failed'));
  socket.addEventListener('close', () => end('The connection was closed'));
  socket.addEventListener('message', ({ data }) => {
    if (ended) return;
    const frame = readFrame(data);
    if (frame?.type === 'connection_ack') silenceAllowedMs = frame.connectionTimeoutMs;
    watch();
    if (frame === undefined || frame.type === 'ka') return;
    if (frame.type === 'connection_ack') onAcknowledged();
    else if (frame.type === 'connection_error') end('AppSync refused', new GraphQLOperationError(frame.errors));
    else onFrame(frame);
  });

  return {
    send,
    close: () => {
      if (leave()) socket.close(1000);
    },
  };
}
