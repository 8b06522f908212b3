import { createServer } from 'node:http';
import type { AppSyncApi, Resolver } from '../../../../local/appsync/api.ts';
import type { Caller } from '../../../../local/appsync/caller.ts';
import { createEngine } from '../../../../local/appsync/create-engine.ts';
import type { Engine } from '../../../../local/appsync/engine.ts';
import type { AppSyncResult } from '../../../../local/appsync/graphql-error.ts';
import type { RealtimeLimits } from '../../../../local/appsync/realtime/create-realtime.ts';
import { serveAppSync } from '../../../../local/appsync/serve.ts';
import type { CredentialStore } from '../../../../local/iam/credential-store.ts';
import type { Credentials } from '../../../../local/iam/principal.ts';
import { listen } from '../../../embedded/listen.ts';
import { API_ARN, issueCredentials, PRINCIPALS } from '../authorization/test-callers.ts';

const SCHEMA = /* GraphQL */ `
  type Query {
    echo(text: String): String @aws_api_key @aws_iam
    identity: AWSJSON @aws_api_key @aws_iam
    internal: String @aws_iam
  }
  type Mutation {
    publish(input: UpdateInput!): Update @aws_api_key @aws_iam
    delete(input: UpdateInput!): Update @aws_iam
  }
  type Subscription {
    onUpdate(jobId: ID, queueName: String): Update @aws_subscribe(mutations: ["publish"]) @aws_api_key @aws_iam
    onFiltered(jobId: ID, filter: AWSJSON!): Update @aws_subscribe(mutations: ["publish"]) @aws_api_key
    onDeleted: Update @aws_subscribe(mutations: ["delete"]) @aws_iam
    onAnything(json: AWSJSON): Update @aws_subscribe(mutations: ["publish"]) @aws_api_key
    onRefused: Update @aws_subscribe(mutations: ["publish"]) @aws_api_key
  }
  type Update @aws_api_key @aws_iam {
    jobId: ID!
    version: Int!
    queueName: String
    tags: [String!]
    text: String
    pairs: [Pair!]
    progress: Progress
  }
  type Pair @aws_api_key @aws_iam {
    key: String!
  }
  type Progress @aws_api_key @aws_iam {
    phase: String
    percent: Float
    stalled: Boolean
  }
  input UpdateInput {
    jobId: ID!
    version: Int! = 1
    queueName: String
    tags: [String!]
    text: String
    pairs: [PairInput!]
    progress: ProgressInput
  }
  input PairInput {
    key: String!
  }
  input ProgressInput {
    phase: String
    percent: Float
    stalled: Boolean
  }
  schema {
    query: Query
    mutation: Mutation
    subscription: Subscription
  }
`;

const unit = (typeName: string, fieldName: string, payload: string, response: string): Resolver => ({
  typeName,
  fieldName,
  kind: 'UNIT',
  dataSource: 'None',
  code: `
    import { extensions, util } from '@aws-appsync/utils';
    export function request(ctx) { return { payload: ${payload} }; }
    export function response(ctx) { ${response} }`,
});

export const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';
export const EXPIRED_API_KEY = 'da2-00000000000000000000000000';

export const TEST_API: AppSyncApi = {
  apiId: 'test',
  name: 'test',
  arn: API_ARN,
  schema: SCHEMA,
  providers: [{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }],
  apiKeys: [
    { key: API_KEY, expires: 4_000_000_000 },
    { key: EXPIRED_API_KEY, expires: 1_000_000_000 },
  ],
  environment: {},
  introspection: true,
  queryDepthLimit: 0,
  resolverCountLimit: 10_000,
  dataSources: [{ name: 'None', type: 'NONE' }],
  resolvers: [
    unit('Query', 'echo', 'ctx.args.text', 'return ctx.result;'),
    unit('Query', 'identity', 'ctx.identity', 'return ctx.result;'),
    unit('Query', 'internal', '"internal"', 'return ctx.result;'),
    unit('Mutation', 'publish', 'ctx.args.input', 'return ctx.result;'),
    unit('Mutation', 'delete', 'ctx.args.input', 'return ctx.result;'),
    unit('Subscription', 'onFiltered', 'null', 'extensions.setSubscriptionFilter(ctx.args.filter); return null;'),
    unit('Subscription', 'onRefused', 'null', 'util.error("No.", "Refused");'),
  ],
  functions: [],
};

/** Every field: a subscriber sees, and filters match, only what the mutation selects. */
export const PUBLISH = /* GraphQL */ `
  mutation Publish($input: UpdateInput!) {
    publish(input: $input) {
      jobId
      version
      queueName
      tags
      text
      pairs {
        key
      }
      progress {
        phase
        percent
        stalled
      }
    }
  }
`;

export const ADMIN: Caller = { mode: 'AWS_IAM', identity: null, principal: PRINCIPALS.admin, headers: {} };

/** Runs a document on an engine; throws when it is not valid. */
export async function execute(
  engine: Engine,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<AppSyncResult> {
  const prepared = engine.prepare({ query, variables });
  if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared));
  return (await engine.execute(prepared.operation, ADMIN)).result;
}

export type TestApi = {
  engine: Engine;
  store: CredentialStore;
  keys: ReturnType<typeof issueCredentials>['keys'];
  /** `127.0.0.1:PORT` */
  host: string;
  log: string[];
  /** Runs the publish mutation; resolves when subscribers have been handed the event. */
  publish(input: Record<string, unknown>): Promise<AppSyncResult>;
  /** Resolves with the first line of the log, from now on or before, that matches. */
  logged(pattern: RegExp): Promise<string>;
  close(): Promise<void>;
};

export function createTestEngine(log: (line: string) => void = () => undefined): Engine {
  const noRole = (role: string): Credentials => {
    throw new Error(`no data source needs a role, but ${role} was asked for`);
  };
  return createEngine({ api: TEST_API, endpoint: 'http://127.0.0.1:1', credentialsFor: noRole, log });
}

/** Serves the test API on a port of its own. */
export async function serveTestApi(options: RealtimeLimits = {}): Promise<TestApi> {
  const log: string[] = [];
  const listeners = new Set<() => void>();
  const write = (line: string): void => {
    log.push(line);
    for (const listener of [...listeners]) listener();
  };
  const { store, keys } = issueCredentials();
  const engine = createTestEngine(write);
  const appsync = serveAppSync({ engine, api: TEST_API, credentials: store, log: write, ...options });
  const server = createServer((request, response) => appsync.handle(request, response));
  server.on('upgrade', (request, socket, head) => appsync.upgrade(request, socket, head));
  const { url, close } = await listen(server);
  return {
    engine,
    store,
    keys,
    host: new URL(url).host,
    log,
    publish: (input) => execute(engine, PUBLISH, { input }),
    logged: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          const line = log.find((one) => pattern.test(one));
          if (line === undefined) return;
          listeners.delete(look);
          resolve(line);
        };
        listeners.add(look);
        look();
      }),
    async close() {
      await appsync.close();
      await engine.close();
      await close();
    },
  };
}
