import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleWith } from './samples.ts';
import { batchOf, batchSentAt, startCollector, startSurroundings } from './start-collector.ts';
import type { Surroundings, TestedCollector } from './start-collector.ts';

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(() => surroundings.close());

const accept = { status: 200, body: '{"data":{"publishJobProgress":{}}}' };
beforeEach(() => {
  surroundings.graphql.answer = () => accept;
});

const arn = (queue: string): string => `arn:aws:mediaconvert:us-west-2:111122223333:queues/${queue}`;

/** An event of a job in a queue, at a time; the job was created a second before the clock's beginning. */
function event(status: string, timestamp: number, queue = 'Q', job = 1): string {
  const jobId = `${Date.parse('2026-11-23T11:59:59.000Z')}-job${job}`;
  return sampleWith(status, { jobId, timestamp, queue: arn(queue), userMetadata: {} });
}

/** What was written since the last look, by queue; what the collector itself did, under `''`. */
function looker({ emitted }: TestedCollector): () => Record<string, unknown> {
  let seen = 0;
  return () => {
    const lines = emitted().slice(seen);
    seen += lines.length;
    const metrics = Object.fromEntries(lines.map(({ queue = '', values }) => [queue, values]));
    expect(Object.keys(metrics)).toHaveLength(lines.length);
    return metrics;
  };
}

describe('the metrics of a batch', () => {
  it('are one line for the collector, and one for each queue in which jobs reached something', async () => {
    const tested = await startCollector(surroundings);
    const { collect, clock } = tested;
    const look = looker(tested);
    const begin = clock.now;
    await collect(batchOf(event('PROGRESSING', begin), event('PROGRESSING', begin, 'R', 2)));
    expect(look()).toEqual({
      '': { EventsCollected: 2 },
      Q: { JobsSubmitted: 1, JobsProgressing: 1, QueuedDuration: 1 },
      R: { JobsSubmitted: 1, JobsProgressing: 1, QueuedDuration: 1 },
    });

    clock.now += 60_000;
    const [complete, other] = [event('COMPLETE', begin + 60_000), event('COMPLETE', begin + 30_000, 'Q', 3)];
    await collect(batchOf(event('STATUS_UPDATE', begin + 50_000), complete, other));
    expect(look()).toEqual({
      '': { EventsCollected: 3 },
      Q: {
        JobsSubmitted: 1,
        JobsProgressing: 1,
        JobsComplete: 2,
        ProgressingDuration: 60,
        DecodeRate: expect.any(Number) as number,
      },
    });
  });

  it('are a single line in the steady state, with the latency of each event', async () => {
    const tested = await startCollector(surroundings);
    const { collect, clock } = tested;
    const look = looker(tested);
    await collect(batchOf(event('PROGRESSING', clock.now)));
    look();

    const begin = clock.now;
    clock.now += 700;
    await collect(batchSentAt(begin + 400, event('STATUS_UPDATE', begin), event('STATUS_UPDATE', begin + 200)));
    expect(look()).toEqual({ '': { EventsCollected: 2, EventToPublishedLatency: [700, 500] } });
  });

  it('take the latency of no event that is replayed, and none below zero', async () => {
    const tested = await startCollector(surroundings);
    const { collect, clock } = tested;
    const [look, now] = [looker(tested), clock.now];
    await collect(batchSentAt(now, event('PROGRESSING', now - 3_600_000), event('STATUS_UPDATE', now + 300)));
    expect(look()['']).toEqual({ EventsCollected: 2, EventToPublishedLatency: 0 });
  });

  it('count a job once, and an event when it is acknowledged, though its message comes again', async () => {
    const tested = await startCollector(surroundings);
    const { collect, another, clock } = tested;
    const [look, begin] = [looker(tested), clock.now];
    const batch = batchSentAt(begin, event('PROGRESSING', begin));
    surroundings.graphql.answer = () => ({ status: 503, body: 'busy' });
    await collect(batch);
    expect(look()).toEqual({
      '': { PublishFailures: 1 },
      Q: { JobsSubmitted: 1, JobsProgressing: 1, QueuedDuration: 1 },
    });

    surroundings.graphql.answer = () => accept;
    clock.now += 90_000;
    await another()(batch);
    expect(look()).toEqual({
      '': { EventsCollected: 1, EventToPublishedLatency: 90_000, VersionConflicts: 1 },
    });
  });

  it('count poison when it lies in the dead-letter queue', async () => {
    const tested = await startCollector(surroundings);
    const { collect, config } = tested;
    const look = looker(tested);
    await collect(batchOf('{', '[]'));
    expect(look()).toEqual({ '': { PoisonEvents: 2 } });

    config.deadLetterQueueUrl = `${surroundings.sqs.url}/000000000000/no-such-queue`;
    await collect(batchOf('{'));
    expect(look()).toEqual({});
  });

  it('count each job once, however many collectors race for it', async () => {
    const tested = await startCollector(surroundings);
    const { another, emitted, clock } = tested;
    const begin = clock.now;
    const statuses = ['PROGRESSING', 'STATUS_UPDATE', 'COMPLETE', 'STATUS_UPDATE', 'COMPLETE', 'PROGRESSING'];
    await Promise.all(
      statuses.map((status, index) => another()(batchOf(event(status, begin + (status === 'COMPLETE' ? 9 : index))))),
    );

    const total = (name: string): number => emitted().reduce((sum, { values }) => sum + Number(values[name] ?? 0), 0);
    expect(['JobsSubmitted', 'JobsProgressing', 'JobsComplete', 'EventsCollected'].map(total)).toEqual([1, 1, 1, 6]);
    expect(total('VersionConflicts')).toBeGreaterThan(0);
  });

  it('of a batch of hundreds of jobs are few lines, none of which CloudWatch would refuse', async () => {
    const tested = await startCollector(surroundings);
    const { collect, emitted, clock } = tested;
    const jobs = Array.from({ length: 150 }, (_, job) => event('PROGRESSING', clock.now, 'Q', job));
    await collect(batchSentAt(clock.now, ...jobs));

    const lines = emitted();
    expect(lines).toHaveLength(4);
    const lengths = lines.flatMap(({ values }) => Object.values(values).map((value) => [value].flat().length));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(100);
    expect(lines.flatMap(({ values }) => values['JobsSubmitted'] ?? [])).toEqual([150]);
    expect(lines.flatMap(({ values }) => values['EventToPublishedLatency'] ?? [])).toHaveLength(150);
  });

  it('name no job', async () => {
    const tested = await startCollector(surroundings);
    await tested.collect(batchSentAt(tested.clock.now, event('PROGRESSING', tested.clock.now)));

    expect(JSON.stringify(tested.emitted())).not.toMatch(/job1/);
  });
});
