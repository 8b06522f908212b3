import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { CORS_HEADERS } from './cors.ts';

/** An error that AppSync answers with instead of a GraphQL result. */
export type RequestFault = { status: number; errorType: string; message?: string };

/** Answers with a JSON document. AWS gives every answer a request id. */
export function respond(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, {
      'content-type': 'application/json;charset=UTF-8',
      'x-amzn-requestid': randomUUID(),
      ...CORS_HEADERS,
      ...headers,
    })
    .end(body === undefined ? undefined : JSON.stringify(body));
}

/** Answers with an error in AppSync's shape, its type in a header, too. */
export function respondFault(
  response: ServerResponse,
  { status, errorType, message }: RequestFault,
  headers: Record<string, string> = {},
): void {
  respond(response, status, { errors: [{ errorType, message }] }, { 'x-amzn-ErrorType': errorType, ...headers });
}
