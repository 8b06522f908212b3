import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retryDelay, retryLater } from '../../../functions/collector/retry-later.ts';
import { type EmbeddedSqs, startFauxqs } from '../../embedded/start-fauxqs.ts';
import { recordOutput } from '../record-output.ts';
import { batchOf } from './start-collector.ts';

describe('the wait before a retry', () => {
  it.each([
    [1, 5, 10],
    [2, 10, 20],
    [3, 20, 40],
    [7, 320, 640],
    [8, 450, 900],
    [1000, 450, 900],
  ])('after attempt %i is %i to %i seconds', (attempt, shortest, longest) => {
    expect(retryDelay(attempt, 10, () => 0)).toBe(shortest);
    expect(retryDelay(attempt, 10, () => 1 - Number.EPSILON)).toBe(longest);
  });

  it('is a whole number of seconds, and one at least', () => {
    expect(retryDelay(1, 1, () => 0)).toBe(1);
    expect(retryDelay(2, 3, () => 0.1)).toBe(4);
  });

  it('with the defaults lets an event be tried for more than half an hour on average', () => {
    const waits = Array.from({ length: 9 }, (_, index) => retryDelay(index + 1, 10, () => 0.5));
    expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(1800);
  });
});

describe('messages that failed', () => {
  let sqs: EmbeddedSqs;
  beforeAll(async () => {
    sqs = await startFauxqs();
  });
  afterAll(() => sqs.close());

  /** Receives messages, each for the third time, as Lambda hands them over. */
  async function received(url: string, count: number): Promise<SQSRecord[]> {
    const [like] = batchOf('').Records;
    if (like === undefined) throw new Error('there is no record');
    const records: SQSRecord[] = [];
    for (let index = 0; index < count; index++) {
      await sqs.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: String(index) }));
      const { Messages: [message] = [] } = await sqs.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
      records.push({
        ...like,
        receiptHandle: message?.ReceiptHandle ?? '',
        attributes: { ...like.attributes, ApproximateReceiveCount: '3' },
      });
    }
    return records;
  }

  it('are held back by the queue, more than ten of them too', async () => {
    const url = sqs.createQueue('held-back');
    const records = await received(url, 12);
    const { logger, lines } = recordOutput();
    const before = Date.now();
    await retryLater({ client: sqs.client, url, retryDelaySeconds: 100 }, records, logger);
    const after = Date.now();
    const held = sqs.server.inspectQueue('held-back')?.messages.inflight ?? [];
    expect(held).toHaveLength(12);
    for (const { visibilityDeadline } of held) {
      expect(visibilityDeadline).toBeGreaterThanOrEqual(before + 200_000);
      expect(visibilityDeadline).toBeLessThanOrEqual(after + 400_000);
    }
    expect(lines).toEqual([]);
  });

  it('are left to the queue where it refuses, which is logged and not thrown', async () => {
    const url = `${sqs.url}/000000000000/no-such-queue`;
    const { logger, logged } = recordOutput();
    await retryLater({ client: sqs.client, url, retryDelaySeconds: 100 }, batchOf('{').Records, logger);
    expect(logged()).toMatchObject([{ level: 'WARN', message: 'messages that failed were not held back' }]);
  });
});
