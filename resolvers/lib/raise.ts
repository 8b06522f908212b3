import { util } from '@aws-appsync/utils';
import { badRequest } from './bad-request.ts';

/** `ctx.error`: what the data source answered instead of a result. `type` is `DynamoDB:` and the exception's name. */
export type DataSourceError = { message: string; type: string };

/** Ends the field with the data source's own error. */
export function raise(error: DataSourceError): never {
  util.error(error.message, error.type);
}

/**
 * What errors of a Query say when `nextToken` cannot be read, or belongs to another query. AppSync answers an unreadable one with
 * `DynamoDB:UserIllegalArgumentException` and `… InvalidPaginationTokenException: Invalid pagination token given.`
 */
// UNSURE: how AppSync words a readable token of another query; DynamoDB itself calls that a ValidationException of the starting key.
const TOKEN_FAULTS = ['IllegalArgument', 'ValidationException', 'pagination token', 'starting key'];

/**
 * Ends the field with the data source's error; with `BadRequest` naming `nextToken` when one was given and is at fault. The rest of
 * a query is checked before it is sent, so an invalid request means an invalid token.
 */
export function raiseQueryError(error: DataSourceError, nextToken: string | null | undefined): never {
  const text = `${error.type} ${error.message}`;
  if (nextToken && TOKEN_FAULTS.some((fault) => text.includes(fault))) {
    badRequest('nextToken is not one that this query has returned; start again without it');
  }
  raise(error);
}
