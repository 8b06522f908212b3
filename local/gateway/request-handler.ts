import type { Gateway } from './gateway.ts';
import type { AwsResponse } from './service.ts';

/** A request of the AWS SDK to a service whose requests are all of their body, as DynamoDB's are: none has a query string. */
type SdkRequest = { method: string; path: string; headers: Record<string, string>; body?: string | Uint8Array };

/** What takes the place of the SDK's own way over HTTP: the option `requestHandler` of its clients. */
export type RequestHandler = {
  handle(request: SdkRequest): Promise<{ response: SdkResponse }>;
};

type SdkResponse = Omit<AwsResponse, 'status' | 'body'> & { statusCode: number; body: Uint8Array };

/** Hands the requests of SDK clients in this process to the gateway, signed and checked as ever, without a socket between them. */
export function gatewayRequestHandler(gateway: Pick<Gateway, 'answer'>): RequestHandler {
  return {
    async handle({ method, path, headers, body = '' }) {
      const answer = await gateway.answer({
        method,
        target: path,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        body: bufferOf(body),
      });
      return {
        response: { statusCode: answer.status, headers: answer.headers, body: Buffer.from(answer.body) },
      };
    },
  };
}

/** The bytes themselves: the SDK's own class of them poses as a string where it can. */
function bufferOf(body: string | Uint8Array): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
