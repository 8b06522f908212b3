import type { IncomingMessage, ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import type { AwsResponse } from './service.ts';

/** Sends an answer, with the headers that every AWS answer has. */
export function writeResponse(
  request: IncomingMessage,
  response: ServerResponse,
  answer: AwsResponse,
  requestId: string,
): void {
  const headers: Record<string, string> = { 'x-amzn-requestid': requestId, ...answer.headers };
  // AWS: DynamoDB's clients compare this checksum.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
  if (String(request.headers['x-amz-target']).startsWith('DynamoDB_'))
    headers['x-amz-crc32'] ??= String(crc32(answer.body));
  // The length that answers a HEAD is that of the object, which is not sent.
  if (request.method !== 'HEAD') headers['content-length'] = String(Buffer.byteLength(answer.body));
  // What is left of a request that was refused before its end would be taken for the next one.
  if (!request.complete && request.httpVersionMajor === 1) headers['connection'] = 'close';
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}
