import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackHost } from '../is-loopback-host.ts';
import { parseJson } from '../json.ts';
import type { Realm } from './realm.ts';
import { readTokenRequest } from './token-request.ts';

type Answer = { status: number; body: unknown };

const MAX_BODY_BYTES = 64 * 1024;

/** Errors in OAuth's shape. https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const refusal = (status: number, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description },
});

/**
 * Answers for the realms, by the paths that they are at. No other site's page can use it: it answers to loopback names only, a request
 * for tokens must say that it is JSON, for which a browser asks first, and nobody is told that it may.
 */
export function createHandler(
  realms: ReadonlyMap<string, Realm>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const write = ({ status, body }: Answer): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    answer(request, realms).then(write, () => {
      // The client has gone, or its body cannot be read.
      response.destroy();
    });
  };
}

async function answer(request: IncomingMessage, realms: ReadonlyMap<string, Realm>): Promise<Answer> {
  if (!isLoopbackHost(request.headers.host)) {
    return refusal(403, 'access_denied', 'This server answers to loopback names only: 127.0.0.1, localhost, [::1].');
  }
  const [path = ''] = (request.url ?? '').split('?');
  const [, at = '', resource = ''] =
    /^(.*?)(\/\.well-known\/(?:openid-configuration|jwks\.json)|\/token)$/.exec(path) ?? [];
  const realm = realms.get(at);
  if (realm === undefined || resource === '') return refusal(404, 'not_found', 'There is nothing here.');
  const { method } = request;
  if (resource === '/token') {
    return method === 'POST'
      ? tokens(request, realm)
      : refusal(405, 'invalid_request', 'Tokens are asked for by POST.');
  }
  if (method !== 'GET') return refusal(405, 'invalid_request', 'This is read by GET.');
  return { status: 200, body: resource.endsWith('jwks.json') ? await realm.keySet() : realm.configuration };
}

async function tokens(request: IncomingMessage, realm: Realm): Promise<Answer> {
  const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    return refusal(415, 'invalid_request', 'The content type must be application/json.');
  }
  const body = await readBody(request);
  if (body === undefined) return refusal(413, 'invalid_request', `The body is longer than ${MAX_BODY_BYTES} bytes.`);
  const wanted = readTokenRequest(parseJson(body));
  if (typeof wanted === 'string') return refusal(400, 'invalid_request', wanted);
  return { status: 200, body: await realm.mint(wanted) };
}

/** The body; undefined when it is too long. It is read to its end all the same, or the client would not hear the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}
