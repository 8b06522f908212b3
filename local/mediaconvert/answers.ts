import { jsonError } from '../aws-json.ts';
import type { AwsResponse } from '../gateway/service.ts';

const REST_JSON = 'application/json';

/** What the API answers when all is well. */
export function answer(status: number, body: object): AwsResponse {
  return { status, headers: { 'content-type': REST_JSON }, body: JSON.stringify(body) };
}

/** The request makes no sense. */
export function badRequest(message: string): AwsResponse {
  return jsonError(400, 'BadRequestException', message, REST_JSON);
}

/** There is no such thing. */
export function notFound(message: string): AwsResponse {
  return jsonError(404, 'NotFoundException', message, REST_JSON);
}

/** The thing is in no state for it. */
export function conflict(message: string): AwsResponse {
  return jsonError(409, 'ConflictException', message, REST_JSON);
}

/** AWS: 429 in the API's model. */
export function tooManyRequests(message: string): AwsResponse {
  return jsonError(429, 'TooManyRequestsException', message, REST_JSON);
}
