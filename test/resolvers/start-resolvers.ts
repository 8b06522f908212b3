import { OperationTypeNode } from 'graphql';
import type { Caller } from '../../local/appsync/caller.ts';
import { createEngine } from '../../local/appsync/create-engine.ts';
import type { AcceptedSubscription, PreparedOperation } from '../../local/appsync/engine.ts';
import type { AppSyncError, AppSyncResult } from '../../local/appsync/graphql-error.ts';
import { apiOfSources, type TenancyEnvironment } from './api-of-sources.ts';
import { startTables, type Tables } from './start-tables.ts';
import { ADMINISTRATOR, READER } from './test-callers.ts';

/** The bundled resolvers in the local AppSync engine, on tables in dynalite. */
export type Resolvers = Omit<Tables, 'endpoint'> & {
  /** Runs a query with the API's key, a mutation as the administrator, if `caller` names no other. */
  run(source: string, variables?: Record<string, unknown>, caller?: Caller): Promise<AppSyncResult>;
  /** Subscribes with the API's key, if `caller` names no other. */
  subscribe(
    source: string,
    variables?: Record<string, unknown>,
    caller?: Caller,
  ): Promise<{ subscription: AcceptedSubscription } | { errors: AppSyncError[] }>;
};

/**
 * Starts the engine with the resolvers and functions that the stack has, on the data sources that the stack gives them; with tenancy
 * as soon as the environment says anything of it.
 */
export async function startResolvers(tenancy?: TenancyEnvironment): Promise<Resolvers> {
  const tables = await startTables();
  const engine = createEngine({
    api: apiOfSources(tenancy),
    endpoint: tables.endpoint,
    credentialsFor: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }),
    log: () => undefined,
  });
  const prepare = (query: string, variables: Record<string, unknown>): PreparedOperation => {
    const prepared = engine.prepare({ query, variables });
    if (prepared.kind !== 'prepared') throw new Error(`the operation is ${prepared.kind}: ${JSON.stringify(prepared)}`);
    return prepared.operation;
  };
  return {
    ...tables,
    run: async (source, variables = {}, caller) => {
      const operation = prepare(source, variables);
      const isMutation = operation.operation.operation === OperationTypeNode.MUTATION;
      const { result } = await engine.execute(operation, caller ?? (isMutation ? ADMINISTRATOR : READER));
      return result;
    },
    subscribe: async (source, variables = {}, caller = READER) =>
      await engine.subscribe(prepare(source, variables), caller),
    close: async () => {
      await engine.close();
      await tables.close();
    },
  };
}
