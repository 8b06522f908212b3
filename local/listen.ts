import { createServer, type Server } from 'node:http';

/** An HTTP server on the loopback address, and the port that it got. */
export type LoopbackServer = { server: Server; port: number; close(): Promise<void> };

/** Listens on 127.0.0.1. Rejects with one clear line when the port is taken or not allowed. */
export function listen(port: number): Promise<LoopbackServer> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(reason(error, port), { cause: error })));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('the server has no port');
      resolve({ server, port: address.port, close: () => close(server) });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Kept-alive connections would hold the server open for as long as their clients like.
    server.closeAllConnections();
  });
}

function reason(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') return `port ${port} is in use; choose another with --port, or 0 for a free one`;
  if (error.code === 'EACCES') return `port ${port} needs privileges; choose another with --port`;
  return error.message;
}
