import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that listens on the loopback address, and the port that it got. */
export type Listening = {
  port: number;
  /** Ends every connection too. Rejects when the server fails to close. */
  close(): Promise<void>;
  /**
   * Ends every connection over HTTP/1.1, refuses new ones for so long, and listens at the same port again. WebSockets stay: their
   * connections are no longer the server's.
   */
  restart(downMs: number): Promise<void>;
};

/** Has a server listen on 127.0.0.1; 0 picks a free port. Rejects with one clear line when the port is taken or not allowed. */
export async function listen(server: Server, port = 0): Promise<Listening> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(reason(error, port), { cause: error });
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    close: () => close(server),
    async restart(downMs) {
      // Its end is not waited for: it comes with that of the last WebSocket.
      server.close();
      server.closeAllConnections();
      await delay(downMs);
      server.listen(address.port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

/** Closes a server and every connection to it. Rejects when it was not open. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // Kept-alive connections would hold the server open for as long as their clients like.
    server.closeAllConnections();
  });
}

function reason(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${port} is in use; choose another with --port, or 0 for a free one`;
  if (code === 'EACCES') return `port ${port} needs privileges; choose another with --port`;
  return error instanceof Error ? error.message : String(error);
}
