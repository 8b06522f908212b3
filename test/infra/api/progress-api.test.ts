import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundleResolver } from '../../../infra/api/bundle-resolver.ts';
import { namesOf, permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize();
const RESOLVERS = new URL('../../../resolvers/', import.meta.url).pathname;
const SCHEMA = new URL('../../../schema/schema.graphql', import.meta.url).pathname;

describe('the API', () => {
  it('is open to an API key and to IAM, is traced and logged, and tells resolvers the name of JobTable', () => {
    expect(propertiesOf(synthesis, 'ApiGraphQL')).toEqual({
      Name: 'MediaConvertJobProgress',
      AuthenticationType: 'API_KEY',
      AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }],
      IntrospectionConfig: 'ENABLED',
      XrayEnabled: true,
      LogConfig: expect.anything() as unknown,
      QueryDepthLimit: 20,
      ResolverCountLimit: 1000,
      EnvironmentVariables: { JOB_TABLE: '${TablesJobTable}' },
    });
  });

  it('neither tells its schema nor is traced when that is not wanted', () => {
    expect(propertiesOf(synthesize({ introspection: false, tracing: false }), 'ApiGraphQL')).toMatchObject({
      IntrospectionConfig: 'DISABLED',
      XrayEnabled: false,
    });
  });

  it('has the schema of `schema/schema.graphql`', () => {
    expect(propertiesOf(synthesis, 'ApiGraphQLSchema')['Definition']).toBe(readFileSync(SCHEMA, 'utf8'));
  });
});

describe('the data sources', () => {
  const dataSources = namesOf(synthesis, 'AWS::AppSync::DataSource').map((name) => propertiesOf(synthesis, name));

  it('are the tables, each with a role of its own, and none', () => {
    const onTable = (name: string): unknown => ({
      ApiId: '${ApiGraphQL.ApiId}',
      Name: name,
      Type: 'AMAZON_DYNAMODB',
      DynamoDBConfig: { AwsRegion: '${AWS::Region}', TableName: `\${Tables${name}}` },
      ServiceRoleArn: `\${Api${name}Role.Arn}`,
    });

    expect(dataSources).toEqual([
      onTable('JobTable'),
      onTable('JobTagTable'),
      onTable('JobDetailTable'),
      onTable('EventTable'),
      { ApiId: '${ApiGraphQL.ApiId}', Name: 'None', Type: 'NONE' },
    ]);
  });

  it.each([
    [
      'JobTable',
      [
        { Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], Resource: '${TablesJobTable.Arn}' },
        { Action: 'dynamodb:Query', Resource: '${TablesJobTable.Arn}/index/status-createdAt-index' },
      ],
    ],
    ['JobTagTable', [{ Action: 'dynamodb:Query', Resource: '${TablesJobTagTable.Arn}' }]],
    ['JobDetailTable', [{ Action: 'dynamodb:GetItem', Resource: '${TablesJobDetailTable.Arn}' }]],
    ['EventTable', [{ Action: 'dynamodb:Query', Resource: '${TablesEventTable.Arn}' }]],
  ])('%s may do what its resolvers do, and nothing more', (name, statements) => {
    expect(permissionsOf(synthesis, `Api${name}Role`)).toEqual(
      statements.map((statement) => ({ Effect: 'Allow', ...statement })),
    );
    expect(propertiesOf(synthesis, `Api${name}Role`)['AssumeRolePolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'appsync.amazonaws.com' } }],
    });
  });
});

describe('the resolvers', () => {
  const resolvers = namesOf(synthesis, 'AWS::AppSync::Resolver').map((name) => propertiesOf(synthesis, name));
  const functions = namesOf(synthesis, 'AWS::AppSync::FunctionConfiguration').map((name) =>
    propertiesOf(synthesis, name),
  );
  const fieldOf = ({ TypeName: type, FieldName: field }: Record<string, unknown>): string =>
    `${String(type)}.${String(field)}`;

  it('send each field to its data source or through its pipeline', () => {
    const destinations = Object.fromEntries(
      resolvers.map((resolver) => [fieldOf(resolver), resolver['DataSourceName'] ?? resolver['PipelineConfig']]),
    );
    const pipeline = (table: string): unknown => ({
      Functions: [`\${ApiFunctionqueryJobKeysOf${table}.FunctionId}`, '${ApiFunctiongetJobsOfJobTable.FunctionId}'],
    });

    expect(destinations).toEqual({
      'Query.job': 'JobTable',
      'Query.jobsByStatus': pipeline('JobTable'),
      'Query.jobsByUserMetadata': pipeline('JobTagTable'),
      'Query.jobsByQueue': pipeline('JobTagTable'),
      'Job.settings': 'JobDetailTable',
      'Job.inputs': 'JobDetailTable',
      'Job.outputGroups': 'JobDetailTable',
      'Job.outputFindings': 'JobDetailTable',
      'Job.analysis': 'JobDetailTable',
      'Job.mediainfo': 'JobDetailTable',
      'Job.events': 'EventTable',
      'Mutation.publishJobProgress': 'None',
      'Subscription.onJobProgress': 'None',
      'Subscription.onJobProgressByUserMetadata': 'None',
      'Subscription.onAnyJobProgress': 'None',
    });
  });

  it('make an AppSync function once for each data source', () => {
    expect(functions.map(({ Name: name, DataSourceName: dataSource }) => [name, dataSource])).toEqual([
      ['queryJobKeysOfJobTable', 'JobTable'],
      ['getJobsOfJobTable', 'JobTable'],
      ['queryJobKeysOfJobTagTable', 'JobTagTable'],
    ]);
  });

  it('run the bundles of `resolvers/` on APPSYNC_JS, and leave no file out', () => {
    // `Function.queryTenantJobKeys.ts` is there with tenancy alone.
    const files = readdirSync(RESOLVERS).filter((file) => /^[A-Z]\w*\.(?!queryTenant)\w+\.ts$/.test(file));
    const codeOf = new Map([
      ...resolvers.map((resolver) => [`${fieldOf(resolver)}.ts`, resolver] as const),
      ...functions.map((made) => [`Function.${String(made['Name']).replace(/Of\w+$/, '')}.ts`, made] as const),
    ]);

    expect([...codeOf.keys()].sort()).toEqual(files.sort());
    for (const [file, resource] of codeOf)
      expect(resource).toMatchObject({
        Code: bundleResolver(`${RESOLVERS}${file}`),
        Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
      });
  });
});
