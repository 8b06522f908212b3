import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { headerRecord } from '../header-record.ts';
import type { OnDecision } from '../iam/access-decision.ts';
import { parseAuthorization } from '../iam/authorization-header.ts';
import type { CredentialStore } from '../iam/credential-store.ts';
import { decide } from '../iam/evaluate.ts';
import type { Statement } from '../iam/principal.ts';
import { verifySignature } from '../iam/verify-signature.ts';
import { isLoopbackHost } from '../is-loopback-host.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { withAwsHeaders } from './aws-headers.ts';
import { accessDenied, type ErrorDialect, errorDialect, errorResponse, signatureFault } from './error-response.ts';
import { MAX_BODY_BYTES, readBody } from './read-body.ts';
import type { AwsRequest, AwsResponse, ServiceRoute } from './service.ts';
import { writeResponse } from './write-response.ts';

/** What a gateway serves, and whom. */
export type GatewayOptions = {
  credentials: CredentialStore;
  /** By the service name of the credential scope. */
  routes: Record<string, ServiceRoute>;
  /** The statements of the resource's own policy; none when it has no policy. */
  resourceStatements(resourceArn: string): Statement[];
  /** Paths that take unsigned `POST` requests with a JSON body. */
  openPaths: Record<string, (body: Buffer) => Promise<AwsResponse>>;
  /** Takes what IAM decides about every request whose signature is right. @default nobody does */
  onDecision?: OnDecision;
  /** Takes one line for each fault of the emulation itself. */
  log(line: string): void;
};

/** A request to an AWS API, whichever way it came. */
export type ReceivedRequest = {
  method: string;
  /** Path and query string, as sent. */
  target: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
};

/** All the AWS APIs behind one door. */
export type Gateway = {
  /** Serves what comes over HTTP. */
  serve(request: IncomingMessage, response: ServerResponse): void;
  /** Answers what comes from this very process, which is checked like the rest. Never rejects. */
  answer(request: ReceivedRequest): Promise<AwsResponse>;
};

/**
 * One gateway for all the AWS APIs: the credential scope names the service, `x-amz-target` or the service's route the operation.
 * Every request is authenticated, then authorized, then handled; the service never sees one that was refused.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const answer = async (request: ReceivedRequest): Promise<AwsResponse> => {
    const requestId = randomUUID();
    const answered = await answerReceived(options, request).catch((error: unknown) => {
      const what = `${request.method} ${request.headers['x-amz-target'] ?? request.target}`;
      options.log(`gateway: ${what}: ${error instanceof Error ? error.message : String(error)} (${requestId})`);
      return errorResponse(
        dialectOf(request.headers),
        500,
        'InternalFailure',
        `The local stack failed; its log has more under ${requestId}.`,
      );
    });
    return withAwsHeaders(request, answered, requestId);
  };
  const read = async (request: IncomingMessage): Promise<AwsResponse> => {
    const { method = '', url: target = '' } = request;
    const headers = headerRecord(request.headers);
    const refuse = (status: number, type: string, message: string): AwsResponse =>
      withAwsHeaders({ headers }, errorResponse(dialectOf(headers), status, type, message), randomUUID());
    // A page on the web may point a name of its own at this address; the name that it was asked under gives it away.
    if (!isLoopbackHost(headers['host'])) {
      return refuse(403, 'AccessDeniedException', `Host must be a loopback address, not '${headers['host'] ?? ''}'`);
    }
    if (!target.startsWith('/')) return refuse(400, 'ValidationException', `A path is wanted, not '${target}'`);
    const body = await readBody(request);
    if (body === null) {
      return refuse(
        413,
        dialectOf(headers) === 's3' ? 'EntityTooLarge' : 'RequestEntityTooLarge',
        `A request may have ${MAX_BODY_BYTES} bytes at most`,
      );
    }
    return answer({ method, target, headers, body });
  };
  return {
    answer,
    serve(request, response) {
      read(request)
        .then((answered) => writeResponse(request, response, answered))
        // The client has gone: there is nobody left to tell.
        .catch(() => response.destroy());
    },
  };
}

async function answerReceived(options: GatewayOptions, request: ReceivedRequest): Promise<AwsResponse> {
  const url = new URL(`http://localhost${request.target}`);
  const open = Object.hasOwn(options.openPaths, url.pathname) ? options.openPaths[url.pathname] : undefined;
  return open === undefined ? answerSigned(options, request, url) : answerOpen(open, request);
}

async function answerOpen(
  open: NonNullable<GatewayOptions['openPaths'][string]>,
  { method, headers, body }: ReceivedRequest,
): Promise<AwsResponse> {
  if (method !== 'POST') return errorResponse('json', 405, 'MethodNotAllowed', 'Only POST is taken here');
  // A web page can send any other type here without asking first; this one a browser only sends when the server agrees, and it does not.
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    return errorResponse('json', 415, 'UnsupportedMediaType', 'Content-Type must be application/json');
  }
  return open(body);
}

async function answerSigned(options: GatewayOptions, request: ReceivedRequest, url: URL): Promise<AwsResponse> {
  const { method, target, headers, body } = request;
  const [path = '', ...query] = target.split('?');
  const verified = await verifySignature({ method, path, query: query.join('?'), headers, body }, options.credentials);
  if (!verified.ok) return signatureFault(dialectOf(headers), verified.fault, verified.message);

  const { principal, service } = verified;
  const dialect = errorDialect(service);
  const route = Object.hasOwn(options.routes, service) ? options.routes[service] : undefined;
  if (route === undefined) {
    const imitated = Object.keys(options.routes).join(', ');
    return errorResponse(
      dialect,
      404,
      'UnknownOperationException',
      `The service '${service}' is not imitated here; imitated are ${imitated}.`,
    );
  }
  const amzTarget = headers['x-amz-target'];
  const operation = amzTarget === undefined ? route.operation?.(method, url, headers) : operationOf(amzTarget);
  if (operation === undefined) {
    const message = `${method} ${target} is no operation of ${service} that is imitated here.`;
    return dialect === 's3'
      ? errorResponse(dialect, 501, 'NotImplemented', message)
      : errorResponse(dialect, 404, 'UnknownOperationException', message);
  }
  if (headers['x-amz-target'] !== undefined && !isJsonObject(parseJson(body))) {
    return errorResponse(dialect, 400, 'SerializationException', 'The body must be a JSON object.');
  }
  const awsRequest: AwsRequest = { service, operation, method, url, headers, body, principal };
  for (const { action, resources } of route.permissions(awsRequest)) {
    for (const resource of resources) {
      const decision = decide(principal, action, resource, options.resourceStatements(resource));
      options.onDecision?.({ principal, action, resource, decision, request: awsRequest });
      if (decision !== 'ALLOWED') return accessDenied(dialect, principal, action, resource, decision);
    }
  }
  return route.handle(awsRequest);
}

/** The dialect of the service that the request says it is for, signed or not. */
function dialectOf(headers: Record<string, string>): ErrorDialect {
  const parsed = parseAuthorization(headers['authorization'] ?? '');
  if ('claim' in parsed) return errorDialect(parsed.claim.service);
  return headers['x-amz-target']?.startsWith('AmazonSQS.') ? 'sqs' : 'json';
}

/**
 * The operation of `Kinesis_20131202.PutRecord`. A target of any other form names none: the emulator might take another part
 * of it for the operation than the one that was authorized.
 */
function operationOf(target: string): string | undefined {
  return /^\w+\.(\w+)$/.exec(target)?.[1];
}
