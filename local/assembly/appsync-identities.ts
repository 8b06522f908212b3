import { randomInt } from 'node:crypto';
import type { Described, Identify } from './identity.ts';

const BASE36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** AWS: the return values at https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_AppSync.html */
export const APPSYNC_IDENTITIES: Record<string, Identify> = {
  'AWS::AppSync::GraphQLApi': ({ arn, id, environment: { graphqlUrl, realtimeUrl } }) => ({
    ref: arn('appsync', `apis/${id(26)}`),
    attributes: {
      ApiId: id(26),
      Arn: arn('appsync', `apis/${id(26)}`),
      GraphQLUrl: graphqlUrl,
      GraphQLDns: new URL(graphqlUrl).host,
      GraphQLEndpointArn: arn('appsync', `endpoints/graphql-api/${id(26)}`),
      RealtimeUrl: realtimeUrl,
      RealtimeDns: new URL(realtimeUrl).host,
    },
  }),
  'AWS::AppSync::GraphQLSchema': (schema) => ({ ref: `${apiId(schema)}GraphQLSchema`, attributes: {} }),
  'AWS::AppSync::ApiKey': (key) => {
    // A key is a secret: made anew at each start, never derived from names that everyone knows.
    const apiKey = `da2-${Array.from({ length: 26 }, () => BASE36.charAt(randomInt(BASE36.length))).join('')}`;
    const arn = key.arn('appsync', `apis/${apiId(key)}/apikey/${apiKey}`);
    return { ref: arn, attributes: { ApiKey: apiKey, ApiKeyId: apiKey, Arn: arn } };
  },
  'AWS::AppSync::DataSource': (source) => {
    const name = source.property('Name') ?? '';
    const arn = source.arn('appsync', `apis/${apiId(source)}/datasources/${name}`);
    return { ref: arn, attributes: { Name: name, DataSourceArn: arn } };
  },
  'AWS::AppSync::FunctionConfiguration': (configuration) => {
    const functionId = configuration.id(26);
    const arn = configuration.arn('appsync', `apis/${apiId(configuration)}/functions/${functionId}`);
    return {
      ref: arn,
      attributes: {
        FunctionId: functionId,
        FunctionArn: arn,
        Name: configuration.property('Name') ?? '',
        DataSourceName: configuration.property('DataSourceName') ?? '',
      },
    };
  },
  'AWS::AppSync::Resolver': (resolver) => {
    const typeName = resolver.property('TypeName') ?? '';
    const fieldName = resolver.property('FieldName') ?? '';
    const arn = resolver.arn('appsync', `apis/${apiId(resolver)}/types/${typeName}/resolvers/${fieldName}`);
    return { ref: arn, attributes: { ResolverArn: arn, TypeName: typeName, FieldName: fieldName } };
  },
};

const apiId = (resource: Described): string => resource.property('ApiId') ?? '';
