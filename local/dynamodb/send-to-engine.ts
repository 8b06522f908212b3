import type { Backend } from '../backend/backend.ts';
import type { AwsResponse } from '../gateway/service.ts';

/** Sends an operation to the engine, as the gateway has let it through. */
export type SendToEngine = (operation: string, body: string | Buffer) => Promise<AwsResponse>;

/** The engines ask for a signature, whatever it says. DynamoDB Local wants the key to be alphanumeric. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20120810T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20120810/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
};

/** Nothing of the client's request but its body means anything to an engine. */
export function sendToEngine(backend: Backend): SendToEngine {
  return (operation, body) =>
    backend.send({
      method: 'POST',
      path: '/',
      headers: { ...HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` },
      body,
    });
}
