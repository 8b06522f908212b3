import { readFileSync } from 'node:fs';
import type { Assembly, Resource } from '../assembly/assembly.ts';
import type { ApiKey, AppSyncApi, DataSource, PipelineFunction, Resolver } from './api.ts';
import { readAuthProviders } from './read-auth-providers.ts';
import { numberProperty, objectProperty, optionalTextProperty, textProperty } from './resource-property.ts';

/** AWS: a key lives seven days unless it says otherwise. */
const DEFAULT_KEY_LIFETIME_S = 7 * 24 * 60 * 60;

/**
 * The AppSync API of an assembly, which has exactly one.
 *
 * @throws Error naming the resource, when there is no such API or it has what is not imitated here
 */
export function readApi(assembly: Assembly): AppSyncApi {
  const all = (type: string): Resource[] =>
    assembly.resources.filter((resource) => resource.type === `AWS::AppSync::${type}`);
  const [api, ...more] = all('GraphQLApi');
  const [schema] = all('GraphQLSchema');
  if (!api || !schema || more.length > 0)
    throw new Error(`${assembly.stackName}: expected one AWS::AppSync::GraphQLApi with a schema`);

  const text = (resource: Resource, inline: string, location: string): string => {
    const given = optionalTextProperty(resource, inline) ?? undefined;
    return given ?? readFileSync(assembly.assetPath(textProperty(resource, location)), 'utf8');
  };
  const codeOf = (resource: Resource): string => {
    const runtime = objectProperty(resource, 'Runtime')['Name'];
    if (runtime !== 'APPSYNC_JS') throw new Error(`${resource.logicalId}: only the runtime APPSYNC_JS is imitated`);
    return text(resource, 'Code', 'CodeS3Location');
  };
  return {
    apiId: attribute(api, 'ApiId'),
    name: textProperty(api, 'Name'),
    arn: attribute(api, 'Arn'),
    schema: text(schema, 'Definition', 'DefinitionS3Location'),
    providers: readAuthProviders(api, assembly.region),
    apiKeys: all('ApiKey').map(apiKey),
    environment: Object.fromEntries(
      Object.entries(objectProperty(api, 'EnvironmentVariables')).map(([name, value]) => [name, String(value)]),
    ),
    introspection: optionalTextProperty(api, 'IntrospectionConfig') !== 'DISABLED',
    queryDepthLimit: numberProperty(api, 'QueryDepthLimit', 0),
    resolverCountLimit: numberProperty(api, 'ResolverCountLimit', 0),
    dataSources: all('DataSource').map((resource) => dataSource(resource, assembly.region)),
    resolvers: all('Resolver').map((resource) => resolver(resource, codeOf(resource))),
    functions: all('FunctionConfiguration').map((resource) => pipelineFunction(resource, codeOf(resource))),
  };
}

function attribute(resource: Resource, name: string): string {
  const value = resource.attributes[name];
  if (value === undefined) throw new Error(`${resource.logicalId}: no attribute ${name}`);
  return value;
}

function apiKey(resource: Resource): ApiKey {
  const expires = numberProperty(resource, 'Expires', Math.floor(Date.now() / 1000) + DEFAULT_KEY_LIFETIME_S);
  return { key: attribute(resource, 'ApiKey'), expires };
}

function dataSource(resource: Resource, region: string): DataSource {
  const name = textProperty(resource, 'Name');
  const type = textProperty(resource, 'Type');
  if (type === 'NONE') return { name, type };
  if (type !== 'AMAZON_DYNAMODB')
    throw new Error(`${resource.logicalId}: data sources of type ${type} are not imitated here`);
  const { TableName, AwsRegion = region } = objectProperty(resource, 'DynamoDBConfig');
  return {
    name,
    type,
    tableName: String(TableName),
    region: String(AwsRegion),
    roleArn: textProperty(resource, 'ServiceRoleArn'),
  };
}

function resolver(resource: Resource, code: string): Resolver {
  const field = { typeName: textProperty(resource, 'TypeName'), fieldName: textProperty(resource, 'FieldName'), code };
  if (optionalTextProperty(resource, 'Kind') !== 'PIPELINE') {
    return { ...field, kind: 'UNIT', dataSource: textProperty(resource, 'DataSourceName') };
  }
  const { Functions = [] } = objectProperty(resource, 'PipelineConfig');
  return { ...field, kind: 'PIPELINE', functions: Array.isArray(Functions) ? Functions.map(String) : [] };
}

const pipelineFunction = (resource: Resource, code: string): PipelineFunction => ({
  id: attribute(resource, 'FunctionId'),
  name: textProperty(resource, 'Name'),
  dataSource: textProperty(resource, 'DataSourceName'),
  code,
});
