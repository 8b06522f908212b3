import { DeleteObjectsCommand, ListObjectsV2Command, NoSuchBucket } from '@aws-sdk/client-s3';
import type { S3Client, _Object as S3Object } from '@aws-sdk/client-s3';

/**
 * Deletes every object of a bucket that keeps no versions; a bucket that is gone has none. Throws at the first object that
 * cannot be deleted, and names it.
 */
export async function emptyBucket(client: S3Client, bucket: string): Promise<void> {
  for (;;) {
    // Always the first page: what it named the last time is gone.
    const objects = await firstObjects(client, bucket);
    if (objects.length === 0) return;
    const { Errors: errors = [] } = await client.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: objects.map(({ Key }) => ({ Key })), Quiet: true },
      }),
    );
    for (const { Key, Code, Message } of errors)
      throw new Error(`cannot delete ${String(Key)} of ${bucket}: ${String(Code)}: ${String(Message)}`);
  }
}

async function firstObjects(client: S3Client, bucket: string): Promise<S3Object[]> {
  try {
    const { Contents: objects = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    return objects;
  } catch (error) {
    if (error instanceof NoSuchBucket) return [];
    throw error;
  }
}
