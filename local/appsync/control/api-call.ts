/**
 * Every operation of the control API, with its method and path: those that are not imitated are refused by their names.
 * AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_Operations.html
 */
const OPERATIONS: Record<string, string> = {
  AssociateApi: 'POST /v1/domainnames/{domainName}/apiassociation',
  AssociateMergedGraphqlApi: 'POST /v1/sourceApis/{sourceApiIdentifier}/mergedApiAssociations',
  AssociateSourceGraphqlApi: 'POST /v1/mergedApis/{mergedApiIdentifier}/sourceApiAssociations',
  CreateApi: 'POST /v2/apis',
  CreateApiCache: 'POST /v1/apis/{apiId}/ApiCaches',
  CreateApiKey: 'POST /v1/apis/{apiId}/apikeys',
  CreateChannelNamespace: 'POST /v2/apis/{apiId}/channelNamespaces',
  CreateDataSource: 'POST /v1/apis/{apiId}/datasources',
  CreateDomainName: 'POST /v1/domainnames',
  CreateFunction: 'POST /v1/apis/{apiId}/functions',
  CreateGraphqlApi: 'POST /v1/apis',
  CreateResolver: 'POST /v1/apis/{apiId}/types/{typeName}/resolvers',
  CreateType: 'POST /v1/apis/{apiId}/types',
  DeleteApi: 'DELETE /v2/apis/{apiId}',
  DeleteApiCache: 'DELETE /v1/apis/{apiId}/ApiCaches',
  DeleteApiKey: 'DELETE /v1/apis/{apiId}/apikeys/{id}',
  DeleteChannelNamespace: 'DELETE /v2/apis/{apiId}/channelNamespaces/{name}',
  DeleteDataSource: 'DELETE /v1/apis/{apiId}/datasources/{name}',
  DeleteDomainName: 'DELETE /v1/domainnames/{domainName}',
  DeleteFunction: 'DELETE /v1/apis/{apiId}/functions/{functionId}',
  DeleteGraphqlApi: 'DELETE /v1/apis/{apiId}',
  DeleteResolver: 'DELETE /v1/apis/{apiId}/types/{typeName}/resolvers/{fieldName}',
  DeleteType: 'DELETE /v1/apis/{apiId}/types/{typeName}',
  DisassociateApi: 'DELETE /v1/domainnames/{domainName}/apiassociation',
  DisassociateMergedGraphqlApi: 'DELETE /v1/sourceApis/{sourceApiIdentifier}/mergedApiAssociations/{associationId}',
  DisassociateSourceGraphqlApi: 'DELETE /v1/mergedApis/{mergedApiIdentifier}/sourceApiAssociations/{associationId}',
  EvaluateCode: 'POST /v1/dataplane-evaluatecode',
  EvaluateMappingTemplate: 'POST /v1/dataplane-evaluatetemplate',
  FlushApiCache: 'DELETE /v1/apis/{apiId}/FlushCache',
  GetApi: 'GET /v2/apis/{apiId}',
  GetApiAssociation: 'GET /v1/domainnames/{domainName}/apiassociation',
  GetApiCache: 'GET /v1/apis/{apiId}/ApiCaches',
  GetChannelNamespace: 'GET /v2/apis/{apiId}/channelNamespaces/{name}',
  GetDataSource: 'GET /v1/apis/{apiId}/datasources/{name}',
  GetDataSourceIntrospection: 'GET /v1/datasources/introspections/{introspectionId}',
  GetDomainName: 'GET /v1/domainnames/{domainName}',
  GetFunction: 'GET /v1/apis/{apiId}/functions/{functionId}',
  GetGraphqlApi: 'GET /v1/apis/{apiId}',
  GetGraphqlApiEnvironmentVariables: 'GET /v1/apis/{apiId}/environmentVariables',
  GetIntrospectionSchema: 'GET /v1/apis/{apiId}/schema',
  GetResolver: 'GET /v1/apis/{apiId}/types/{typeName}/resolvers/{fieldName}',
  GetSchemaCreationStatus: 'GET /v1/apis/{apiId}/schemacreation',
  GetSourceApiAssociation: 'GET /v1/mergedApis/{mergedApiIdentifier}/sourceApiAssociations/{associationId}',
  GetType: 'GET /v1/apis/{apiId}/types/{typeName}',
  ListApiKeys: 'GET /v1/apis/{apiId}/apikeys',
  ListApis: 'GET /v2/apis',
  ListChannelNamespaces: 'GET /v2/apis/{apiId}/channelNamespaces',
  ListDataSources: 'GET /v1/apis/{apiId}/datasources',
  ListDomainNames: 'GET /v1/domainnames',
  ListFunctions: 'GET /v1/apis/{apiId}/functions',
  ListGraphqlApis: 'GET /v1/apis',
  ListResolvers: 'GET /v1/apis/{apiId}/types/{typeName}/resolvers',
  ListResolversByFunction: 'GET /v1/apis/{apiId}/functions/{functionId}/resolvers',
  ListSourceApiAssociations: 'GET /v1/apis/{apiId}/sourceApiAssociations',
  ListTagsForResource: 'GET /v1/tags/{resourceArn}',
  ListTypes: 'GET /v1/apis/{apiId}/types',
  ListTypesByAssociation: 'GET /v1/mergedApis/{mergedApiIdentifier}/sourceApiAssociations/{associationId}/types',
  PutGraphqlApiEnvironmentVariables: 'PUT /v1/apis/{apiId}/environmentVariables',
  StartDataSourceIntrospection: 'POST /v1/datasources/introspections',
  StartSchemaCreation: 'POST /v1/apis/{apiId}/schemacreation',
  StartSchemaMerge: 'POST /v1/mergedApis/{mergedApiIdentifier}/sourceApiAssociations/{associationId}/merge',
  TagResource: 'POST /v1/tags/{resourceArn}',
  UntagResource: 'DELETE /v1/tags/{resourceArn}',
  UpdateApi: 'POST /v2/apis/{apiId}',
  UpdateApiCache: 'POST /v1/apis/{apiId}/ApiCaches/update',
  UpdateApiKey: 'POST /v1/apis/{apiId}/apikeys/{id}',
  UpdateChannelNamespace: 'POST /v2/apis/{apiId}/channelNamespaces/{name}',
  UpdateDataSource: 'POST /v1/apis/{apiId}/datasources/{name}',
  UpdateDomainName: 'POST /v1/domainnames/{domainName}',
  UpdateFunction: 'POST /v1/apis/{apiId}/functions/{functionId}',
  UpdateGraphqlApi: 'POST /v1/apis/{apiId}',
  UpdateResolver: 'POST /v1/apis/{apiId}/types/{typeName}/resolvers/{fieldName}',
  UpdateSourceApiAssociation: 'POST /v1/mergedApis/{mergedApiIdentifier}/sourceApiAssociations/{associationId}',
  UpdateType: 'POST /v1/apis/{apiId}/types/{typeName}',
};

/** A request as the API reads it: its operation, and the parameters in its path, decoded. */
export type ApiCall = { operation: string; parameters: Record<string, string> };

const ROUTES = Object.entries(OPERATIONS).map(([operation, route]) => ({
  operation,
  pattern: new RegExp(`^${route.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

/** What a request calls; undefined when it is nothing of the API. */
export function apiCall(method: string, { pathname }: URL): ApiCall | undefined {
  for (const { operation, pattern } of ROUTES) {
    const match = pattern.exec(`${method} ${pathname}`);
    if (match !== null) {
      const parameters = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decoded(value)]);
      return { operation, parameters: Object.fromEntries(parameters) as Record<string, string> };
    }
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
