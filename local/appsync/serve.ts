import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OnDecision } from '../iam/access-decision.ts';
import type { CredentialStore } from '../iam/credential-store.ts';
import type { AppSyncApi } from './api.ts';
import { createAuthenticate } from './authorization/authenticate.ts';
import type { TokenSources } from './authorization/authenticate-token.ts';
import type { Engine } from './engine.ts';
import { createHandleGraphql } from './http/handle-graphql.ts';
import { isLoopbackHost } from '../is-loopback-host.ts';
import { type RequestFault, respondFault } from './http/respond.ts';
import { createRealtime, type RealtimeLimits } from './realtime/create-realtime.ts';

/** UNSURE: AWS cannot be reached by a wrong name or path. */
const WRONG_HOST: RequestFault = {
  status: 403,
  errorType: 'AccessDeniedException',
  message: 'This server answers to loopback names only: 127.0.0.1, localhost, [::1].',
};
const WRONG_PATH: RequestFault = {
  status: 404,
  errorType: 'UnknownOperationException',
  message: 'There is nothing here: the API is at /graphql.',
};

/**
 * Serves an API: GraphQL over HTTP at `/graphql`, subscriptions on WebSockets at `/graphql/realtime` and `/graphql`.
 * `close` ends the WebSockets; the server and the engine are the caller's to close.
 */
export function serveAppSync(
  options: {
    engine: Engine;
    api: AppSyncApi;
    credentials: CredentialStore;
    log: (line: string) => void;
    /** Takes what IAM decides about the operations that signers send. @default nobody does */
    onDecision?: OnDecision;
    /** @default the clock */
    now?: () => Date;
  } & TokenSources &
    RealtimeLimits,
): {
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
} {
  const { log } = options;
  const authenticate = createAuthenticate(options);
  const handleGraphql = createHandleGraphql({ ...options, authenticate });
  const realtime = createRealtime({ ...options, authenticate });
  let closed = false;

  return {
    handle(request, response) {
      if (!isLoopbackHost(request.headers.host)) respondFault(response, WRONG_HOST);
      else if (pathOf(request) !== '/graphql') respondFault(response, WRONG_PATH);
      else {
        handleGraphql(request, response).catch((error: unknown) => {
          log(`AppSync: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
          const fault = { status: 500, errorType: 'InternalFailure', message: 'An internal error occurred.' };
          if (!response.headersSent) respondFault(response, fault);
        });
      }
    },
    upgrade(request, socket, head) {
      if (closed) refuse(socket, 503);
      else if (!isLoopbackHost(request.headers.host)) refuse(socket, 403);
      else if (!['/graphql/realtime', '/graphql'].includes(pathOf(request))) refuse(socket, 404);
      else realtime.upgrade(request, socket, head);
    },
    close() {
      closed = true;
      return realtime.close();
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? '';
}

/** Answers an upgrade request with an HTTP status, and ends its connection. */
function refuse(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
