import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { succeededMessages } from './batch-outcome.ts';
import type { EnvironmentPool } from './environment-pool.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import { sqsEvent } from './sqs-event.ts';

/** A queue being emptied into a function. */
export type Polling = {
  /** Receives no more, gives the batches under way a moment to finish, and resolves. */
  close(): Promise<void>;
};

// AWS: SQS API Reference, ReceiveMessage, DeleteMessageBatch.
const MAX_MESSAGES = 10;
const LONG_POLL_S = 20;

const RETRY_MS = 1_000;
const DRAIN_MS = 2_000;

/** Receives from the queue whenever an execution environment is free, and invokes the function with what came. */
export function pollQueue(options: {
  mapping: EventSourceMapping;
  region: string;
  client: SQSClient;
  pool: EnvironmentPool;
  log(line: string): void;
}): Polling {
  const { mapping, client, pool } = options;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const log = (doing: string, error: unknown): void =>
    options.log(
      `[${mapping.functionName}] ${doing}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    );

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      const environment = await pool.acquire();
      const messages = await receiveBatch().catch(async (error: unknown): Promise<Message[]> => {
        if (stopping.signal.aborted) return [];
        log('cannot receive', error);
        await delay(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
        return [];
      });
      if (messages.length === 0) {
        pool.release(environment);
        continue;
      }
      const work = serve(environment, messages).finally(() => underWay.delete(work));
      underWay.add(work);
    }
  }

  /** A batch: at most its size, and what comes within the batching window after its first message. */
  async function receiveBatch(): Promise<Message[]> {
    const batch = await receive(mapping.batchSize, LONG_POLL_S);
    const end = Date.now() + mapping.batchingWindowMs;
    while (batch.length > 0 && batch.length < mapping.batchSize && Date.now() < end) {
      // The queue waits in whole seconds: the window may end up to one of them late.
      const more = await receive(mapping.batchSize - batch.length, Math.ceil((end - Date.now()) / 1_000)).catch(
        () => null,
      );
      if (more === null) break;
      batch.push(...more);
    }
    return batch;
  }

  async function receive(count: number, WaitTimeSeconds: number): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: mapping.queueUrl,
      MaxNumberOfMessages: Math.min(MAX_MESSAGES, count),
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await client.send(command, { abortSignal: stopping.signal });
    return Messages;
  }

  async function serve(environment: ExecutionEnvironment, messages: Message[]): Promise<void> {
    const event = sqsEvent(messages, { queueArn: mapping.queueArn, region: options.region });
    const ids = event.Records.map((record) => record.messageId);
    let succeeded: string[] = [];
    try {
      const answer = await environment.invoke(JSON.stringify(event), randomUUID());
      succeeded = mapping.reportsBatchItemFailures ? succeededMessages(ids, answer) : ids;
    } catch (error) {
      // A batch that the end of the stack cuts short comes again, too: nothing has gone wrong.
      if (!stopping.signal.aborted) log('invocation failed', error);
    } finally {
      pool.release(environment);
    }
    // What is not deleted comes back when its visibility timeout ends.
    await remove(messages.filter(({ MessageId = '' }) => succeeded.includes(MessageId))).catch((error: unknown) =>
      log('cannot delete', error),
    );
  }

  async function remove(messages: Message[]): Promise<void> {
    for (let from = 0; from < messages.length; from += MAX_MESSAGES) {
      const Entries = messages
        .slice(from, from + MAX_MESSAGES)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: mapping.queueUrl, Entries }));
      for (const { Code, Message } of Failed) log('cannot delete', `${Code ?? ''} ${Message ?? ''}`);
    }
  }

  const polling = poll();
  return {
    async close() {
      stopping.abort();
      // A poll that waits for an environment ends only when one is released, if at all.
      await Promise.race([Promise.all([polling, ...underWay]), delay(DRAIN_MS, undefined, { ref: false })]);
    },
  };
}
