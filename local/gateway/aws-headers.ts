import { crc32 } from 'node:zlib';
import type { AwsResponse } from './service.ts';

/** An answer with the headers that every AWS answer has. */
export function withAwsHeaders(
  { headers }: { headers: Record<string, string> },
  answer: AwsResponse,
  requestId: string,
): AwsResponse {
  return {
    ...answer,
    headers: {
      'x-amzn-requestid': requestId,
      // AWS: DynamoDB's clients compare this checksum.
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
      ...(headers['x-amz-target']?.startsWith('DynamoDB_') && { 'x-amz-crc32': String(crc32(answer.body)) }),
      ...answer.headers,
    },
  };
}
