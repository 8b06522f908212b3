import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redriveQueue } from '../../redrive/redrive-queue.ts';
import { routeFrom } from '../../redrive/routes.ts';
import { emptyTally } from '../../redrive/tally.ts';
import { serveQueues, type ServedQueues } from './serve-queues.ts';

let served: ServedQueues;
beforeAll(async () => {
  served = await serveQueues(1);
});
afterAll(() => served.close());

describe('redriveQueue', () => {
  it('takes so many messages of a queue in a run, and leaves the rest to be seen', async () => {
    const [stack] = served.stacks;
    if (stack === undefined) throw new Error('no stack is served');
    await stack.put('deadLetterQueue', 'a', 'b', 'c', ['not JSON', 'reason', 'r']);
    const route = routeFrom('events', (output) => {
      if (output === 'EventQueueUrl') return stack.urls.eventQueueUrl;
      return stack.urls.deadLetterQueueUrl;
    });
    const how = { poison: false, rate: 1_000, dryRun: true, onFailure: () => undefined, mostMessages: 4 };
    const tally = emptyTally();
    const { signal } = new AbortController();
    const run = redriveQueue(route, { ...how, sqs: served.admin, tally, signal });

    await expect(run).rejects.toThrow(/^a run takes 4 messages of a queue: start another$/);
    expect(tally).toEqual({ ...emptyTally(), sent: 3, poison: 1 });
    expect((await stack.look('deadLetterQueue')).bodies).toEqual(['a', 'b', 'c', 'not JSON']);
  });
});
