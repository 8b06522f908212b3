import type { AppSyncApi, DataSource, Resolver } from '../../../../local/appsync/api.ts';
import type { InvokeFunction } from '../../../../local/appsync/invoke-function.ts';
import type { Issuer } from '../../../../local/issuer/start-issuer.ts';
import { parseJson } from '../../../../local/json.ts';
import { TEST_API } from '../realtime/test-api.ts';

export const USER_POOL_ID = 'us-east-1_Soak';
const REGION = 'us-east-1';
const TABLE: DataSource = { name: 'Jobs', type: 'AMAZON_DYNAMODB', tableName: 'jobs', region: REGION, roleArn: 'jobs' };

/** Whom a token lets in, beside whom an API key does. */
const TOKENS = '@aws_oidc @aws_lambda @aws_cognito_user_pools';
const SCHEMA = /* GraphQL */ `
  ${TEST_API.schema}
  extend type Query {
    kept(id: ID!, projection: [String!]): AWSJSON @aws_api_key
    search(filter: AWSJSON, limit: Int, nextToken: String): AWSJSON @aws_api_key
  }
  extend type Mutation {
    keep(id: ID!, item: AWSJSON, condition: AWSJSON): AWSJSON @aws_api_key
    change(id: ID!, update: AWSJSON, condition: AWSJSON): AWSJSON @aws_api_key
    dynamodb(request: AWSJSON!): AWSJSON @aws_api_key
  }
`;

const onTable = (typeName: string, fieldName: string, request: string): Resolver => ({
  typeName,
  fieldName,
  kind: 'UNIT',
  dataSource: TABLE.name,
  code: `
    import * as ddb from '@aws-appsync/utils/dynamodb';
    export function request(ctx) { return ${request}; }
    export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`,
});

/**
 * The test API, open to tokens of every kind as well, with fields on the table `jobs` of `startTables`: their arguments go into keys,
 * items, expressions and page tokens, and one takes a whole request.
 */
export function soakApi(issuer: Issuer): AppSyncApi {
  return {
    ...TEST_API,
    schema: SCHEMA.replaceAll('@aws_api_key', `@aws_api_key ${TOKENS}`),
    providers: [
      ...TEST_API.providers,
      { mode: 'AMAZON_COGNITO_USER_POOLS', userPoolId: USER_POOL_ID, region: REGION, defaultAction: 'ALLOW' },
      { mode: 'OPENID_CONNECT', issuer: issuer.url, clientId: 'web', iatTtlMs: 0, authTtlMs: 0 },
      {
        mode: 'AWS_LAMBDA',
        authorizerUri: `arn:aws:lambda:${REGION}:000000000000:function:authorizer`,
        resultTtlSeconds: 300,
        identityValidationExpression: '[\\w.-]+',
      },
    ],
    dataSources: [...TEST_API.dataSources, TABLE],
    resolvers: [
      ...TEST_API.resolvers,
      onTable('Query', 'kept', 'ddb.get({ key: { id: ctx.args.id }, projection: ctx.args.projection })'),
      onTable(
        'Query',
        'search',
        'ddb.scan({ filter: ctx.args.filter, limit: ctx.args.limit, nextToken: ctx.args.nextToken })',
      ),
      onTable(
        'Mutation',
        'keep',
        'ddb.put({ key: { id: ctx.args.id }, item: ctx.args.item, condition: ctx.args.condition })',
      ),
      onTable(
        'Mutation',
        'change',
        'ddb.update({ key: { id: ctx.args.id }, update: ctx.args.update, condition: ctx.args.condition })',
      ),
      onTable('Mutation', 'dynamodb', 'ctx.args.request'),
    ],
  };
}

/** Tokens that the soak's API takes. */
export type Tokens = {
  cognito: string;
  oidc: string;
  /** For the Lambda authorizer. */
  opaque: string;
};

/** Good for a day: longer than a soak. */
export async function mintTokens(issuer: Issuer): Promise<Tokens> {
  const [ofPool, ofIssuer] = await Promise.all([
    issuer.mint({ sub: 'cognito-user', username: 'ada', groups: ['editors'], expiresIn: 86_400 }, USER_POOL_ID),
    issuer.mint({ sub: 'oidc-user', clientId: 'web', expiresIn: 86_400 }),
  ]);
  return { cognito: ofPool.access_token, oidc: ofIssuer.id_token, opaque: 'opaque' };
}

/** The authorizer: lets everybody in, unless a token is itself, in base64url, what it is to answer; it fails at one that is `null`. */
export const authorizer: InvokeFunction = (_functionArn, payload) => {
  const { authorizationToken } = JSON.parse(payload) as { authorizationToken: string };
  const answer = Buffer.from(authorizationToken, 'base64url').toString('utf8');
  if (answer === 'null') return Promise.reject(new Error('the authorizer failed'));
  return Promise.resolve(parseJson(answer) === undefined ? '{"isAuthorized":true}' : answer);
};
