import type { Caller } from '../caller.ts';
import type { Invalidation, PreparedOperation } from '../engine.ts';
import type { AppSyncError } from '../graphql-error.ts';
import type { Effects } from '../runtime/handler.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { createResponseHeaders, type ResponseHeaders } from './response-headers.ts';

/** One operation's run, shared by all of its fields. */
export type Execution = {
  caller: Caller;
  /** The operation's variables as they were given. */
  variables: Record<string, unknown>;
  /** Errors that were appended, with their places. */
  appended: AppSyncError[];
  resolversRun: number;
  /** What mutations' resolvers asked for with `extensions.invalidateSubscriptions`. */
  invalidations: Invalidation[];
  /** What a subscription's resolver set, the last of each. */
  filters: Pick<Effects, 'subscriptionFilter' | 'invalidationFilter'>;
  /** What resolvers added with `util.http.addResponseHeader`. */
  headers: ResponseHeaders;
  deadline: Deadline;
};

/** A new run of an operation for a caller. Its deadline is to be ended. */
export const beginExecution = (operation: PreparedOperation, caller: Caller, limitMs: number): Execution => ({
  caller,
  variables: operation.variables,
  appended: [],
  resolversRun: 0,
  invalidations: [],
  filters: {},
  headers: createResponseHeaders(),
  deadline: startDeadline(limitMs),
});
