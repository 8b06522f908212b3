import { AppSyncClient } from '@aws-sdk/client-appsync';
import type { AppSyncApi } from '../../../../local/appsync/api.ts';
import { controlRoute } from '../../../../local/appsync/control/control-route.ts';
import { createRuntime } from '../../../../local/appsync/runtime/create-runtime.ts';
import type { Statement } from '../../../../local/iam/principal.ts';
import { ACCOUNT, REGION, serveGateway } from '../../gateway/serve-gateway.ts';

export const API_ID = 'abcdefghijklmnopqrstuvwxyz';
/** What ARNs of the API's account begin with. */
export const PLACE = `arn:aws:appsync:${REGION}:${ACCOUNT}`;

export const SCHEMA = `"""What there is to ask."""
type Query {
  job(id: ID!): Job @aws_api_key @aws_iam
}

type Job @aws_api_key @aws_iam {
  id: ID!
  createdAt: AWSDateTime
}`;

export const API: AppSyncApi = {
  apiId: API_ID,
  name: 'jobs',
  arn: `${PLACE}:apis/${API_ID}`,
  schema: SCHEMA,
  providers: [{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }],
  apiKeys: [{ key: 'da2-first', expires: 1_800_000_500 }],
  environment: {},
  introspection: true,
  queryDepthLimit: 7,
  resolverCountLimit: 0,
  dataSources: [],
  resolvers: [],
  functions: [],
};

/** The control API of `api` behind a gateway, and clients for it: one that may do anything, and what makes others. */
export async function serveControl(api: AppSyncApi = API): Promise<{
  client: AppSyncClient;
  clientWith(...statements: Statement[]): AppSyncClient;
  close(): Promise<void>;
}> {
  const runtime = createRuntime({ log: () => undefined, timeoutMs: 1000 });
  const gateway = await serveGateway(() => ({
    appsync: controlRoute({
      api,
      graphqlUrl: 'http://127.0.0.1:4000/graphql',
      realtimeUrl: 'ws://127.0.0.1:4000/graphql/realtime',
      runtime,
    }),
  }));
  return {
    client: new AppSyncClient(gateway.client(gateway.admin)),
    clientWith: (...statements) => new AppSyncClient(gateway.client(gateway.principal(...statements))),
    async close() {
      await gateway.close();
      await runtime.close();
    },
  };
}
