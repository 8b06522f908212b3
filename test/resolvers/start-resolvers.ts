import { OperationTypeNode } from 'graphql';
import type { Caller } from '../../local/appsync/caller.ts';
import { createEngine } from '../../local/appsync/create-engine.ts';
import type { AcceptedSubscription, PreparedOperation } from '../../local/appsync/engine.ts';
import type { AppSyncError, AppSyncResult } from '../../local/appsync/graphql-error.ts';
import { apiOfSources } from './api-of-sources.ts';
import { startTables, type Tables } from './start-tables.ts';

/** Who reads: anybody with the API's key. */
const READER: Caller = { mode: 'API_KEY', identity: null, principal: null, headers: {} };

/** Who may do everything: what the collector's role may do, and more. */
const ADMINISTRATOR: Caller = {
  mode: 'AWS_IAM',
  identity: null,
  principal: {
    arn: 'arn:aws:iam::000000000000:user/admin',
    accountId: '000000000000',
    userId: 'AIDATEST',
    context: {},
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
  headers: {},
};

/** The bundled resolvers in the local AppSync engine, on tables in dynalite. */
export type Resolvers = Omit<Tables, 'endpoint'> & {
  /** Runs a query with the API's key, a mutation as the administrator. */
  run(source: string, variables?: Record<string, unknown>): Promise<AppSyncResult>;
  subscribe(
    source: string,
    variables?: Record<string, unknown>,
  ): Promise<{ subscription: AcceptedSubscription } | { errors: AppSyncError[] }>;
};

/** Starts the engine with the resolvers and functions that the stack has, on the data sources that the stack gives them. */
export async function startResolvers(): Promise<Resolvers> {
  const tables = await startTables();
  const engine = createEngine({
    api: apiOfSources(),
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
    run: async (source, variables = {}) => {
      const operation = prepare(source, variables);
      const { result } = await engine.execute(
        operation,
        operation.operation.operation === OperationTypeNode.MUTATION ? ADMINISTRATOR : READER,
      );
      return result;
    },
    subscribe: async (source, variables = {}) => await engine.subscribe(prepare(source, variables), READER),
    close: async () => {
      await engine.close();
      await tables.close();
    },
  };
}
