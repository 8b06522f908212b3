import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queueNameOf as inDashboard } from '../../../dashboard/words/queue-name.ts';
import { queueNameOf as inCollector } from '../../../functions/collector/job/describe-job.ts';
import { queueNameOf } from '../../../resolvers/lib/queue-name.ts';

describe('queueNameOf', () => {
  it.each([
    ['arn:aws:mediaconvert:us-east-1:111122223333:queues/Default', 'Default'],
    ['arn:aws:mediaconvert:us-east-1:111122223333:queues/a/b', 'a/b'],
    ['arn:aws:mediaconvert:us-east-1:111122223333:queues/a:queues/b', 'a:queues/b'],
    ['Default', 'Default'],
    ['a/b', 'a/b'],
    ['', ''],
  ])('of `%s` is `%s`', (queue, name) => {
    expect(queueNameOf(queue)).toBe(name);
  });

  it('is the same in the collector, the resolvers and the dashboard', () => {
    const queue = fc
      .array(fc.oneof(fc.constantFrom(':queues/', ':queues', '/', ':'), fc.string()))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(queue, (any) => {
        expect([inCollector(any), inDashboard(any)]).toEqual([queueNameOf(any), queueNameOf(any)]);
      }),
    );
  });
});
