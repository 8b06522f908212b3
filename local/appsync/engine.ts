import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Caller } from './caller.ts';
import type { AppSyncError, AppSyncResult } from './graphql-error.ts';

/** A parsed and validated operation of a document, with its variables. */
export type PreparedOperation = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** The document's text: equal text and variables mean an equal selection. */
  source: string;
  variables: Record<string, unknown>;
};

/** The completed result of a mutation field, aliases undone: what subscribers can see of it. Never null; an object, as a rule. */
export type MutationEvent = { mutationField: string; payload: unknown };

/** A filter as `util.transform.toSubscriptionFilter` makes it: groups are alternatives, the filters of a group all hold. */
export type SubscriptionFilter = {
  filterGroup: { filters: { fieldName: string; operator: string; value: unknown }[] }[];
};

/** A subscription that its caller may have, and its resolver has let in. */
export type AcceptedSubscription = {
  field: string;
  /** The mutations of its `@aws_subscribe`; none when its caller may not have a nested field that it selects. */
  mutations: string[];
  /** The arguments given, absent ones left out; an explicit null stays null. */
  arguments: Record<string, unknown>;
  /** Set when the resolver called `extensions.setSubscriptionFilter`: argument filtering is off then. */
  filter?: SubscriptionFilter;
  /** Set when the resolver called `extensions.setSubscriptionInvalidationFilter`. */
  invalidationFilter?: SubscriptionFilter;
};

/** `extensions.invalidateSubscriptions`: ends the subscriptions to a field whose invalidation filter the payload matches. */
export type Invalidation = { subscriptionField: string; payload: Record<string, unknown> };

/** A GraphQL answer, and the headers that resolvers add to its HTTP response. */
export type Answer = { result: AppSyncResult; responseHeaders: Record<string, string> };

/** Runs GraphQL operations on the API's resolvers. Knows nothing of HTTP or WebSockets. */
export type Engine = {
  schema: GraphQLSchema;
  /** Parses, selects and validates. `malformed`: not GraphQL at all, or no single operation to run. */
  prepare(request: {
    query: unknown;
    operationName?: unknown;
    variables?: unknown;
  }):
    | { kind: 'prepared'; operation: PreparedOperation }
    | { kind: 'invalid'; errors: AppSyncError[] }
    | { kind: 'malformed'; message: string; errorType: string };
  /**
   * Runs a query or a mutation. Resolves after every subscriber-visible event was handed to `onMutation` listeners, and every
   * invalidation to those of `onInvalidation`.
   */
  execute(operation: PreparedOperation, caller: Caller): Promise<Answer>;
  /** Runs a subscription's authorization and resolver, once, at its start. */
  subscribe(
    operation: PreparedOperation,
    caller: Caller,
  ): Promise<{ subscription: AcceptedSubscription } | { errors: AppSyncError[] }>;
  /** What a subscriber with this operation sees of an event. Runs no resolver. */
  project(operation: PreparedOperation, payload: unknown): AppSyncResult;
  /** Hears every completed mutation field that is not null. */
  onMutation(listener: (event: MutationEvent) => void): void;
  /** Hears every invalidation that a mutation's resolver asked for, after the mutation's own events. */
  onInvalidation(listener: (invalidation: Invalidation) => void): void;
  close(): Promise<void>;
};
