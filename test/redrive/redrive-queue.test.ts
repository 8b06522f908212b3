import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redriveQueue, type RedriveQueueOptions } from '../../redrive/redrive-queue.ts';
import { routeFrom } from '../../redrive/routes.ts';
import { emptyTally, type Tally } from '../../redrive/tally.ts';
import { serveQueues, type ServedQueues, type StackQueues } from './serve-queues.ts';
import { serveTroubledSqs } from './serve-troubled-sqs.ts';

let served: ServedQueues;
beforeAll(async () => {
  served = await serveQueues(2);
});
afterAll(() => served.close());

/** Redrives the dead letters of a stack. */
function redrive(
  { urls }: StackQueues,
  tally: Tally,
  how: Pick<RedriveQueueOptions, 'sqs' | 'rate' | 'dryRun' | 'mostMessages'>,
): Promise<void> {
  const route = routeFrom('events', (output) =>
    output === 'EventQueueUrl' ? urls.eventQueueUrl : urls.deadLetterQueueUrl,
  );
  const { signal } = new AbortController();
  return redriveQueue(route, { poison: false, onFailure: () => undefined, tally, signal, ...how });
}

describe('redriveQueue', () => {
  it('takes so many messages of a queue in a run, and leaves the rest to be seen', async () => {
    const [stack] = served.stacks;
    if (stack === undefined) throw new Error('no stack is served');
    await stack.put('deadLetterQueue', 'a', 'b', 'c', ['not JSON', 'reason', 'r']);
    const tally = emptyTally();
    // One message at a time.
    const how = { sqs: served.admin, rate: 1, dryRun: true };
    const run = redrive(stack, tally, { ...how, mostMessages: 3 });

    await expect(run).rejects.toThrow(/^a run takes 3 messages of a queue: start another$/);
    expect(tally).toMatchObject({ cameBack: 0, failed: 0 });
    expect(tally.sent + tally.poison).toBe(3);
    expect((await stack.look('deadLetterQueue')).bodies).toEqual(['a', 'b', 'c', 'not JSON']);

    const whole = emptyTally();
    await redrive(stack, whole, { ...how, mostMessages: 4 });
    expect(whole).toEqual({ ...emptyTally(), sent: 3, poison: 1 });
  });

  it('counts and takes out what was sent before a request is refused', async () => {
    const [, stack] = served.stacks;
    if (stack === undefined) throw new Error('no stack is served');
    // Too long for one request together, so there are two; the second is refused.
    const long = 'x'.repeat(600_000);
    await stack.put('deadLetterQueue', `first ${long}`);
    await stack.put('deadLetterQueue', `second ${long}`);
    const refusing = await serveTroubledSqs(served.admin, {
      refusing: (operation, input) => operation === 'SendMessageBatch' && input.includes('second'),
    });
    const sqs = new SQSClient({ ...served.gateway.client(served.gateway.admin), endpoint: refusing.url });
    const tally = emptyTally();

    await expect(redrive(stack, tally, { sqs, rate: 1_000, dryRun: false })).rejects.toThrow('refused');
    expect(tally).toEqual({ ...emptyTally(), sent: 1 });
    expect((await stack.look('deadLetterQueue')).bodies).toEqual([`second ${long}`]);
    expect((await stack.look('eventQueue')).bodies).toEqual([`first ${long}`]);
    sqs.destroy();
    await refusing.close();
  });
});
