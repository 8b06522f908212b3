import type { AppSyncApi } from '../../../../local/appsync/api.ts';
import type { Caller } from '../../../../local/appsync/caller.ts';
import { createEngine } from '../../../../local/appsync/create-engine.ts';
import type { Engine, PreparedOperation } from '../../../../local/appsync/engine.ts';
import type { AppSyncResult } from '../../../../local/appsync/graphql-error.ts';
import { KEYS } from '../start-tables.ts';

/** The code of a NONE resolver: hands the payload expression on. */
export const payload = (expression: string): string => `
  import { util, runtime, extensions } from '@aws-appsync/utils';
  export function request(ctx) { return { payload: ${expression} }; }
  export function response(ctx) { return ctx.result; }`;

/** Code with the two handlers' bodies. */
export const code = (request: string, response: string): string => `
  import { util, runtime, extensions } from '@aws-appsync/utils';
  import * as ddb from '@aws-appsync/utils/dynamodb';
  export function request(ctx) { ${request} }
  export function response(ctx) { ${response} }`;

/** Resolvers by `Type.field`: the code of a unit resolver on NONE, or on a table, or a pipeline of functions. */
export type Resolvers = Record<string, string | { on: string; code: string } | { code: string; functions: string[] }>;

type Given = {
  schema: string;
  resolvers?: Resolvers;
  /** Functions by id, with the data source each is on. */
  functions?: Record<string, { on: string; code: string }>;
  endpoint?: string;
  log?: (line: string) => void;
  api?: Partial<AppSyncApi>;
  executionLimitMs?: number;
};

const apiOf = ({ schema, resolvers = {}, functions = {}, api }: Given): AppSyncApi => ({
  apiId: 'test',
  name: 'test',
  arn: 'arn:aws:appsync:us-east-1:000000000000:apis/test',
  schema,
  providers: [{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }],
  apiKeys: [],
  environment: { STAGE: 'test' },
  introspection: true,
  queryDepthLimit: 0,
  resolverCountLimit: 0,
  dataSources: [
    { name: 'None', type: 'NONE' },
    ...['jobs', 'events'].map((tableName) => ({
      name: tableName,
      type: 'AMAZON_DYNAMODB' as const,
      tableName,
      region: 'us-east-1',
      roleArn: 'arn:aws:iam::000000000000:role/reader',
    })),
  ],
  resolvers: Object.entries(resolvers).map(([name, resolver]) => {
    const [typeName = '', fieldName = ''] = name.split('.');
    if (typeof resolver === 'string') return { kind: 'UNIT', typeName, fieldName, code: resolver, dataSource: 'None' };
    if ('on' in resolver) return { kind: 'UNIT', typeName, fieldName, code: resolver.code, dataSource: resolver.on };
    return { kind: 'PIPELINE', typeName, fieldName, ...resolver };
  }),
  functions: Object.entries(functions).map(([id, one]) => ({ id, name: id, dataSource: one.on, code: one.code })),
  ...api,
});

export const engineOf = (given: Given): Engine =>
  createEngine({
    api: apiOf(given),
    endpoint: given.endpoint ?? 'http://127.0.0.1:9',
    credentialsFor: () => KEYS,
    log: given.log ?? (() => undefined),
    ...(given.executionLimitMs !== undefined && { executionLimitMs: given.executionLimitMs }),
  });

export const API_KEY: Caller = { mode: 'API_KEY', identity: null, principal: null, headers: { 'x-api-key': 'k' } };

export const IAM: Caller = {
  mode: 'AWS_IAM',
  identity: {
    accountId: '000000000000',
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    sourceIp: ['127.0.0.1'],
    username: 'AROA:local',
    userArn: 'arn:aws:sts::000000000000:assumed-role/admin/local',
    cognitoIdentityAuthType: null,
    cognitoIdentityAuthProvider: null,
  },
  principal: {
    arn: 'arn:aws:sts::000000000000:assumed-role/admin/local',
    accountId: '000000000000',
    userId: 'AROA:local',
    context: {},
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
  headers: {},
};

/** An operation that must be valid. */
export function prepared(engine: Engine, query: string, variables?: Record<string, unknown>): PreparedOperation {
  const outcome = engine.prepare({ query, variables });
  if (outcome.kind !== 'prepared') throw new Error(JSON.stringify(outcome));
  return outcome.operation;
}

/** Runs a query or mutation that must be valid. */
export async function answer(
  engine: Engine,
  query: string,
  { variables, caller = API_KEY }: { variables?: Record<string, unknown>; caller?: Caller } = {},
): Promise<AppSyncResult> {
  return JSON.parse(
    JSON.stringify((await engine.execute(prepared(engine, query, variables), caller)).result),
  ) as AppSyncResult;
}
