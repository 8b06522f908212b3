import { setTimeout as delay } from 'node:timers/promises';
import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { createHeldMessages } from './held-messages.ts';
import { deleteMessages, sendMessages } from './move-messages.ts';
import type { Route } from './routes.ts';
import { createSentBodies } from './sent-bodies.ts';
import { sortMessages } from './sort-messages.ts';
import type { Tally } from './tally.ts';

/** How a queue is redriven. */
export type RedriveQueueOptions = {
  sqs: SQSClient;
  /** Whether poison is sent on too. */
  poison: boolean;
  /** The most messages a second. */
  rate: number;
  /** Whether messages are counted only. */
  dryRun: boolean;
  /** Counts along. */
  tally: Tally;
  /** Takes a line for each message that failed. */
  onFailure(line: string): void;
  /** Aborts to end after the messages in hand. */
  signal: AbortSignal;
  /** How many messages a run takes of the queue. @default fewer than the 120,000 that SQS lets be in flight */
  mostMessages?: number;
};

const MAX_BATCH = 10;
/** How long nobody else sees what has been received. */
const VISIBILITY_SECONDS = 300;
/** Asks all of SQS's servers, so that an empty answer means an empty queue. */
const WAIT_SECONDS = 1;

/**
 * Sends the messages of a queue to where they were to go, each once to a queue as far as SQS answers, and takes out what was sent. What is left is
 * visible again when it resolves or rejects. A process that dies on the way leaves a message in both queues at worst.
 */
export async function redriveQueue(route: Route, options: RedriveQueueOptions): Promise<void> {
  const { sqs, poison, rate, dryRun, tally, signal, mostMessages = 100_000 } = options;
  const held = createHeldMessages(sqs, route.queueUrl);
  const sent = createSentBodies();
  const fail = ({ MessageId: id = '' }: Message, what: string): void => {
    tally.failed += 1;
    options.onFailure(`${route.name}: message ${id} ${what}`);
  };

  /** Returns how many were sent. */
  async function move(messages: readonly Message[]): Promise<number> {
    const sorted = sortMessages(messages, { route, poison, wasSent: sent.has });
    tally.poison += sorted.poison.length;
    tally.cameBack += sorted.cameBack.length;
    for (const { message, fault } of sorted.faulty) fail(message, `is left: ${fault}`);
    if (dryRun) {
      for (const batch of sorted.send.values()) tally.sent += batch.length;
      tally.dropped += sorted.drop.length;
      return 0;
    }
    const moved: Message[] = [];
    const finish = async (): Promise<void> => {
      tally.dropped += sorted.drop.length;
      await takeOut([...moved, ...sorted.drop]);
    };
    try {
      for (const [queueUrl, batch] of sorted.send) {
        for await (const { done, failed } of sendMessages(sqs, queueUrl, batch)) {
          for (const message of done) sent.add(message, queueUrl);
          for (const { message, reason } of failed) fail(message, `was not sent on: ${reason}`);
          tally.sent += done.length;
          moved.push(...done);
        }
      }
    } catch (error) {
      // What has been sent must not be sent again; that this may fail too is no news beside what failed first.
      await finish().catch(() => undefined);
      throw error;
    }
    await finish();
    return moved.length;
  }

  async function takeOut(messages: readonly Message[]): Promise<void> {
    const { done, failed } = await deleteMessages(sqs, route.queueUrl, messages);
    done.forEach(held.forget);
    for (const { message, reason } of failed) fail(message, `is done with, but was not taken out: ${reason}`);
  }

  try {
    let taken = 0;
    let seenAgain = 0;
    while (!signal.aborted) {
      const startMs = performance.now();
      const messages = await receive(sqs, route.queueUrl, Math.max(1, Math.min(MAX_BATCH, Math.floor(rate))));
      if (messages.length === 0) return;
      const fresh = messages.filter(held.add);
      seenAgain = fresh.length > 0 ? 0 : seenAgain + messages.length;
      // All that is left has come again, and nothing besides.
      if (seenAgain > held.size) return;
      // What has just been received is released with the others.
      if (fresh.length > 0 && taken >= mostMessages) {
        throw new Error(`a run takes ${mostMessages} messages of a queue: start another`);
      }
      const moved = await move(fresh);
      taken += fresh.length;
      await pause((moved / rate) * 1000 - (performance.now() - startMs), signal);
    }
  } finally {
    await held.release();
  }
}

async function receive(sqs: SQSClient, queueUrl: string, most: number): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: most,
      MessageAttributeNames: ['reason', 'TARGET_ARN'],
      VisibilityTimeout: VISIBILITY_SECONDS,
      WaitTimeSeconds: WAIT_SECONDS,
    }),
  );
  return Messages;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await delay(ms, undefined, { signal }).catch(() => undefined);
}
