import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { headerRecord } from '../header-record.ts';
import type { OnDecision } from '../iam/access-decision.ts';
import { parseAuthorization } from '../iam/authorization-header.ts';
import type { CredentialStore } from '../iam/credential-store.ts';
import type { Credentials, Statement } from '../iam/principal.ts';
import { UNKNOWN_KEY, verifySignature } from '../iam/verify-signature.ts';
import { isLoopbackHost } from '../is-loopback-host.ts';
import { answerFor, type ReceivedRequest } from './answer-for.ts';
import { withAwsHeaders } from './aws-headers.ts';
import { type ErrorDialect, errorDialect, errorResponse, signatureFault } from './error-response.ts';
import { MAX_BODY_BYTES, readBody } from './read-body.ts';
import { type AwsCall, type AwsResponse, type CallAws, ConnectionLost, type ServiceRoute } from './service.ts';
import { writeResponse } from './write-response.ts';

/** What a gateway serves, and whom. */
export type GatewayOptions = {
  credentials: CredentialStore;
  /** The one region whose signatures are taken. */
  region: string;
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

/** All the AWS APIs behind one door. */
export type Gateway = {
  /** Serves what comes over HTTP. */
  serve(request: IncomingMessage, response: ServerResponse): void;
  /**
   * Makes a call from this very process, where nobody can change it on its way: the caller gives the key itself, and no signature. All
   * else is checked as ever. Never rejects.
   */
  call: CallAws;
};

/**
 * One gateway for all the AWS APIs: the credential scope names the service, `x-amz-target` or the service's route the operation.
 * Every request is authenticated, then authorized, then handled; the service never sees one that was refused.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const answer = async (request: ReceivedRequest, work: () => Promise<AwsResponse>): Promise<AwsResponse> => {
    const requestId = randomUUID();
    const answered = await work().catch((error: unknown) => {
      if (error instanceof ConnectionLost) throw error;
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
    const received = { method, target, headers, body };
    return answer(received, () => answerReceived(options, received));
  };
  return {
    call(call, credentials) {
      const request = requestOf(call);
      return answer(request, () => answerCall(options, call.service, request, credentials).catch(unanswered));
    },
    serve(request, response) {
      read(request)
        .then((answered) => writeResponse(request, response, answered))
        // The client has gone, or is to get no answer: there is nobody to tell.
        .catch(() => response.destroy());
    },
  };
}

async function answerReceived(options: GatewayOptions, request: ReceivedRequest): Promise<AwsResponse> {
  const url = new URL(`http://localhost${request.target}`);
  const open = Object.hasOwn(options.openPaths, url.pathname) ? options.openPaths[url.pathname] : undefined;
  return open === undefined ? answerSigned(options, request, url) : answerOpen(open, request);
}

const requestOf = ({ target, body }: AwsCall): ReceivedRequest => ({
  method: 'POST',
  target: '/',
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
  body: Buffer.from(body),
});

async function answerCall(
  options: GatewayOptions,
  service: string,
  request: ReceivedRequest,
  { accessKeyId, secretAccessKey }: Credentials,
): Promise<AwsResponse> {
  const holder = options.credentials.find(accessKeyId);
  return holder?.secretAccessKey === secretAccessKey
    ? answerFor(options, { principal: holder.principal, service }, request, new URL('http://localhost/'))
    : signatureFault(errorDialect(service), 'UNKNOWN_KEY', UNKNOWN_KEY);
}

/** Within the process there is no connection that could be lost. */
function unanswered(error: unknown): AwsResponse {
  if (error instanceof ConnectionLost) return errorResponse('json', 500, 'InternalFailure', 'There was no answer.');
  throw error;
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
  if (verified.region !== options.region) {
    const message = `Credential should be scoped to a valid region, not '${verified.region}': this stack is in '${options.region}'.`;
    return signatureFault(dialectOf(headers), 'REGION', message);
  }
  return answerFor(options, verified, request, url);
}

/** The dialect of the service that the request says it is for, signed or not. */
function dialectOf(headers: Record<string, string>): ErrorDialect {
  const parsed = parseAuthorization(headers['authorization'] ?? '');
  if ('claim' in parsed) return errorDialect(parsed.claim.service);
  return headers['x-amz-target']?.startsWith('AmazonSQS.') ? 'sqs' : 'json';
}
