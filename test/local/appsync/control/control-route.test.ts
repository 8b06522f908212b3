import {
  CreateResolverCommand,
  EvaluateMappingTemplateCommand,
  GetGraphqlApiCommand,
  GetIntrospectionSchemaCommand,
  type GetIntrospectionSchemaCommandInput,
  ListApiKeysCommand,
  ListGraphqlApisCommand,
  type AppSyncClient,
  ListApisCommand,
} from '@aws-sdk/client-appsync';
import { buildClientSchema, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError } from '../../gateway/serve-gateway.ts';
import { API, API_ID, PLACE, SCHEMA, serveControl } from './serve-control.ts';

const GRAPHQL_API = {
  name: 'jobs',
  apiId: API_ID,
  arn: `${PLACE}:apis/${API_ID}`,
  apiType: 'GRAPHQL',
  visibility: 'GLOBAL',
  owner: '000000000000',
  authenticationType: 'API_KEY',
  additionalAuthenticationProviders: [{ authenticationType: 'AWS_IAM' }],
  uris: { GRAPHQL: 'http://127.0.0.1:4000/graphql', REALTIME: 'ws://127.0.0.1:4000/graphql/realtime' },
  dns: { GRAPHQL: '127.0.0.1:4000', REALTIME: '127.0.0.1:4000' },
  introspectionConfig: 'ENABLED',
  queryDepthLimit: 7,
  resolverCountLimit: 0,
  xrayEnabled: false,
};

let control: Awaited<ReturnType<typeof serveControl>>;
let client: AppSyncClient;
beforeAll(async () => {
  control = await serveControl();
  ({ client } = control);
});
afterAll(() => control.close());

describe('an API', () => {
  it('is told by `GetGraphqlApi`', async () => {
    const { graphqlApi } = await client.send(new GetGraphqlApiCommand({ apiId: API_ID }));

    expect(graphqlApi).toEqual(GRAPHQL_API);
  });

  it('is listed by `ListGraphqlApis`, unless another kind is asked for', async () => {
    const all = await client.send(new ListGraphqlApisCommand({}));
    const merged = await client.send(new ListGraphqlApisCommand({ apiType: 'MERGED' }));
    const others = await client.send(new ListGraphqlApisCommand({ owner: 'OTHER_ACCOUNTS' }));

    expect([all.graphqlApis, merged.graphqlApis, others.graphqlApis]).toEqual([[GRAPHQL_API], [], []]);
    expect(all.nextToken).toBeUndefined();
  });

  it('has the settings of each authorization mode', async () => {
    const issuer = 'https://issuer.example';
    const authorizerUri = 'arn:aws:lambda:us-east-1:000000000000:function:authorize';
    const other = await serveControl({
      ...API,
      providers: [
        { mode: 'AMAZON_COGNITO_USER_POOLS', userPoolId: 'p', region: 'eu-west-1', defaultAction: 'DENY' },
        { mode: 'OPENID_CONNECT', issuer, clientId: 'c', iatTtlMs: 1, authTtlMs: 2 },
        { mode: 'AWS_LAMBDA', authorizerUri, resultTtlSeconds: 300 },
        { mode: 'AMAZON_COGNITO_USER_POOLS', userPoolId: 'q', region: 'eu-west-1', defaultAction: 'ALLOW' },
      ],
    });
    const { graphqlApi } = await other.client.send(new GetGraphqlApiCommand({ apiId: API_ID }));
    await other.close();

    expect(graphqlApi).toMatchObject({
      authenticationType: 'AMAZON_COGNITO_USER_POOLS',
      userPoolConfig: { userPoolId: 'p', awsRegion: 'eu-west-1', defaultAction: 'DENY' },
    });
    expect(graphqlApi?.additionalAuthenticationProviders).toEqual([
      {
        authenticationType: 'OPENID_CONNECT',
        openIDConnectConfig: { issuer, clientId: 'c', iatTTL: 1, authTTL: 2 },
      },
      {
        authenticationType: 'AWS_LAMBDA',
        lambdaAuthorizerConfig: { authorizerUri, authorizerResultTtlInSeconds: 300 },
      },
      {
        authenticationType: 'AMAZON_COGNITO_USER_POOLS',
        userPoolConfig: { userPoolId: 'q', awsRegion: 'eu-west-1' },
      },
    ]);
  });

  it.each([
    ['GetGraphqlApi', () => client.send(new GetGraphqlApiCommand({ apiId: 'nobody' }))],
    ['ListApiKeys', () => client.send(new ListApiKeysCommand({ apiId: 'nobody' }))],
    [
      'GetIntrospectionSchema',
      () => client.send(new GetIntrospectionSchemaCommand({ apiId: 'nobody', format: 'SDL' })),
    ],
  ])('of another id is not found by `%s`', async (_name, ask) => {
    expect(await awsError(ask())).toEqual({
      name: 'NotFoundException',
      status: 404,
      message: 'GraphQL API nobody not found.',
    });
  });
});

describe('`ListApiKeys`', () => {
  it('rounds the expiry down to the hour, and tells the deletion 60 days later', async () => {
    const { apiKeys } = await client.send(new ListApiKeysCommand({ apiId: API_ID }));

    expect(apiKeys).toEqual([{ id: 'da2-first', expires: 1_800_000_000, deletes: 1_805_184_000 }]);
  });

  it('gives them page by page', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => ({ key: `da2-${index}`, expires: 0 }));
    const other = await serveControl({ ...API, apiKeys: keys });
    const ask = async (maxResults?: number, nextToken?: string) => {
      const page = await other.client.send(new ListApiKeysCommand({ apiId: API_ID, maxResults, nextToken }));
      return { ids: page.apiKeys?.map(({ id }) => id), nextToken: page.nextToken };
    };
    const first = await ask();
    const second = await ask(25, first.nextToken);
    const small = await ask(2);
    const wrong = await Promise.all([ask(26), ask(1, 'x')].map(awsError));
    await other.close();

    const ids = keys.map(({ key }) => key);
    expect([first.ids, second, small.ids]).toEqual([
      ids.slice(0, 25),
      { ids: ids.slice(25), nextToken: undefined },
      ids.slice(0, 2),
    ]);
    expect(wrong).toMatchObject([{ name: 'BadRequestException', status: 400 }, { name: 'BadRequestException' }]);
  });
});

describe('`GetIntrospectionSchema`', () => {
  const schemaAs = async (input: Partial<GetIntrospectionSchemaCommandInput>): Promise<string> => {
    const command = new GetIntrospectionSchemaCommand({ apiId: API_ID, format: 'SDL', ...input });
    return new TextDecoder().decode((await client.send(command)).schema);
  };

  it('gives the document with its directives, or without', async () => {
    expect(await schemaAs({})).toBe(SCHEMA);
    expect(await schemaAs({ includeDirectives: false })).toBe(SCHEMA.replaceAll(/ @aws_\w+/g, ''));
  });

  it('gives the result of an introspection query, from which clients build the schema', async () => {
    const { data } = JSON.parse(await schemaAs({ format: 'JSON' })) as { data: IntrospectionQuery };

    expect(Object.keys(buildClientSchema(data).getTypeMap())).toEqual(
      expect.arrayContaining(['Query', 'Job', 'AWSDateTime']),
    );
  });

  it('refuses another format', async () => {
    const refused = await awsError(schemaAs({ format: 'XML' as 'SDL' }));

    expect(refused).toMatchObject({ name: 'BadRequestException', status: 400 });
    expect(refused.message).toContain("Value 'XML' at 'format'");
  });
});

describe('what is not imitated', () => {
  it.each([
    [
      'CreateResolver',
      () => client.send(new CreateResolverCommand({ apiId: API_ID, typeName: 'Query', fieldName: 'job' })),
      'The operation CreateResolver of appsync is not imitated here.',
    ],
    ['ListApis', () => client.send(new ListApisCommand({})), 'The operation ListApis of appsync is not imitated here.'],
    [
      'EvaluateMappingTemplate',
      () => client.send(new EvaluateMappingTemplateCommand({ template: '{}', context: '{}' })),
      'EvaluateMappingTemplate is not imitated here: VTL mapping templates do not run, only APPSYNC_JS code does (EvaluateCode).',
    ],
  ])('is refused by its name: `%s`', async (_name, ask, message) => {
    expect(await awsError(ask())).toEqual({
      name: 'UnknownOperationException',
      status: 400,
      message,
    });
  });
});

describe('permissions', () => {
  const get = new GetGraphqlApiCommand({ apiId: API_ID });
  const keys = new ListApiKeysCommand({ apiId: API_ID });
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow' as const, Action, Resource });

  it('are asked for: a caller without any is refused', async () => {
    const nobody = control.clientWith();
    const refused = await Promise.all(
      [nobody.send(get), nobody.send(keys), nobody.send(new ListGraphqlApisCommand({}))].map(awsError),
    );

    expect(refused.map(({ name }) => name)).toEqual(Array(3).fill('AccessDeniedException'));
    expect(refused.map(({ message }) => /perform: (\S+ on resource: \S+)/.exec(message)?.[1])).toEqual([
      `appsync:GetGraphqlApi on resource: ${PLACE}:apis/${API_ID}`,
      `appsync:ListApiKeys on resource: ${PLACE}:/v1/apis/${API_ID}/apikeys`,
      `appsync:ListGraphqlApis on resource: ${PLACE}:/v1/apis`,
    ]);
  });

  it('name the API by its ARN for `GetGraphqlApi`, by the path for the others', async () => {
    const reader = control.clientWith(
      allow('appsync:GetGraphqlApi', `${PLACE}:apis/${API_ID}`),
      allow('appsync:ListApiKeys', `${PLACE}:/v1/apis/${API_ID}/apikeys*`),
    );

    expect((await reader.send(get)).graphqlApi?.apiId).toBe(API_ID);
    expect((await reader.send(keys)).apiKeys).toHaveLength(1);
  });
});
