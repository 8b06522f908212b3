import { GraphQLOperationError } from '../graphql-error.ts';
import { type ClientFrame, headerSubprotocol, readFrame, type SubscriptionFrame } from './frames.ts';
import { ConnectionError, type WatchError } from '../watch-error.ts';
import type { WebSocketConstructor } from './web-socket.ts';

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
  /** Called once, and last: the connection is gone, or given up. The error is AppSync's own when it said why. */
  onEnd: (error: WatchError) => void;
};

/** Where to, with what, and how. */
export type ConnectionOptions = {
  WebSocket: WebSocketConstructor;
  url: string;
  authorization: Record<string, string>;
  /** How long AppSync may take to open the connection and to acknowledge it, in milliseconds. */
  answerTimeoutMs: number;
};

/**
 * Opens a connection: the authorization object travels as a subprotocol, because browsers can set no header.
 * A connection that stays silent for longer than AppSync promised to be is given up, since nobody reports a lost
 * network: any frame is a sign of life, and AppSync sends a keep-alive every minute.
 */
export function openConnection(
  { WebSocket, url, authorization, answerTimeoutMs }: ConnectionOptions,
  { onAcknowledged, onFrame, onEnd }: ConnectionListeners,
): Connection {
  const socket = new WebSocket(url, ['graphql-ws', headerSubprotocol(authorization)]);
  let ended = false;
  let acknowledged = false;
  let silenceAllowedMs = answerTimeoutMs;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  const leave = (): boolean => {
    if (ended) return false;
    ended = true;
    clearTimeout(watchdog);
    return true;
  };
  const end = (error: WatchError): void => {
    if (!leave()) return;
    socket.close();
    onEnd(error);
  };
  const lose = (reason: string): void => end(new ConnectionError(reason));
  const watch = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => lose(`Nothing heard for ${silenceAllowedMs / 1000} seconds`), silenceAllowedMs);
  };
  const send = (frame: ClientFrame): void => socket.send(JSON.stringify(frame));

  watch();
  socket.addEventListener('open', () => {
    if (!ended) send({ type: 'connection_init' });
  });
  socket.addEventListener('error', () => lose('The connection failed'));
  socket.addEventListener('close', () => lose('The connection was closed'));
  socket.addEventListener('message', ({ data }) => {
    if (ended) return;
    const frame = readFrame(data);
    if (frame?.type === 'connection_ack') silenceAllowedMs = frame.connectionTimeoutMs;
    // Until AppSync has let the client in, nothing else counts for an answer.
    if (acknowledged || frame?.type === 'connection_ack') watch();
    if (frame === undefined || frame.type === 'ka') return;
    if (frame.type === 'connection_error') end(new GraphQLOperationError(frame.errors));
    else if (frame.type !== 'connection_ack') onFrame(frame);
    else if (!acknowledged) {
      acknowledged = true;
      onAcknowledged();
    }
  });

  return {
    send,
    close: () => {
      if (leave()) socket.close(1000);
    },
  };
}
