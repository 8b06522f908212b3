import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';
import type { Outputs } from '../../local/outputs.ts';
import type { Deadline } from './deadline.ts';

const BODIES_A_REQUEST = 10;
const SIDE_BY_SIDE = 4;

/**
 * Sends everything as its sources do, and again whatever was refused, as they do too: MediaConvert's events over the bus,
 * the facts of the analyzer and the reconciler, and poison, into the queue. `tell` hears how many are sent.
 */
export async function sendAll(
  { endpoints, resources }: Outputs,
  sqs: SQSClient,
  bodies: readonly string[],
  deadline: Deadline,
  tell: (line: string) => void,
): Promise<void> {
  const post = async (events: string[]): Promise<void> => {
    if (events.length === 0) return;
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: `[${events.join()}]` };
    await deadline.untilNothing(async () => {
      const answer = await fetch(`${endpoints.eventbridge}/events`, request).catch(() => undefined);
      return answer?.status === 200 ? undefined : `${events.length} events were not taken by the bus`;
    });
  };
  const put = async (messages: string[]): Promise<void> => {
    let left = messages;
    await deadline.untilNothing(async () => {
      if (left.length === 0) return undefined;
      const Entries = left.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      const command = new SendMessageBatchCommand({ QueueUrl: resources.eventQueueUrl, Entries });
      const { Successful = [] } = await sqs.send(command).catch(() => ({ Successful: [] }));
      const arrived = new Set(Successful.map(({ Id }) => Id));
      left = left.filter((_, index) => !arrived.has(String(index)));
      return left.length === 0 ? undefined : `${left.length} messages were not taken by the event queue`;
    });
  };
  const isOfMediaConvert = (body: string): boolean => body.includes('"source":"aws.mediaconvert"');
  const limit = pLimit(SIDE_BY_SIDE);
  const chunks = Array.from({ length: Math.ceil(bodies.length / BODIES_A_REQUEST) }, (_, index) =>
    bodies.slice(index * BODIES_A_REQUEST, (index + 1) * BODIES_A_REQUEST),
  );
  let sent = 0;
  await limit.map(chunks, async (chunk) => {
    await Promise.all([post(chunk.filter(isOfMediaConvert)), put(chunk.filter((body) => !isOfMediaConvert(body)))]);
    sent += chunk.length;
    tell(`${sent} of ${bodies.length} messages are sent`);
  });
}
