import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

// AWS: SQS API Reference, SendMessageBatch: ten messages, 1,048,576 bytes in all.
const MAX_MESSAGES = 10;
const MAX_BATCH_BYTES = 1_048_576;

/** Sends the bodies in order. Rejects when the queue did not take all of them; the client tries again by itself first. */
export async function sendToQueue(client: SQSClient, queueUrl: string, bodies: readonly string[]): Promise<void> {
  for (const batch of batches(bodies)) {
    const Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const [failed] = Failed;
    if (failed !== undefined) throw new Error(`${failed.Code ?? 'failed'}: ${failed.Message ?? 'no reason given'}`);
  }
}

/** Consecutive groups, each of which fits one request; a body too large for any stands alone, for the queue to refuse. */
function batches(bodies: readonly string[]): string[][] {
  const groups: string[][] = [];
  let bytes = Infinity;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    const group = groups.at(-1);
    if (group === undefined || group.length === MAX_MESSAGES || bytes + size > MAX_BATCH_BYTES) {
      groups.push([body]);
      bytes = size;
    } else {
      group.push(body);
      bytes += size;
    }
  }
  return groups;
}
