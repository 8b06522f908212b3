import type { Credentials, Principal } from '../iam/principal.ts';

/** One request to an AWS API, its signature already verified. */
export type AwsRequest = {
  /** The service of the credential scope: `dynamodb`, `kinesis`, `sqs`, `s3`, `events`, … */
  service: string;
  /** The API operation: `PutItem`. For REST services, what `ServiceRoute.operation` made of method and path. */
  operation: string;
  method: string;
  /** Path and query string as sent. */
  url: URL;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
  principal: Principal;
};

/** The answer to it. */
export type AwsResponse = { status: number; headers: Record<string, string>; body: string | Buffer };

/** Thrown where a request gets no answer: its connection is to be reset. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

/** What IAM must allow before a request is handled. `resources` are ARNs; all of them must be allowed. */
export type RequiredPermission = { action: string; resources: string[] };

/** An emulated AWS service behind the gateway. */
export type ServiceRoute = {
  /** Names the API operation of a request. @default `x-amz-target` names it, and the body is a JSON object */
  operation?(method: string, url: URL, headers: Record<string, string>): string | undefined;
  /** The permissions that AWS would ask for. An empty list: none needed. */
  permissions(request: AwsRequest): RequiredPermission[];
  /** Carries the request out. Throws `ConnectionLost`, else only on a fault of the emulator; an AWS error is a response. */
  handle(request: AwsRequest): Promise<AwsResponse>;
};

/** A call to an operation of one of the JSON APIs, which have everything in the body. */
export type AwsCall = {
  service: string;
  /** `x-amz-target`: `DynamoDB_20120810.GetItem` */
  target: string;
  body: string;
};

/** Makes a call for the holder of a key. An AWS error is an answer, too: it rejects only when there is none. */
export type CallAws = (call: AwsCall, credentials: Credentials) => Promise<AwsResponse>;
