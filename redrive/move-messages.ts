import {
  type BatchResultErrorEntry,
  DeleteMessageBatchCommand,
  type Message,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

// AWS: SQS API Reference, SendMessageBatch: 1,048,576 bytes in all.
const MAX_BATCH_BYTES = 1_048_576;

/** The messages that SQS did, and those that it did not, each with the reason. */
export type Outcome = { done: Message[]; failed: { message: Message; reason: string }[] };

/**
 * Sends the bodies of at most ten messages to a queue, and nothing else of them: attributes say what went wrong before. Tells the
 * outcome of each request, so that one that is refused does not hide what was sent before.
 */
export async function* sendMessages(
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly Message[],
): AsyncGenerator<Outcome> {
  for (const batch of splitBySize(messages)) {
    const Entries = batch.map(({ Body: MessageBody = '' }, index) => ({ Id: String(index), MessageBody }));
    const { Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    yield outcomeOf(batch, Failed);
  }
}

/** Takes at most ten messages out of a queue. */
export async function deleteMessages(sqs: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<Outcome> {
  if (messages.length === 0) return { done: [], failed: [] };
  const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  const { Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  return outcomeOf(messages, Failed);
}

function outcomeOf(messages: readonly Message[], failures: readonly BatchResultErrorEntry[] = []): Outcome {
  const reasons = new Map(failures.map(({ Id, Code, Message: text }) => [Id, `${Code}: ${text ?? 'no reason given'}`]));
  return {
    done: messages.filter((_message, index) => !reasons.has(String(index))),
    failed: messages.flatMap((message, index) => {
      const reason = reasons.get(String(index));
      return reason === undefined ? [] : [{ message, reason }];
    }),
  };
}

/** Consecutive groups, each of which fits one request. */
function splitBySize(messages: readonly Message[]): Message[][] {
  const groups: Message[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    const size = Buffer.byteLength(message.Body ?? '');
    bytes += size;
    if (bytes <= MAX_BATCH_BYTES) {
      groups.at(-1)?.push(message);
    } else {
      groups.push([message]);
      bytes = size;
    }
  }
  return groups;
}
