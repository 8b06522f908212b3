import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BackendAddress, listenAsBackend } from '../backend/backend.ts';

const require = createRequire(import.meta.url);

/** The one function of the package, which has no types of its own. */
const dynalite = require('dynalite') as (options: {
  createTableMs: number;
  updateTableMs: number;
  deleteTableMs: number;
  path?: string;
}) => Server;

/** Starts dynalite in this process, its tables in memory or in a folder of the data directory, which outlasts a restart. */
export async function startDynalite(
  dataDirectory?: string,
): Promise<{ address: BackendAddress; restart?(): Promise<void>; close(): Promise<void> }> {
  const path = dataDirectory === undefined ? undefined : join(dataDirectory, 'dynalite');
  if (path !== undefined) mkdirSync(path, { recursive: true });
  const server = dynalite({
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
    ...(path !== undefined && { path }),
  });
  const { address, restart, close } = await listenAsBackend(server);
  return { address, ...(path !== undefined && { restart }), close };
}
