import type { S3Client } from '@aws-sdk/client-s3';
import { InputError } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { isHttp, openHttpFile } from './http-file.ts';
import { openS3Object } from './s3-object.ts';

/** What may be read. */
export type MediaAccess = {
  s3: S3Client;
  /** The only buckets that are read. */
  buckets: readonly string[];
  /** Lets web servers with private, loopback and link-local addresses be asked. @default false */
  allowPrivateAddresses?: boolean | undefined;
};

/** Opens the file of an input. A bucket, an address or a scheme that is not allowed is refused before any call. */
export async function openFile(fileInput: string, access: MediaAccess, signal: AbortSignal): Promise<ByteSource> {
  // UNSURE: a key is taken as it stands. No page says that MediaConvert decodes `%20`.
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/is.exec(fileInput) ?? [];
  if (bucket !== undefined && key !== undefined) {
    if (!access.buckets.includes(bucket))
      throw new InputError(`the bucket ${bucket} is not one of the stack's mediaBuckets`);
    return await openS3Object(access.s3, { bucket, key }, signal);
  }
  const url = URL.canParse(fileInput) ? new URL(fileInput) : undefined;
  if (url === undefined || !isHttp(url)) throw new InputError('its file is on neither S3, http nor https');
  return await openHttpFile(url, { signal, allowPrivateAddresses: access.allowPrivateAddresses });
}
