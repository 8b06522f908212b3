import type { Logger } from '@aws-lambda-powertools/logger';
import type { S3Client } from '@aws-sdk/client-s3';
import { type CustomResource, customResource } from '../lib/custom-resource.ts';
import { emptyBucket } from '../lib/empty-bucket.ts';

/**
 * Makes the handler of a custom resource that stands for the objects of the bucket `BucketName`: it empties the bucket when
 * it is deleted itself, and does nothing else. CloudFormation can delete empty buckets only.
 */
export function createEmptier(client: S3Client, logger: Logger): CustomResource {
  return customResource(
    async ({ RequestType: type, ResourceProperties: properties }) => {
      const { BucketName: bucket } = properties as { BucketName?: unknown };
      if (typeof bucket !== 'string') throw new Error('BucketName is missing');
      if (type === 'Delete') await emptyBucket(client, bucket);
      return bucket;
    },
    'the bucket was not emptied',
    logger,
  );
}
