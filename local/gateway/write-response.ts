import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AwsResponse } from './service.ts';

/** Sends an answer over HTTP. */
export function writeResponse(request: IncomingMessage, response: ServerResponse, answer: AwsResponse): void {
  const headers = { ...answer.headers };
  // The length that answers a HEAD is that of the object, which is not sent.
  if (request.method !== 'HEAD') headers['content-length'] = String(Buffer.byteLength(answer.body));
  // What is left of a request that was refused before its end would be taken for the next one.
  if (!request.complete && request.httpVersionMajor === 1) headers['connection'] = 'close';
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}
