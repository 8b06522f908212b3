/** The handlers that resolver code exports. */
export type HandlerName = 'request' | 'response';

/**
 * `ctx`, as JSON can carry it.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
 */
export type HandlerContext = {
  arguments: Record<string, unknown>;
  source: unknown;
  identity: unknown;
  stash: Record<string, unknown>;
  result: unknown;
  prev: { result: unknown } | null;
  error: { message: string; type: string } | null;
  request: { headers: Record<string, string>; domainName: string | null };
  info: {
    fieldName: string;
    parentTypeName: string;
    variables: Record<string, unknown>;
    selectionSetList: string[];
    selectionSetGraphQL: string;
  };
  env: Record<string, string>;
};

/** What goes into the context, as JSON text. */
export type HandlerInput = { handler: HandlerName; context: HandlerContext };

/** An error of `util.error` or `util.appendError`, or a fault of the code (`errorType` `Code`). */
export type HandlerError = { message: string; errorType: string | null; data: unknown; errorInfo: unknown };

/** What a handler did beyond returning. */
export type Effects = {
  appendedErrors: HandlerError[];
  /** The last `extensions.setSubscriptionFilter`; null lifts it. */
  subscriptionFilter?: unknown;
  /** The last `extensions.setSubscriptionInvalidationFilter`. */
  invalidationFilter?: unknown;
  /** `extensions.invalidateSubscriptions` */
  invalidations: unknown[];
  /** `extensions.evictFromApiCache` */
  evictions: { typeName: string; fieldName: string; keys: unknown }[];
  /** `util.http.addResponseHeader` */
  responseHeaders: Record<string, unknown>;
  /** `console.log` and `console.error`, a line each. */
  logs: string[];
};

/** How a handler ended. */
export type Ending =
  | { kind: 'returned'; value: unknown }
  | { kind: 'earlyReturn'; value: unknown; skipTo: 'END' | 'NEXT' }
  | { kind: 'unauthorized' }
  | { kind: 'failed'; error: HandlerError };

/** What comes out of the context, as JSON text; `stash` and `arguments` as the handler left them. */
export type HandlerOutput = {
  ending: Ending;
  stash: Record<string, unknown>;
  arguments: Record<string, unknown>;
  effects: Effects;
};
