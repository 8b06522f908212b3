import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ready } from '../../../../bench/child.ts';
import { serveAppSync } from '../../../../local/appsync/serve.ts';
import { listen } from '../../../../local/listen.ts';
import { issueCredentials } from '../authorization/test-callers.ts';
import { createTestEngine, TEST_API } from '../realtime/test-api.ts';
import { figures } from './figures.ts';

/** Longer than a refused connection is kept for its client to be ready for the refusal. */
const SETTLING_MS = 150;

/** What must never happen: asked for, it is told, and forgotten. */
const faults: string[] = [];
process.on('unhandledRejection', (reason) => faults.push(`unhandled rejection: ${String(reason)}`));
process.on('uncaughtException', (error) => faults.push(`uncaught exception: ${error.stack ?? error.message}`));

/** Keeps what tells of an error in the engine itself, and none of the lines about callers. */
function log(line: string): void {
  if (/^\s+at /m.test(line)) faults.push(line);
}

/** Serves the test API to a soak. Asked for `figures`, it waits until every client has gone; asked for `faults`, it tells those. */
const engine = createTestEngine(log);
const appsync = serveAppSync({ engine, api: TEST_API, credentials: issueCredentials().store, log });
const server = createServer((request, response) => appsync.handle(request, response));
server.on('upgrade', (request, socket, head) => appsync.upgrade(request, socket, head));
const open = new Set<Socket>();
server.on('connection', (socket: Socket) => {
  open.add(socket);
  socket.once('close', () => open.delete(socket));
});
ready(`127.0.0.1:${(await listen(server)).port}`, async (question) => {
  if (question === 'faults') return faults.splice(0);
  // Those that publish keep their connections for the next time.
  server.closeIdleConnections();
  await Promise.all([...open].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  await delay(SETTLING_MS);
  return figures();
});
