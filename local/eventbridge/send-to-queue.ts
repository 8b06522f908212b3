import { type BatchResultErrorEntry, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

// AWS: SQS API Reference, SendMessageBatch: ten messages, 1,048,576 bytes in all.
const MAX_MESSAGES = 10;
const MAX_BATCH_BYTES = 1_048_576;

const MAX_ATTEMPTS = 4;

/**
 * Sends the bodies, in order but for those that the queue left out at first. Rejects when all are tried, with the first that it did
 * not take in four attempts, or refused as the sender's fault; a call that fails is tried again by the client itself.
 */
export async function sendToQueue(client: SQSClient, queueUrl: string, bodies: readonly string[]): Promise<void> {
  const refused: BatchResultErrorEntry[] = [];
  for (const batch of batches(bodies)) refused.push(...(await sendBatch(client, queueUrl, batch)));
  const [first] = refused;
  if (first !== undefined) throw new Error(`${first.Code ?? 'failed'}: ${first.Message ?? 'no reason given'}`);
}

/** Returns what was refused. */
async function sendBatch(
  client: SQSClient,
  QueueUrl: string,
  batch: readonly string[],
): Promise<BatchResultErrorEntry[]> {
  let Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  const refused: BatchResultErrorEntry[] = [];
  for (let attempt = 1; Entries.length > 0 && attempt <= MAX_ATTEMPTS; attempt++) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    refused.push(...Failed.filter(({ SenderFault }) => SenderFault === true || attempt === MAX_ATTEMPTS));
    const left = new Set(Failed.filter(({ SenderFault }) => SenderFault !== true).map(({ Id }) => Id));
    Entries = Entries.filter(({ Id }) => left.has(Id));
  }
  return refused;
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
