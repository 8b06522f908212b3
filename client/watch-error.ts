import { GraphQLOperationError } from './graphql-error.ts';

/** Nothing answers, a connection was lost, or there was nothing to authorize with. It is tried again. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly kind = 'network';
}

/** What may be in the way of a watch, told apart by `kind`: `unauthorized` and `bad-request` end it. */
export type WatchError = GraphQLOperationError | ConnectionError;

/** Whatever was thrown, as what it means for a watch. */
export function watchErrorOf(cause: unknown): WatchError {
  if (cause instanceof GraphQLOperationError || cause instanceof ConnectionError) return cause;
  return new ConnectionError(cause instanceof Error ? cause.message : String(cause), { cause });
}

/** Whether an error ends a watch: the API refuses, and would again. */
export function isRefusal(error: WatchError): error is GraphQLOperationError {
  return error instanceof GraphQLOperationError && error.isFinal;
}
