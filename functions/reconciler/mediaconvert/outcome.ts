import { NotFoundException } from '@aws-sdk/client-mediaconvert';
import type { GetJobCommandOutput } from '@aws-sdk/client-mediaconvert';

/** How a call of MediaConvert ended, after the client's own attempts. */
export type Outcome<Output> = { attempts: number } & (
  | { kind: 'ANSWERED'; output: Output }
  | { kind: 'NOT_FOUND' }
  /** Too many requests, its and others' of the account. */
  | { kind: 'THROTTLED' }
  | { kind: 'FAILED'; error: unknown }
);

/** What a call's answer and its error tell of it. */
type Metadata = GetJobCommandOutput['$metadata'];

/**
 * Waits for a call. Its failure is an outcome, not thrown. Only `NotFoundException` says that there is no such job:
 * `BadRequestException` says that something is wrong with the request, and nothing tells whether that is the id.
 *
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs-id.html
 */
export async function outcomeOf<Output extends { $metadata: Metadata }>(
  call: Promise<Output>,
): Promise<Outcome<Output>> {
  try {
    const output = await call;
    return { kind: 'ANSWERED', output, attempts: output.$metadata.attempts ?? 1 };
  } catch (error) {
    const { httpStatusCode, attempts = 1 } = metadataOf(error);
    // A 404 alone may come from whatever else answers at a wrong address.
    if (error instanceof NotFoundException) return { kind: 'NOT_FOUND', attempts };
    if (httpStatusCode === 429) return { kind: 'THROTTLED', attempts };
    return { kind: 'FAILED', error, attempts };
  }
}

/** Also the error of a call that got no answer tells how often it was attempted. */
function metadataOf(error: unknown): Metadata {
  return error instanceof Error && '$metadata' in error ? (error.$metadata as Metadata) : {};
}
