import type { OnDecision } from '../iam/access-decision.ts';
import { decide } from '../iam/evaluate.ts';
import type { Principal, Statement } from '../iam/principal.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { accessDenied, errorDialect, errorResponse } from './error-response.ts';
import type { AwsRequest, AwsResponse, ServiceRoute } from './service.ts';

/** A request to an AWS API, whichever way it came. */
export type ReceivedRequest = {
  method: string;
  /** Path and query string, as sent. */
  target: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
};

/** Authorizes the request of a principal who is known, and has the service handle it. */
export async function answerFor(
  options: {
    routes: Record<string, ServiceRoute>;
    resourceStatements(resourceArn: string): Statement[];
    onDecision?: OnDecision;
  },
  { principal, service }: { principal: Principal; service: string },
  { method, target, headers, body }: ReceivedRequest,
  url: URL,
): Promise<AwsResponse> {
  const dialect = errorDialect(service);
  const route = Object.hasOwn(options.routes, service) ? options.routes[service] : undefined;
  if (route === undefined) {
    const imitated = Object.keys(options.routes).join(', ');
    return errorResponse(
      dialect,
      404,
      'UnknownOperationException',
      `The service '${service}' is not imitated here; imitated are ${imitated}.`,
    );
  }
  // A header must not name another operation of a REST API than the one that method and path mean: that one would be authorized.
  const operation =
    route.operation === undefined ? operationOf(headers['x-amz-target'] ?? '') : route.operation(method, url, headers);
  if (operation === undefined) {
    const message = `${method} ${target} is no operation of ${service} that is imitated here.`;
    return dialect === 's3'
      ? errorResponse(dialect, 501, 'NotImplemented', message)
      : errorResponse(dialect, 404, 'UnknownOperationException', message);
  }
  if (route.operation === undefined && !isJsonObject(parseJson(body))) {
    return errorResponse(dialect, 400, 'SerializationException', 'The body must be a JSON object.');
  }
  const awsRequest: AwsRequest = { service, operation, method, url, headers, body, principal };
  for (const { action, resources } of route.permissions(awsRequest)) {
    for (const resource of resources) {
      const decision = decide(principal, action, resource, options.resourceStatements(resource));
      options.onDecision?.({ principal, action, resource, decision, request: awsRequest });
      if (decision !== 'ALLOWED') return accessDenied(dialect, principal, action, resource, decision);
    }
  }
  return route.handle(awsRequest);
}

/**
 * The operation of `Kinesis_20131202.PutRecord`. A target of any other form names none: the emulator might take another part
 * of it for the operation than the one that was authorized.
 */
function operationOf(target: string): string | undefined {
  return /^\w+\.(\w+)$/.exec(target)?.[1];
}
