import type { Logger } from '@aws-lambda-powertools/logger';
import type { S3Client } from '@aws-sdk/client-s3';
import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';
import { asError } from '../lib/as-error.ts';
import { emptyBucket } from './empty-bucket.ts';

/** Carries out what CloudFormation asks of the custom resource, and answers it. Throws only when the answer does not arrive. */
export type Emptier = (event: CloudFormationCustomResourceEvent) => Promise<void>;

/**
 * Makes the handler of a custom resource that stands for the objects of the bucket `BucketName`: it empties the bucket when
 * it is deleted itself, and does nothing else. CloudFormation can delete empty buckets only.
 */
export function createEmptier(client: S3Client, logger: Logger): Emptier {
  return async (event) => {
    // CloudFormation waits for an hour when it gets no answer: whatever happens, there is one.
    const outcome = await carryOut(client, event).catch((thrown: unknown): Outcome => {
      const error = asError(thrown);
      logger.error('the bucket was not emptied', { error });
      const Reason = `${error.name}: ${error.message}`;
      const PhysicalResourceId = 'PhysicalResourceId' in event ? event.PhysicalResourceId : event.LogicalResourceId;
      return { Status: 'FAILED', Reason, PhysicalResourceId };
    });
    await answer(event, outcome);
  };
}

async function carryOut(client: S3Client, event: CloudFormationCustomResourceEvent): Promise<Outcome> {
  const { BucketName: bucket } = event.ResourceProperties as { BucketName?: unknown };
  if (typeof bucket !== 'string') throw new Error('BucketName is missing');
  if (event.RequestType === 'Delete') await emptyBucket(client, bucket);
  return { Status: 'SUCCESS', PhysicalResourceId: bucket };
}

type Outcome = { PhysicalResourceId: string } & ({ Status: 'SUCCESS' } | { Status: 'FAILED'; Reason: string });

// AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
async function answer(event: CloudFormationCustomResourceEvent, outcome: Outcome): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const response: CloudFormationCustomResourceResponse = { StackId, RequestId, LogicalResourceId, ...outcome };
  const { ok, status } = await fetch(event.ResponseURL, {
    method: 'PUT',
    // Bytes, because a text would get a content type, which the signature of the URL does not know.
    body: Buffer.from(JSON.stringify(response)),
  });
  if (!ok) throw new Error(`CloudFormation did not take the answer: HTTP ${status}`);
}
