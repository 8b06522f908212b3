import { describe, expect, it } from 'vitest';
import { readApi } from '../../../local/appsync/read-api.ts';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { assemblyOf } from '../assembly-of.ts';

const resource = (
  type: string,
  logicalId: string,
  properties: Record<string, unknown>,
  attributes: Record<string, string> = {},
): Resource => ({
  logicalId,
  type: `AWS::AppSync::${type}`,
  properties,
  ref: logicalId,
  attributes,
});
const JS = { Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' }, Code: 'export {}' };

const RESOURCES = [
  resource(
    'GraphQLApi',
    'Api',
    {
      Name: 'Progress',
      AuthenticationType: 'API_KEY',
      AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }],
      EnvironmentVariables: { TABLE: 'jobs' },
      IntrospectionConfig: 'DISABLED',
      QueryDepthLimit: 5,
    },
    { ApiId: 'id', Arn: 'arn' },
  ),
  resource('GraphQLSchema', 'Schema', { Definition: 'type Query { a: String }' }),
  resource('ApiKey', 'Key', { Expires: 1_800_000_000 }, { ApiKey: 'da2-key' }),
  resource('DataSource', 'None', { Name: 'None', Type: 'NONE' }),
  resource('DataSource', 'Table', {
    Name: 'Jobs',
    Type: 'AMAZON_DYNAMODB',
    DynamoDBConfig: { TableName: 'jobs', AwsRegion: 'eu-west-1' },
    ServiceRoleArn: 'role',
  }),
  resource('FunctionConfiguration', 'Step', { Name: 'step', DataSourceName: 'Jobs', ...JS }, { FunctionId: 'fid' }),
  resource('Resolver', 'Unit', { TypeName: 'Query', FieldName: 'a', Kind: 'UNIT', DataSourceName: 'None', ...JS }),
  resource('Resolver', 'Pipeline', {
    TypeName: 'Query',
    FieldName: 'b',
    Kind: 'PIPELINE',
    PipelineConfig: { Functions: ['fid'] },
    ...JS,
  }),
];

describe('`readApi`', () => {
  it('reads all the parts of the API', () => {
    expect(readApi(assemblyOf(RESOURCES))).toEqual({
      apiId: 'id',
      name: 'Progress',
      arn: 'arn',
      schema: 'type Query { a: String }',
      providers: [{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }],
      apiKeys: [{ key: 'da2-key', expires: 1_800_000_000 }],
      environment: { TABLE: 'jobs' },
      introspection: false,
      queryDepthLimit: 5,
      resolverCountLimit: 0,
      dataSources: [
        { name: 'None', type: 'NONE' },
        { name: 'Jobs', type: 'AMAZON_DYNAMODB', tableName: 'jobs', region: 'eu-west-1', roleArn: 'role' },
      ],
      resolvers: [
        { typeName: 'Query', fieldName: 'a', code: 'export {}', kind: 'UNIT', dataSource: 'None' },
        { typeName: 'Query', fieldName: 'b', code: 'export {}', kind: 'PIPELINE', functions: ['fid'] },
      ],
      functions: [{ id: 'fid', name: 'step', dataSource: 'Jobs', code: 'export {}' }],
    });
  });

  it.each<[string, Resource[], string]>([
    ['no API', [], 'Stack: expected one AWS::AppSync::GraphQLApi with a schema'],
    [
      'a data source of another kind',
      [...RESOURCES, resource('DataSource', 'Http', { Name: 'Http', Type: 'HTTP' })],
      'Http: data sources of type HTTP are not imitated here',
    ],
    [
      'a resolver in VTL',
      [...RESOURCES, resource('Resolver', 'Vtl', { TypeName: 'Query', FieldName: 'c', DataSourceName: 'None' })],
      'Vtl: only the runtime APPSYNC_JS is imitated',
    ],
    [
      'another authorization mode',
      [
        resource('GraphQLApi', 'Api', { Name: 'x', AuthenticationType: 'PASSWORD' }, { ApiId: 'id', Arn: 'arn' }),
        ...RESOURCES.slice(1),
      ],
      'Api: PASSWORD is no AuthenticationType',
    ],
  ])('says what it cannot serve: %s', (_what, resources, message) => {
    expect(() => readApi(assemblyOf(resources))).toThrow(message);
  });
});
