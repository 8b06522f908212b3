import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { KeyedCertificate } from './certificates.ts';

/** The first byte of a TLS connection: a handshake record. No HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16;

/** How a handshake fails when the client refuses the certificate: browsers send an alert, Node hangs up. */
const REFUSAL = /_ALERT_|^ECONNRESET$/;

/**
 * Serves an HTTP server's port over TLS too: the first byte of a connection decides. The server's own listeners serve both;
 * `request.socket.encrypted` tells them apart. The first byte costs a moment; from then on a plain connection is the server's alone.
 * A connection that stays silent, or whose handshake does not end, is given up. `close` ends every connection, and whatever
 * connects after it, so that closing the server does not wait for them.
 */
export function serveTls(
  server: Server,
  options: KeyedCertificate & {
    /** Called once, when a client has refused the certificate for the first time. */
    onRefused(): void;
    /** How long a client may take to send its first byte, and again to end the handshake. @default the server's `headersTimeout` */
    patienceMs?: number;
  },
): { close(): Promise<void> } {
  const patienceMs = options.patienceMs ?? server.headersTimeout;
  const sockets = new Set<Socket>();
  let closed = false;
  let refused = false;
  const onRefused = (): void => {
    if (refused || closed) return;
    refused = true;
    options.onRefused();
  };

  const serveHttp = server.listeners('connection');
  const handOver = (socket: Socket): void => {
    for (const listener of serveHttp) listener.call(server, socket);
  };

  const tls = createTlsServer({
    cert: options.certificate,
    key: options.key,
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    handshakeTimeout: patienceMs,
  });
  tls.on('secureConnection', (socket) => {
    // A client that ends the handshake before it looks at the certificate refuses by asking for nothing.
    socket.once('close', () => {
      if (socket.bytesRead === 0) onRefused();
    });
    handOver(socket);
  });
  tls.on('tlsClientError', (error, socket) => {
    socket.destroy();
    if ('code' in error && REFUSAL.test(String(error.code))) onRefused();
  });

  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (closed) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const giveUp = (): void => {
      socket.destroy();
    };
    socket.on('error', giveUp);
    socket.setTimeout(patienceMs, giveUp);
    socket.once('readable', () => {
      const start = socket.read() as Buffer | null;
      if (start === null) {
        // The client has gone without a word.
        giveUp();
        return;
      }
      socket.setTimeout(0);
      socket.off('timeout', giveUp);
      socket.off('error', giveUp);
      socket.unshift(start);
      if (start[0] !== TLS_HANDSHAKE) {
        handOver(socket);
        return;
      }
      // HTTP keeps a connection half open for its answer; TLS would wait on one whose client has gone amid the handshake.
      socket.allowHalfOpen = false;
      tls.emit('connection', socket);
    });
  });

  return {
    close() {
      closed = true;
      for (const socket of sockets) socket.destroy();
      return Promise.resolve();
    },
  };
}
