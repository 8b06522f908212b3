import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { listenOnLoopback } from '../backend/backend.ts';

const require = createRequire(import.meta.url);

/** The one function of the package, which has no types of its own. */
const kinesalite = require('kinesalite') as (options: {
  createStreamMs: number;
  updateStreamMs: number;
  deleteStreamMs: number;
  shardLimit: number;
}) => Server;

/** Starts kinesalite in this process, its streams in memory. */
export async function startKinesalite(): Promise<{ port: number; close(): Promise<void> }> {
  const server = kinesalite({ createStreamMs: 0, updateStreamMs: 0, deleteStreamMs: 0, shardLimit: 500 });
  const port = await listenOnLoopback(server);
  return {
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
