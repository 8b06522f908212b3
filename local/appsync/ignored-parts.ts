import type { Assembly, Resource } from '../assembly/assembly.ts';
import { isJsonObject } from '../json.ts';

/** The resources that the engine reads, and what it heeds of each; `DynamoDBConfig.TableName` is a property within one. */
const HEEDED: Readonly<Record<string, readonly string[]>> = {
  GraphQLApi: [
    ...['AuthenticationType', 'AdditionalAuthenticationProviders', 'EnvironmentVariables', 'IntrospectionConfig'],
    ...['LambdaAuthorizerConfig', 'OpenIDConnectConfig', 'QueryDepthLimit', 'ResolverCountLimit', 'UserPoolConfig'],
  ],
  GraphQLSchema: ['Definition', 'DefinitionS3Location'],
  ApiKey: ['Expires'],
  DataSource: ['DynamoDBConfig.AwsRegion', 'DynamoDBConfig.TableName', 'ServiceRoleArn', 'Type'],
  Resolver: ['Code', 'CodeS3Location', 'DataSourceName', 'FieldName', 'Kind', 'PipelineConfig', 'Runtime', 'TypeName'],
  FunctionConfiguration: ['Code', 'CodeS3Location', 'DataSourceName', 'Runtime'],
};

/** What changes nothing of what an API answers. */
const NAMES = ['ApiId', 'Description', 'FunctionVersion', 'LogConfig', 'Name', 'OwnerContact', 'Tags', 'XrayEnabled'];

/** What asks for no more than there is without it. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  ApiType: 'GRAPHQL',
  MaxBatchSize: 0,
  MetricsConfig: 'DISABLED',
  Visibility: 'GLOBAL',
  'DynamoDBConfig.UseCallerCredentials': false,
  'DynamoDBConfig.Versioned': false,
};

/** A line for each AppSync resource or property of an assembly that has no effect in the local engine, by its name. */
export const ignoredParts = ({ resources }: Assembly): string[] =>
  resources.flatMap((resource) => {
    const [, type] = /^AWS::AppSync::(.+)$/.exec(resource.type) ?? [];
    if (type === undefined) return [];
    const heeded = HEEDED[type];
    const names = heeded === undefined ? [resource.type] : ignoredProperties(resource, heeded);
    return names.map((name) => `AppSync: WARNING: ${resource.logicalId}: ${name} has no effect on this machine`);
  });

function ignoredProperties({ properties }: Resource, heeded: readonly string[]): string[] {
  const isRead = (name: string): boolean => heeded.some((one) => one.startsWith(`${name}.`));
  const entries = Object.entries(properties).flatMap(([name, value]): [string, unknown][] =>
    isRead(name) && isJsonObject(value)
      ? Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, one])
      : [[name, value]],
  );
  return entries
    .filter(([name, value]) => ![...heeded, ...NAMES].includes(name) && value !== DEFAULTS[name])
    .map(([name]) => name);
}
