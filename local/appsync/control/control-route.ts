import { unknownOperation } from '../../aws-json.ts';
import type { RequiredPermission, ServiceRoute } from '../../gateway/service.ts';
import { apiNotFound } from './answers.ts';
import { apiCall, type ApiCall } from './api-call.ts';
import { EvaluateCode } from './operations/EvaluateCode.ts';
import { EvaluateMappingTemplate } from './operations/EvaluateMappingTemplate.ts';
import { GetGraphqlApi } from './operations/GetGraphqlApi.ts';
import { GetIntrospectionSchema } from './operations/GetIntrospectionSchema.ts';
import { ListApiKeys } from './operations/ListApiKeys.ts';
import { ListGraphqlApis } from './operations/ListGraphqlApis.ts';
import type { ControlOptions, Operation } from './operations/operation.ts';

const OPERATIONS: Record<string, Operation> = {
  EvaluateCode,
  EvaluateMappingTemplate,
  GetGraphqlApi,
  GetIntrospectionSchema,
  ListApiKeys,
  ListGraphqlApis,
};

/**
 * AppSync's control API, for the gateway: what tools ask of an API that is deployed already, and `EvaluateCode`.
 * AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_Operations.html
 */
export function controlRoute(options: ControlOptions): ServiceRoute {
  return {
    operation: (method, url) => apiCall(method, url)?.operation,
    permissions({ method, url }) {
      const call = apiCall(method, url);
      return call === undefined ? [] : [permission(call, url, options.api.arn)];
    },
    async handle(request) {
      const operation = OPERATIONS[request.operation];
      if (operation === undefined) return unknownOperation(request);
      const { apiId } = apiCall(request.method, request.url)?.parameters ?? {};
      if (apiId !== undefined && apiId !== options.api.apiId) return apiNotFound(apiId);
      return operation(request, options);
    },
  };
}

/**
 * AWS: the service authorization reference gives `GetGraphqlApi` the ARN of the API, most other actions none; what they are
 * checked against is their path, as "not authorized to perform: appsync:UpdateResolver on resource:
 * arn:aws:appsync:REGION:ACCOUNT:/v1/apis/ID/types/Query/resolvers/FIELD" tells, and policies in use have it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsappsync.html
 */
function permission({ operation, parameters: { apiId } }: ApiCall, url: URL, apiArn: string): RequiredPermission {
  const place = apiArn.split(':').slice(0, 5).join(':');
  const path = operation === 'GetGraphqlApi' ? `apis/${apiId ?? ''}` : url.pathname;
  return { action: `appsync:${operation}`, resources: [`${place}:${path}`] };
}
