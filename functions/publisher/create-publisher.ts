import type { Logger } from '@aws-lambda-powertools/logger';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type CustomResource, customResource } from '../lib/custom-resource.ts';
import { emptyBucket } from '../lib/empty-bucket.ts';
import type { PageFile } from './page-file.ts';

/** A copy of a file is checked before it is used: the page and its parts are always of one deployment. */
const CACHE_CONTROL = 'no-cache';

/**
 * Makes the handler of a custom resource that stands for the page in the bucket `BucketName`: it writes the page's files and, as
 * `config.json`, the text `Configuration`, and empties the bucket when it is deleted.
 */
export function createPublisher(client: S3Client, page: readonly PageFile[], logger: Logger): CustomResource {
  return customResource(
    async ({ RequestType: type, ResourceProperties: properties }) => {
      const { BucketName: bucket, Configuration: configuration } = properties as Record<string, unknown>;
      if (typeof bucket !== 'string') throw new Error('BucketName is missing');
      if (type === 'Delete') {
        await emptyBucket(client, bucket);
        return bucket;
      }
      if (typeof configuration !== 'string') throw new Error('Configuration is missing');
      const files = [...page, { path: 'config.json', contentType: 'application/json', body: configuration }];
      for (const { path, contentType, body } of files) {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: path,
            Body: body,
            ContentType: contentType,
            CacheControl: CACHE_CONTROL,
          }),
        );
      }
      return bucket;
    },
    'the page was not published',
    logger,
  );
}
