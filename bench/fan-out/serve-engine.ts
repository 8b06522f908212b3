import { createServer } from 'node:http';
import { createEngine } from '../../local/appsync/create-engine.ts';
import { serveAppSync } from '../../local/appsync/serve.ts';
import { createCredentialStore } from '../../local/iam/credential-store.ts';
import { listen } from '../../local/listen.ts';
import { processorTime, ready } from '../child.ts';
import { API } from './api.ts';

/** Serves the API by the engine. Asked anything, it tells its processor time. */
const log = (line: string): void => console.error(line);
const engine = createEngine({
  api: API,
  endpoint: 'http://127.0.0.1:1',
  credentialsFor: (role) => {
    throw new Error(`no data source has a role, but ${role} was asked for`);
  },
  log,
});
const appsync = serveAppSync({ engine, api: API, credentials: createCredentialStore(), log });
const server = createServer((request, response) => appsync.handle(request, response));
server.on('upgrade', (request, socket, head) => appsync.upgrade(request, socket, head));
ready((await listen(server)).port, processorTime);
