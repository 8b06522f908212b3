import type { Logger } from '@aws-lambda-powertools/logger';
import { ChangeMessageVisibilityBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { asError } from '../lib/as-error.ts';

/** The queue that messages came from, and how many seconds the first retry waits at most. */
export type RetryQueue = { client: SQSClient; url: string; retryDelaySeconds: number };

// AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
const MAX_ENTRIES = 10;
const LONGEST_SECONDS = 900;
const TIMEOUT_MS = 2_000;

/**
 * How many seconds a message waits after it failed for the `attempt`-th time, counted from 1: up to twice as long with each
 * attempt, at most 15 minutes, and by chance down to half of that, so that what failed together does not come again together.
 */
export function retryDelay(attempt: number, retryDelaySeconds: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_SECONDS, retryDelaySeconds * 2 ** (attempt - 1));
  return Math.ceil(longest * (0.5 + random() / 2));
}

/** Has the queue hold back messages that failed. Where it does not, they come again when its visibility timeout ends. Never throws. */
export async function retryLater(queue: RetryQueue, messages: readonly SQSRecord[], logger: Logger): Promise<void> {
  const batches = Array.from({ length: Math.ceil(messages.length / MAX_ENTRIES) }, (_, index) =>
    messages.slice(index * MAX_ENTRIES, (index + 1) * MAX_ENTRIES),
  );
  await Promise.all(
    batches.map(async (batch) => {
      const Entries = batch.map(({ receiptHandle, attributes }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: retryDelay(Number(attributes.ApproximateReceiveCount), queue.retryDelaySeconds),
      }));
      try {
        // What has been done must be answered in time: for this there are other means.
        const abortSignal = AbortSignal.timeout(TIMEOUT_MS);
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries });
        await queue.client.send(command, { abortSignal });
      } catch (error) {
        logger.warn('messages that failed were not held back', { error: asError(error) });
      }
    }),
  );
}
