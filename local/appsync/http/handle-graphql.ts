import type { IncomingMessage, ServerResponse } from 'node:http';
import { OperationTypeNode } from 'graphql';
import type { OnDecision } from '../../iam/access-decision.ts';
import type { AppSyncApi } from '../api.ts';
import type { Authenticate } from '../authorization/authenticate.ts';
import { PERMISSION_DENIED, statusOf } from '../authorization/authorization-fault.ts';
import { isOperationPermitted } from '../authorization/operation-permission.ts';
import type { Engine } from '../engine.ts';
import { preflightHeaders } from './cors.ts';
import { headerRecord } from '../../header-record.ts';
import { readBody } from './read-body.ts';
import { readGet, readPost } from './read-graphql-request.ts';
import { type RequestFault, respond, respondFault } from './respond.ts';

/** UNSURE: nobody has told how long a request AppSync takes. */
const MAX_BODY_BYTES = 1024 * 1024;

/** UNSURE: 413, and its wording. */
const BODY_TOO_LONG: RequestFault = {
  status: 413,
  errorType: 'MalformedHttpRequestException',
  message: `Request body is longer than ${MAX_BODY_BYTES} bytes.`,
};

/** UNSURE: 405, and its wording. */
const WRONG_METHOD: RequestFault = {
  status: 405,
  errorType: 'MalformedHttpRequestException',
  message: 'GraphQL requests are POST or GET.',
};

const SUBSCRIPTION_OVER_HTTP: RequestFault = {
  status: 400,
  errorType: 'BadRequestException',
  message: 'Subscriptions over MQTT is not supported.',
};

/**
 * Answers `POST`, `GET` and `OPTIONS /graphql`. A GraphQL error is in a body of status 200; 400 and 401 are for requests that the engine never saw.
 */
export function createHandleGraphql(options: {
  api: AppSyncApi;
  engine: Engine;
  authenticate: Authenticate;
  onDecision?: OnDecision;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { api, engine, authenticate, onDecision } = options;

  return async (request, response) => {
    const { method = '' } = request;
    if (method === 'OPTIONS') {
      respond(response, 200, undefined, preflightHeaders(request.headers['access-control-request-headers']));
      return;
    }
    if (method !== 'POST' && method !== 'GET') {
      respondFault(response, WRONG_METHOD, { allow: 'POST, GET, OPTIONS' });
      return;
    }
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === undefined) {
      respondFault(response, BODY_TOO_LONG, { connection: 'close' });
      return;
    }
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    const asked = method === 'GET' ? readGet(new URLSearchParams(query)) : readPost(body);
    const authenticated = await authenticate({
      headers: headerRecord(request.headers),
      signed: { method, path, query, body },
      ...('status' in asked ? {} : { operation: asked }),
      sourceIp: request.socket.remoteAddress ?? '',
    });
    if ('fault' in authenticated) {
      respondFault(response, { status: statusOf(authenticated.fault), ...authenticated.fault });
      return;
    }
    if ('status' in asked) {
      respondFault(response, asked);
      return;
    }
    const prepared = engine.prepare(asked);
    if (prepared.kind === 'malformed') {
      respondFault(response, { status: 400, errorType: prepared.errorType, message: prepared.message });
    } else if (prepared.kind === 'invalid') {
      respond(response, 200, { data: null, errors: prepared.errors });
    } else if (prepared.operation.operation.operation === OperationTypeNode.SUBSCRIPTION) {
      respondFault(response, SUBSCRIPTION_OVER_HTTP);
    } else if (!isOperationPermitted(api, engine.schema, prepared.operation, authenticated.caller, onDecision)) {
      // UNSURE: 401 and not 403.
      respondFault(response, { status: 401, ...PERMISSION_DENIED });
    } else {
      const { result, responseHeaders } = await engine.execute(prepared.operation, authenticated.caller);
      respond(response, 200, result, responseHeaders);
    }
  };
}
