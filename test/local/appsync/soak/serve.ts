import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ready } from '../../../../bench/child.ts';
import { createEngine } from '../../../../local/appsync/create-engine.ts';
import type { Engine } from '../../../../local/appsync/engine.ts';
import { serveAppSync } from '../../../../local/appsync/serve.ts';
import { startIssuer } from '../../../../local/issuer/start-issuer.ts';
import { listen } from '../../../../local/listen.ts';
import { issueServerCertificate, makeLocalCa } from '../../../../local/tls/certificates.ts';
import { serveTls } from '../../../../local/tls/serve-tls.ts';
import { issueCredentials } from '../authorization/test-callers.ts';
import { KEYS, startTables } from '../start-tables.ts';
import { figures } from './figures.ts';
import type { Server } from './raw-exchange.ts';
import { authorizer, mintTokens, soakApi, type Tokens, USER_POOL_ID } from './soak-api.ts';

/** What the server's process tells of itself at its start. */
export type Served = Server & { tokens: Tokens };

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

/** Whom the engine ran an operation for, by mode, and which fields on tables had a result. */
const reached: Record<string, number> = {};
const count = (what: string): void => void (reached[what] = (reached[what] ?? 0) + 1);
function counting(engine: Engine): Engine {
  return {
    ...engine,
    async execute(operation, caller) {
      count(caller.mode);
      const answer = await engine.execute(operation, caller);
      for (const [field, value] of Object.entries(answer.result.data ?? {})) {
        if (typeof value === 'string' && value.endsWith('"error":null}')) count(field);
      }
      return answer;
    },
    subscribe(operation, caller) {
      count(`${caller.mode}, start`);
      return engine.subscribe(operation, caller);
    },
  };
}

/**
 * Serves the soak's API, plain and over TLS, with its issuer and its tables. Asked for `figures`, it waits until every client has gone;
 * asked for `faults` or what was `reached`, it tells those.
 */
const [tables, issuer, ca] = await Promise.all([
  startTables(),
  startIssuer({ userPoolIds: [USER_POOL_ID] }),
  makeLocalCa(),
]);
const api = soakApi(issuer);
const engine = counting(createEngine({ api, endpoint: tables.endpoint, credentialsFor: () => KEYS, log }));
const { jwksUrlOf } = issuer;
const credentials = issueCredentials().store;
const appsync = serveAppSync({ engine, api, credentials, log, jwksUrlOf, invokeFunction: authorizer });
const server = createServer((request, response) => appsync.handle(request, response));
server.on('upgrade', (request, socket, head) => appsync.upgrade(request, socket, head));
serveTls(server, { ...(await issueServerCertificate(ca)), onRefused: () => undefined });
const open = new Set<Socket>();
server.on('connection', (socket: Socket) => {
  open.add(socket);
  socket.once('close', () => open.delete(socket));
});
const { port } = await listen(server);
const served: Served = { host: `127.0.0.1:${port}`, ca: ca.certificate, tokens: await mintTokens(issuer) };
ready(served, async (question) => {
  if (question === 'faults') return faults.splice(0);
  if (question === 'reached') return reached;
  // Those that publish keep their connections for the next time.
  server.closeIdleConnections();
  await Promise.all([...open].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  await delay(SETTLING_MS);
  return figures();
});
