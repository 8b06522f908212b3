import type { CallAws } from '../gateway/service.ts';
import type { OnDecision } from '../iam/access-decision.ts';
import type { Credentials } from '../iam/principal.ts';
import type { AppSyncApi } from './api.ts';
import { fieldAuthorization } from './authorization/field-authorization.ts';
import { createDataSources } from './data-sources/create-data-sources.ts';
import type { Engine, Invalidation, MutationEvent } from './engine.ts';
import { EXECUTION_LIMIT_MS } from './resolvers/deadline.ts';
import { executeOperation, mutationEvents, projectPayload } from './resolvers/execute.ts';
import { beginExecution } from './resolvers/execution.ts';
import { loadResolvers } from './resolvers/load-resolvers.ts';
import { createPrepare } from './resolvers/prepare.ts';
import { createFieldResolver, type FieldResolution } from './resolvers/resolve-field.ts';
import { subscribeOperation } from './resolvers/subscribe.ts';
import { createRuntime } from './runtime/create-runtime.ts';
import { buildApiSchema } from './scalars/build-schema.ts';

/**
 * The engine of an API: its schema, its resolvers' code in the APPSYNC_JS runtime, its data sources.
 *
 * @throws Error naming the resolver or function whose code AWS would refuse
 */
export function createEngine(options: {
  api: AppSyncApi;
  /** Where the AWS APIs are that data sources call. */
  endpoint: string;
  /** How calls get to DynamoDB. @default over HTTP, to the endpoint */
  callAws?: CallAws;
  credentialsFor: (roleArn: string) => Credentials;
  log: (line: string) => void;
  /** Seals pagination tokens: 32 bytes. @default one that dies with this process */
  pageTokenKey?: Buffer;
  /** Takes what IAM decides about the fields that signers ask for. @default nobody does */
  onDecision?: OnDecision;
  /** How long a request may run, in milliseconds. @default 30,000, as AWS has it */
  executionLimitMs?: number;
}): Engine {
  const { api, log, executionLimitMs = EXECUTION_LIMIT_MS } = options;
  const schema = buildApiSchema(api.schema);
  const { dataSources, close: closeDataSources } = createDataSources(options);
  const runtime = createRuntime({ log });
  const resolvers = loadResolvers(api, runtime, dataSources);
  const isAuthorized = fieldAuthorization(schema, api, log, options.onDecision);
  const resolution: FieldResolution = { api, resolvers, isAuthorized, executionLimitMs, log };
  const fieldResolver = createFieldResolver(resolution);
  const mutationListeners = new Set<(event: MutationEvent) => void>();
  const invalidationListeners = new Set<(invalidation: Invalidation) => void>();

  return {
    schema,
    prepare: createPrepare(schema, api.introspection),
    async execute(operation, caller) {
      const execution = beginExecution(operation, caller, executionLimitMs);
      const result = await executeOperation(schema, operation, fieldResolver, execution);
      for (const event of mutationEvents(operation, result)) for (const listener of mutationListeners) listener(event);
      for (const one of execution.invalidations) for (const listener of invalidationListeners) listener(one);
      return { result, responseHeaders: execution.headers.record };
    },
    subscribe: (operation, caller) => subscribeOperation(schema, operation, caller, resolution),
    project: (operation, payload) => projectPayload(schema, operation, payload),
    onMutation: (listener) => void mutationListeners.add(listener),
    onInvalidation: (listener) => void invalidationListeners.add(listener),
    async close() {
      closeDataSources();
      await runtime.close();
    },
  };
}
