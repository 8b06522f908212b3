import { jsonError } from '../../aws-json.ts';
import type { AwsResponse } from '../../gateway/service.ts';

const REST_JSON = 'application/json';

/** What the API answers when all is well. */
export const answer = (body: object): AwsResponse => ({
  status: 200,
  headers: { 'content-type': REST_JSON },
  body: JSON.stringify(body),
});

/** The request makes no sense. */
export const badRequest = (message: string): AwsResponse => jsonError(400, 'BadRequestException', message, REST_JSON);

/** There is no API of this id. */
export const apiNotFound = (apiId: string): AwsResponse =>
  jsonError(404, 'NotFoundException', `GraphQL API ${apiId} not found.`, REST_JSON);
