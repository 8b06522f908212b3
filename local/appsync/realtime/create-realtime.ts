import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OnDecision } from '../../iam/access-decision.ts';
import type { AppSyncApi } from '../api.ts';
import type { Authenticate } from '../authorization/authenticate.ts';
import type { Engine } from '../engine.ts';
import { headerRecord } from '../../header-record.ts';
import { connectionHeaders } from './authorization-object.ts';
import { openConnection } from './connection.ts';
import { connectionError } from './messages.ts';
import { createSubscriptions } from './subscriptions.ts';

/** How long and how much; AWS's figures where it has any. */
export type RealtimeLimits = {
  /** @default 60,000, as AWS has it */
  keepAliveIntervalMs?: number;
  /** @default 24 hours, as AWS has it */
  maxConnectionMs?: number;
  /** What a subscriber may leave unread before it is disconnected. @default 4 MB */
  maxUnsentBytes?: number;
  /** How long a client may take to answer the close of a server that stops. @default 1,000 */
  closeTimeoutMs?: number;
};

/** What is served, and to whom. */
export type RealtimeOptions = RealtimeLimits & {
  api: AppSyncApi;
  engine: Engine;
  authenticate: Authenticate;
  log: (line: string) => void;
  onDecision?: OnDecision;
};

const SUBPROTOCOL = 'graphql-ws';
const MAX_FRAME_BYTES = 1024 * 1024;

/** Serves the subscriptions of an API on WebSockets, as PROTOCOL.md has it. `upgrade` takes every request that it is given. */
export function createRealtime({
  keepAliveIntervalMs = 60_000,
  maxConnectionMs = 24 * 60 * 60_000,
  maxUnsentBytes = 4 * 1024 * 1024,
  closeTimeoutMs = 1_000,
  ...options
}: RealtimeOptions): {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
} {
  const subscriptions = createSubscriptions(options.engine, options.log);
  const context = { ...options, subscriptions, keepAliveIntervalMs, maxConnectionMs, maxUnsentBytes };
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    handleProtocols: (offered) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
  });

  const onUpgraded = (socket: WebSocket, request: IncomingMessage): void => {
    const upgradeHeaders = headerRecord(request.headers);
    if (socket.protocol === SUBPROTOCOL) {
      const { searchParams } = new URL(request.url ?? '', 'ws://localhost');
      const headers = connectionHeaders(upgradeHeaders, searchParams);
      const sourceIp = request.socket.remoteAddress ?? '';
      openConnection(socket, { upgradeHeaders, connectionHeaders: headers, sourceIp }, context);
      return;
    }
    socket.on('error', (error) => options.log(`AppSync: a WebSocket failed: ${error.message}`));
    if (upgradeHeaders['sec-websocket-protocol'] === undefined) {
      socket.send(connectionError({ message: 'NoProtocolError', errorCode: 400 }));
      socket.close(1000);
    } else {
      // Ends the TCP connection without a closing handshake, as AWS does.
      const frame = connectionError({ message: 'SubProtocolNotSupportedError', errorCode: 400 });
      socket.send(frame, () => socket.terminate());
    }
  };

  return {
    upgrade: (request, socket, head) => server.handleUpgrade(request, socket, head, onUpgraded),
    async close() {
      const closed = [...server.clients].map(
        (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
      );
      for (const socket of server.clients) socket.close(1001);
      const timer = setTimeout(() => {
        for (const socket of server.clients) socket.terminate();
      }, closeTimeoutMs);
      await Promise.all(closed);
      clearTimeout(timer);
    },
  };
}
