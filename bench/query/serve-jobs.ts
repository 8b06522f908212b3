import { createServer } from 'node:http';
import type { AppSyncApi } from '../../local/appsync/api.ts';
import { createEngine } from '../../local/appsync/create-engine.ts';
import { serveAppSync } from '../../local/appsync/serve.ts';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { createGateway } from '../../local/gateway/gateway.ts';
import { serveHttpVersions } from '../../local/gateway/serve-http-versions.ts';
import { createCredentialStore } from '../../local/iam/credential-store.ts';
import { listen } from '../../local/listen.ts';
import { ready } from '../child.ts';
import type { JobsServed } from '../query.ts';

const REGION = 'us-east-1';
const ACCOUNT_ID = '000000000000';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT_ID}:role/reader`;
const TABLE = 'Jobs';
const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';

const API: AppSyncApi = {
  apiId: 'bench',
  name: 'bench',
  arn: `arn:aws:appsync:${REGION}:${ACCOUNT_ID}:apis/bench`,
  schema: /* GraphQL */ `
    type Query {
      job(id: ID!): Job
    }
    type Job {
      id: ID!
      status: String
      jobPercentComplete: Int
      queue: String
      createTime: Float
      version: Int
    }
  `,
  providers: [{ mode: 'API_KEY' }],
  apiKeys: [{ key: API_KEY, expires: 4_000_000_000 }],
  environment: {},
  introspection: true,
  queryDepthLimit: 0,
  resolverCountLimit: 0,
  dataSources: [{ name: TABLE, type: 'AMAZON_DYNAMODB', tableName: TABLE, region: REGION, roleArn: ROLE_ARN }],
  resolvers: [
    {
      typeName: 'Query',
      fieldName: 'job',
      kind: 'UNIT',
      dataSource: TABLE,
      code: `
        import { util } from '@aws-appsync/utils';
        import { get } from '@aws-appsync/utils/dynamodb';
        export function request(ctx) {
          return get({ key: { id: ctx.args.id }, consistentRead: true });
        }
        export function response(ctx) {
          if (ctx.error) util.error(ctx.error.message, ctx.error.type);
          return ctx.result;
        }`,
    },
  ],
  functions: [],
};

/** Serves one table and an API on it, in the parts and the one process that the local stack has them in. */
const dynamodb = await startDynamoDb({
  engine: 'dynalite',
  region: REGION,
  accountId: ACCOUNT_ID,
  tables: [
    {
      logicalId: TABLE,
      type: 'AWS::DynamoDB::Table',
      ref: TABLE,
      attributes: {},
      properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
  ],
});
const store = createCredentialStore();
const credentials = store.issue({
  arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/reader/local`,
  accountId: ACCOUNT_ID,
  userId: 'AROAREADER:local',
  context: {},
  statements: [
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      Resource: `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${TABLE}`,
    },
  ],
});
const log = (line: string): void => console.error(line);
const gatewayServer = createServer();
const gateway = createGateway({
  credentials: store,
  region: REGION,
  routes: { dynamodb: dynamodb.route },
  resourceStatements: () => [],
  openPaths: {},
  log,
});
serveHttpVersions(gatewayServer, gateway.serve);
const gatewayUrl = `http://127.0.0.1:${(await listen(gatewayServer)).port}`;
const engine = createEngine({
  api: API,
  endpoint: gatewayUrl,
  callAws: gateway.call,
  credentialsFor: () => credentials,
  log,
});
const appsync = serveAppSync({ engine, api: API, credentials: store, log });
const graphqlServer = createServer((request, response) => appsync.handle(request, response));
const graphqlUrl = `http://127.0.0.1:${(await listen(graphqlServer)).port}/graphql`;

const served: JobsServed = {
  table: TABLE,
  region: REGION,
  dynamodb: dynamodb.address,
  gatewayUrl,
  credentials,
  graphqlUrl,
  apiKey: API_KEY,
};
ready(served);
