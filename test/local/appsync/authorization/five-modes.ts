import { createServer } from 'node:http';
import type { AppSyncApi, Resolver } from '../../../../local/appsync/api.ts';
import { createInvokeFunction } from '../../../../local/appsync/invoke-function.ts';
import { createEngine } from '../../../../local/appsync/create-engine.ts';
import { serveAppSync } from '../../../../local/appsync/serve.ts';
import type { Resource } from '../../../../local/assembly/assembly.ts';
import { resourceStatements } from '../../../../local/iam/resource-statements.ts';
import { type Issuer, startIssuer } from '../../../../local/issuer/start-issuer.ts';
import { functionRoute } from '../../../../local/lambda/function-route.ts';
import { listen } from '../../../embedded/listen.ts';
import { assemblyOf } from '../../assembly-of.ts';
import { ACCOUNT, REGION, serveGateway } from '../../gateway/serve-gateway.ts';
import { API_KEY, TEST_API } from '../realtime/test-api.ts';
import { API_ARN, issueCredentials, signedHeaders } from './test-callers.ts';

export const USER_POOL_ID = 'us-east-1_FiveModes';
const AUTHORIZER_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:authorizer`;

const ALL = '@aws_api_key @aws_iam @aws_oidc @aws_lambda @aws_cognito_user_pools';
const SCHEMA = /* GraphQL */ `
  type Query {
    caller: AWSJSON ${ALL}
    byDefault: String
    editors: String @aws_cognito_user_pools(cognito_groups: ["editors"])
    ignored: String @aws_auth(cognito_groups: ["editors"])
    node: Node ${ALL}
    either: Either ${ALL}
  }
  type Mutation {
    publish(id: ID!): Update ${ALL}
  }
  type Subscription {
    onUpdate: Update @aws_subscribe(mutations: ["publish"]) ${ALL}
    onEditors: Update @aws_subscribe(mutations: ["publish"]) @aws_cognito_user_pools(cognito_groups: ["editors"])
  }
  type Update ${ALL} {
    id: ID
    nested: Nested
  }
  type Nested @aws_iam @aws_cognito_user_pools {
    secret: String
  }
  interface Node {
    id: ID
  }
  type Open implements Node ${ALL} {
    id: ID
  }
  type Closed implements Node @aws_iam {
    id: ID
  }
  union Either = Open | Closed
  schema {
    query: Query
    mutation: Mutation
    subscription: Subscription
  }
`;

const unit = (typeName: string, fieldName: string, payload: string): Resolver => ({
  typeName,
  fieldName,
  kind: 'UNIT',
  dataSource: 'None',
  code: `
    import { util } from '@aws-appsync/utils';
    export function request(ctx) { return { payload: ${payload} }; }
    export function response(ctx) { return ctx.result; }`,
});

/** What an authorizer is asked. */
export type AuthorizerEvent = Record<string, unknown> & { authorizationToken: string };

/** An API of all five modes on real sockets, with its issuer and its Lambda authorizer behind the gateway. */
export type FiveModes = {
  /** `127.0.0.1:PORT` */
  host: string;
  issuer: Issuer;
  log: string[];
  /** What the authorizer was asked, oldest first. */
  events: AuthorizerEvent[];
  /** Has the authorizer answer so from now on; it fails when this throws. */
  answerWith(answer: (event: AuthorizerEvent) => unknown): void;
  /** Authorization headers of a caller of each mode, for a request with this body. */
  headers(request?: { path?: string; body?: string }): Promise<Record<Mode, Record<string, string>>>;
  /** Sends a query over HTTP. */
  send(headers: Record<string, string>, query: string): Promise<{ status: number; body: Record<string, unknown> }>;
  close(): Promise<void>;
};
export type Mode = 'COGNITO' | 'API_KEY' | 'IAM' | 'OIDC' | 'LAMBDA';

export const bodyOf = (query: string): string => JSON.stringify({ query });

/** Serves the API; without permission AppSync may not invoke the authorizer. */
export async function serveFiveModes(
  options: { permission?: boolean; resultTtlSeconds?: number; authorizerTimeoutMs?: number; now?: () => Date } = {},
): Promise<FiveModes> {
  const { permission = true, resultTtlSeconds = 0, ...rest } = options;
  const events: AuthorizerEvent[] = [];
  let answer: (event: AuthorizerEvent) => unknown = () => ({ isAuthorized: true });
  const gateway = await serveGateway(() => ({ lambda: authorizerRoute(events, (event) => answer(event)) }), {
    resourceStatements: (arn) => resourceStatements(assemblyOf(authorizerResources(permission)), arn),
  });
  const issuer = await startIssuer({ userPoolIds: [USER_POOL_ID] });
  const api = fiveModesApi(issuer.url, resultTtlSeconds);
  const { store, keys } = issueCredentials();
  const log: string[] = [];
  const write = (line: string): void => void log.push(line);
  const noRole = (): never => {
    throw new Error('no data source needs a role');
  };
  const engine = createEngine({ api, endpoint: gateway.url, credentialsFor: noRole, log: write });
  const appsyncItself = gateway.issue({
    arn: `arn:aws:iam::${ACCOUNT}:user/appsync`,
    accountId: ACCOUNT,
    userId: 'AIDAAPPSYNC',
    service: 'appsync.amazonaws.com',
    context: { 'aws:SourceArn': API_ARN, 'aws:SourceAccount': ACCOUNT },
    statements: [],
  });
  const authorizer = createInvokeFunction({ endpoint: gateway.url, region: REGION, credentials: appsyncItself });
  const { invokeFunction } = authorizer;
  const { jwksUrlOf } = issuer;
  const appsync = serveAppSync({ engine, api, credentials: store, log: write, invokeFunction, jwksUrlOf, ...rest });
  const server = createServer((request, response) => appsync.handle(request, response));
  server.on('upgrade', (request, socket, head) => appsync.upgrade(request, socket, head));
  const listening = await listen(server);
  const { host } = new URL(listening.url);

  return {
    host,
    issuer,
    log,
    events,
    answerWith: (given) => {
      answer = given;
    },
    async headers({ path = '/graphql', body = '' } = {}) {
      const ofPool = await issuer.mint({ sub: 'cognito-user', username: 'ada' }, USER_POOL_ID);
      const ofIssuer = await issuer.mint({ sub: 'oidc-user', clientId: 'web' });
      return {
        COGNITO: { authorization: ofPool.access_token },
        API_KEY: { 'x-api-key': API_KEY },
        IAM: await signedHeaders(keys.admin, { host, path, body }),
        OIDC: { authorization: `Bearer ${ofIssuer.id_token}` },
        LAMBDA: { authorization: 'opaque' },
      };
    },
    async send(headers, query) {
      const response = await fetch(`http://${host}/graphql`, { method: 'POST', headers, body: bodyOf(query) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async close() {
      await appsync.close();
      await engine.close();
      await listening.close();
      authorizer.close();
      await issuer.close();
      await gateway.close();
    },
  };
}

function fiveModesApi(issuer: string, resultTtlSeconds: number): AppSyncApi {
  return {
    ...TEST_API,
    schema: SCHEMA,
    providers: [
      { mode: 'AMAZON_COGNITO_USER_POOLS', userPoolId: USER_POOL_ID, region: REGION, defaultAction: 'ALLOW' },
      { mode: 'API_KEY' },
      { mode: 'AWS_IAM' },
      { mode: 'OPENID_CONNECT', issuer, clientId: 'web', iatTtlMs: 0, authTtlMs: 0 },
      {
        mode: 'AWS_LAMBDA',
        authorizerUri: AUTHORIZER_ARN,
        resultTtlSeconds,
        identityValidationExpression: '[\\w.-]+',
      },
    ],
    resolvers: [
      unit('Query', 'caller', '{ authType: util.authType(), identity: ctx.identity }'),
      ...['byDefault', 'editors', 'ignored'].map((field) => unit('Query', field, `'${field}'`)),
      unit('Query', 'node', "{ __typename: 'Closed', id: '1' }"),
      unit('Query', 'either', "{ __typename: 'Open', id: '1' }"),
      unit('Mutation', 'publish', "{ id: ctx.args.id, nested: { secret: 's' } }"),
    ],
  };
}

/** Lambda's own API, the function a function of the test. */
function authorizerRoute(events: AuthorizerEvent[], answer: (event: AuthorizerEvent) => unknown) {
  const config = {
    name: 'authorizer',
    arn: AUTHORIZER_ARN,
    roleArn: '',
    handler: 'index.handler',
    runtime: 'nodejs20.x',
    codeDirectory: '',
    environment: {},
    logLevel: undefined,
    timeoutMs: 1000,
    memoryMb: 128,
  };
  const authorizer = {
    config,
    startEnvironment: (): never => {
      throw new Error('it runs in the test itself');
    },
    async invoke(payload: string): Promise<string> {
      const event = JSON.parse(payload) as AuthorizerEvent;
      events.push(event);
      return JSON.stringify((await answer(event)) ?? null);
    },
    close: () => Promise.resolve(),
  };
  return functionRoute([authorizer], { region: REGION, accountId: ACCOUNT }, () => undefined);
}

function authorizerResources(permission: boolean): Resource[] {
  const properties = {
    FunctionName: AUTHORIZER_ARN,
    Action: 'lambda:InvokeFunction',
    Principal: 'appsync.amazonaws.com',
    SourceArn: API_ARN,
  };
  const attributes = { Arn: AUTHORIZER_ARN };
  const lambda = {
    logicalId: 'Authorizer',
    type: 'AWS::Lambda::Function',
    properties: {},
    ref: 'authorizer',
    attributes,
  };
  const allowed = { logicalId: 'Permission', type: 'AWS::Lambda::Permission', properties, ref: 'p', attributes: {} };
  return permission ? [lambda, allowed] : [lambda];
}
