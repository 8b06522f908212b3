import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';
import type { Outputs } from '../../local/outputs.ts';
import type { Sent, SentEvent } from './sent-events.ts';

const EVENTS_A_REQUEST = 20;
const MESSAGES_A_REQUEST = 10;
const SIDE_BY_SIDE = 4;

/**
 * Sends everything as its sources do, and again whatever was refused, as they do too: MediaConvert's events over the bus,
 * the facts of the analyzer and the reconciler, and poison, into the queue.
 */
export async function sendAll({ endpoints, resources }: Outputs, sqs: SQSClient, sent: Sent): Promise<void> {
  const isOfMediaConvert = ({ body }: SentEvent): boolean => body.includes('"source":"aws.mediaconvert"');
  const events = sent.sendings.filter(isOfMediaConvert).map(({ body }) => body);
  const messages = [
    ...sent.sendings.filter((event) => !isOfMediaConvert(event)).map(({ body }) => body),
    ...sent.poison,
  ];
  const limit = pLimit(SIDE_BY_SIDE);
  const post = async (bodies: string[]): Promise<void> => {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `[${bodies.join()}]`,
    };
    while ((await fetch(`${endpoints.eventbridge}/events`, request).catch(() => undefined))?.status !== 200);
  };
  const put = async (bodies: string[]): Promise<void> => {
    for (let left = bodies; left.length > 0;) {
      const Entries = left.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      const command = new SendMessageBatchCommand({ QueueUrl: resources.eventQueueUrl, Entries });
      const { Successful = [] } = await sqs.send(command).catch(() => ({ Successful: [] }));
      const arrived = new Set(Successful.map(({ Id }) => Id));
      left = left.filter((_, index) => !arrived.has(String(index)));
    }
  };
  await Promise.all([
    ...chunks(events, EVENTS_A_REQUEST).map((bodies) => limit(post, bodies)),
    ...chunks(messages, MESSAGES_A_REQUEST).map((bodies) => limit(put, bodies)),
  ]);
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
