import { GetObjectCommand, HeadObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { InputError } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';

/** Names an object. */
export type S3Location = { bucket: string; key: string };

/** Opens an object. Throws what S3 throws when S3 itself fails. */
export async function openS3Object(
  client: S3Client,
  { bucket, key }: S3Location,
  signal: AbortSignal,
): Promise<ByteSource> {
  const object = { Bucket: bucket, Key: key };
  const options = { abortSignal: signal };
  const { ContentLength, ETag } = await answerOf(client.send(new HeadObjectCommand(object), options));
  return {
    size: ContentLength ?? 0,
    async read(start, length) {
      const range = { Range: `bytes=${start}-${start + length - 1}`, IfMatch: ETag };
      const { Body } = await answerOf(client.send(new GetObjectCommand({ ...object, ...range }), options));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
  };
}

async function answerOf<Output>(call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof S3ServiceException && !isPassing(error))
      throw new InputError(reasonOf(error), { cause: error });
    throw error;
  }
}

/** True for what may go better at the next attempt: S3 is down, or wants to be asked less often. */
function isPassing({ $metadata, $retryable }: S3ServiceException): boolean {
  const { httpStatusCode: status = 500 } = $metadata;
  return status >= 500 || status === 429 || status === 408 || $retryable?.throttling === true;
}

function reasonOf({ $metadata: { httpStatusCode: status = 0 }, name }: S3ServiceException): string {
  if (status === 404) return 'it does not exist';
  // Without s3:ListBucket, S3 says so of what does not exist, too.
  if (status === 403) return 'S3 forbids to read it, or it does not exist';
  if (status === 412) return 'it changed while it was read';
  return `S3 answers ${status} ${name}`;
}
