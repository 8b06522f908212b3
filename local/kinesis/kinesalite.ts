import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { type BackendAddress, listenAsBackend } from '../backend/backend.ts';

const require = createRequire(import.meta.url);

/** The one function of the package, which has no types of its own. */
const kinesalite = require('kinesalite') as (options: {
  createStreamMs: number;
  updateStreamMs: number;
  deleteStreamMs: number;
  shardLimit: number;
}) => Server;

/** Starts kinesalite in this process, its streams in memory. */
export function startKinesalite(): Promise<{ address: BackendAddress; close(): Promise<void> }> {
  return listenAsBackend(kinesalite({ createStreamMs: 0, updateStreamMs: 0, deleteStreamMs: 0, shardLimit: 500 }));
}
