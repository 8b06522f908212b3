import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';

/**
 * Serves a handler over HTTP/1.1 and, on the same port, over HTTP/2 without TLS: the first bytes of a connection decide.
 * The AWS SDK for JavaScript speaks HTTP/2 to Kinesis whatever the endpoint is.
 * `close` ends every connection, so that closing the server does not wait for clients that keep theirs open.
 */
export function serveHttpVersions(
  server: Server,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): { close(): Promise<void> } {
  const http2 = createHttp2Server((request, response) => {
    request.headers.host ??= request.headers[':authority'];
    // Node's own compatibility API: the same members under the same names.
    handler(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });
  // A client that breaks the protocol, or goes away, loses its connection and nobody else is concerned.
  http2.on('sessionError', () => undefined);
  const sessions = new Set<ServerHttp2Session>();
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  const sockets = new Set<Socket>();
  const http1Listeners = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const start = socket.read() as Buffer | null;
      if (start === null) return;
      socket.unshift(start);
      // `PRI * HTTP/2.0` opens an HTTP/2 connection; no method of HTTP/1.1 begins like it.
      if (start.toString('latin1', 0, 2) === 'PR') http2.emit('connection', socket);
      else for (const listener of http1Listeners) listener.call(server, socket);
    });
  });
  server.on('request', handler);
  return {
    close() {
      for (const session of sessions) session.destroy();
      for (const socket of sockets) socket.destroy();
      return Promise.resolve();
    },
  };
}
