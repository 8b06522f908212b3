import type { AwsRequest, AwsResponse } from './gateway/service.ts';

/**
 * An error of the AWS JSON protocols: the type is in the body and in `x-amzn-errortype`.
 * AWS: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
 */
export function jsonError(
  status: number,
  type: string,
  message: string,
  contentType = 'application/x-amz-json-1.0',
): AwsResponse {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: type, message }),
  };
}

/** The answer to an operation that the emulator of its service lacks. */
export function unknownOperation({ service, operation }: Pick<AwsRequest, 'service' | 'operation'>): AwsResponse {
  return jsonError(400, 'UnknownOperationException', `The operation ${operation} of ${service} is not imitated here.`);
}

/** The members of a JSON request. The gateway has seen to it that there is an object. */
export function jsonBody({ body }: Pick<AwsRequest, 'body'>): Record<string, unknown> {
  return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
}
