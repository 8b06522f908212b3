import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { JobSnapshotEvent } from '../../../schema/events/job-snapshot.ts';
import { sendInBatches } from '../../lib/send-in-batches.ts';

/** What waits to be sent. */
export type Outbox = {
  /** Takes a fact; every tenth sends what has gathered. */
  add: (fact: JobSnapshotEvent) => void;
  /** Sends the rest, and waits for all. Returns how many were sent, and the facts that failed, each with the reason. */
  flush: () => Promise<{ sent: number; failed: Map<JobSnapshotEvent, unknown> }>;
};

type Message = { fact: JobSnapshotEvent; body: string };

// AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
const MOST_MESSAGES = 10;
/** Less than SQS takes today: it is what it took at all times. */
const MOST_BYTES = 256 * 1024;

/** Makes an empty one before a queue. */
export function createOutbox(client: SQSClient, queueUrl: string): Outbox {
  const sending: ReturnType<typeof sendInBatches<Message>>[] = [];
  let gathered: Message[] = [];
  let added = 0;

  async function sendMessages(messages: Message[]): Promise<Message[]> {
    const Entries = messages.map(({ body }, index) => ({ Id: String(index), MessageBody: body }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const failed = new Set(Failed.map(({ Id }) => Id));
    return messages.filter((_message, index) => failed.has(String(index)));
  }

  function sendGathered(): void {
    sending.push(
      sendInBatches(gathered, {
        maxItems: MOST_MESSAGES,
        maxBytes: MOST_BYTES,
        bytesOf: ({ body }) => Buffer.byteLength(body),
        send: sendMessages,
      }),
    );
    gathered = [];
  }

  return {
    add(fact) {
      gathered.push({ fact, body: JSON.stringify(fact) });
      added += 1;
      if (gathered.length === MOST_MESSAGES) sendGathered();
    },
    async flush() {
      sendGathered();
      const failures = await Promise.all(sending);
      const failed = new Map(
        failures.flatMap((each) => [...each].map(([{ fact }, reason]) => [fact, reason] as const)),
      );
      return { sent: added - failed.size, failed };
    },
  };
}
