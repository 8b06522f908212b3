import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, totalOf } from '../../../bench/cost/cost.ts';
import { type CostOptions, DEFAULTS, INTERVALS } from '../../../bench/cost/options.ts';
import { readPrices, UNUSED, type Usage } from '../../../bench/cost/prices.ts';
import { readCalls } from '../../../bench/cost/read-calls.ts';
import { usageOf } from '../../../bench/cost/usage.ts';
import { MEASURED } from './measured.ts';

const PRICES = readPrices();
const GIB = 1024 ** 3;

const used = (usage: Usage) => Object.fromEntries(Object.entries(usage).filter(([, amount]) => amount !== 0));

describe('what is used', () => {
  it('of one job of three updates with a watcher, adds up by hand', () => {
    const options = { ...DEFAULTS, jobs: 1, interval: 60, minutes: 3, subscribers: 1 };
    // Eight events: SUBMITTED, the analysis, PROGRESSING, INPUT_INFORMATION, three updates, COMPLETE.
    const stored = (8 * 1000 + 8 * 100) / 30 / GIB;
    const logged = (8 * 400 + 10 * 600 + 9 * 1000) / GIB;
    expect(used(usageOf(MEASURED, options).ofJobs)).toEqual({
      'lambda.requests': 10,
      // One analysis, and one invocation of the analyzer that finds it done.
      'lambda.gbSeconds': 8 * 0.1 * 0.5 + 2 + 0.1,
      'dynamodb.writeUnits': 6 * 5 + 10 + 7,
      // The analysis, the watch, and three fifths of a round.
      'dynamodb.readUnits': 1 + 1 + 0.6 * 0.5,
      'dynamodb.storedGbMonths': expect.closeTo(stored, 15) as number,
      'dynamodb.backupGbMonths': expect.closeTo(stored, 15) as number,
      'sqs.requests': 7 * 3 + 6,
      'eventbridge.serviceEvents': 7,
      'appsync.operations': 8 + 1,
      'appsync.updates': 8 + 2,
      'appsync.connectionMinutes': 3,
      'transfer.outGb': (8 * 1200) / GIB,
      'kinesis.inGb': (8 * 16 * 1024) / GIB,
      's3.gets': 2,
      'cloudwatch.logsInGb': logged,
      'cloudwatch.logsStoredGbMonths': (logged * 14) / 30,
      'xray.traces': 10 + 9,
    });
  });

  it('without any job is what stands there', () => {
    const { standing, ofJobs } = usageOf(MEASURED, { ...DEFAULTS, jobs: 0 });
    expect(ofJobs).toEqual(UNUSED);
    // 8,640 rounds of five minutes in 30 days.
    const logged = (8640 * (400 + 600)) / GIB;
    expect(used(standing)).toEqual({
      'lambda.requests': 8640,
      'lambda.gbSeconds': 8640 * 0.5 * 0.5,
      'dynamodb.readUnits': 8640 * 2,
      // Two queues, five pollers each, three times a minute.
      'sqs.requests': 2 * 5 * 3 * 60 * 24 * 30,
      'kinesis.streamHours': 3 * 720,
      'cloudwatch.logsInGb': logged,
      'cloudwatch.logsStoredGbMonths': (logged * 14) / 30,
      'cloudwatch.metrics': 20,
      'cloudwatch.alarms': 18,
      'cloudwatch.dashboards': 1,
    });
  });

  it('of more inputs grows by what the second one added', () => {
    const of = (inputs: number) => usageOf(MEASURED, { ...DEFAULTS, jobs: 1, minutes: 0, inputs }).ofJobs;
    expect([1, 2, 5].map((inputs) => of(inputs)['dynamodb.writeUnits'])).toEqual([30, 34, 46]);
    expect([1, 2, 5].map((inputs) => of(inputs)['s3.gets'])).toEqual([2, 4, 10]);
  });

  it('of an archive goes through Firehose, and stays for a year', () => {
    const options = { ...DEFAULTS, jobs: 1, minutes: 0, archive: true };
    const { standing, ofJobs } = usageOf(MEASURED, options);
    const read = (5 * 10_240) / GIB;
    expect(standing['s3.puts']).toBe(3 * 12 * 24 * 30);
    expect(ofJobs).toMatchObject({
      'kinesis.outGb': read,
      'firehose.inGb': (5 * 80 * 1024) / GIB,
      's3.standardGbMonths': read * 0.1,
      's3.infrequentGbMonths': expect.closeTo((read * 0.1 * 335) / 30, 12) as number,
    });
  });

  it('without streams has none of them', () => {
    const { standing, ofJobs } = usageOf(MEASURED, { ...DEFAULTS, streams: false });
    expect([standing['kinesis.streamHours'], ofJobs['kinesis.inGb']]).toEqual([0, 0]);
  });

  it('by X-Ray is the first request of a second, and a twentieth of the others', () => {
    const traces = (jobs: number) =>
      usageOf(MEASURED, { ...DEFAULTS, jobs, minutes: 0, subscribers: 0 }).ofJobs['xray.traces'];
    const seconds = 30 * 24 * 3600;
    // Seven invocations and five mutations a job.
    expect(traces(100)).toBe(1200);
    expect(traces(seconds)).toBeCloseTo(2 * seconds + 0.05 * (6 + 4) * seconds, 3);
  });
});

describe('what it costs', () => {
  const arbitraryOptions: fc.Arbitrary<CostOptions> = fc.record({
    jobs: fc.integer({ min: 0, max: 50_000_000 }),
    interval: fc.constantFrom(...INTERVALS),
    minutes: fc.double({ min: 0, max: 2_000, noNaN: true }),
    subscribers: fc.double({ min: 0, max: 1_000, noNaN: true }),
    inputs: fc.integer({ min: 1, max: 150 }),
    streams: fc.constant(true),
    archive: fc.boolean(),
    eventsTtlDays: fc.integer({ min: 1, max: 3_650 }),
    collectorMs: fc.integer({ min: 1, max: 15_000 }),
    analyzerMs: fc.integer({ min: 1, max: 300_000 }),
  });
  const rowsOf = (options: CostOptions) => costOf(usageOf(readCalls(), options), PRICES);
  const dollars = (options: CostOptions): number => {
    const { standing, ofJobs } = totalOf(rowsOf(options));
    return standing + ofJobs;
  };
  /** Up to what adding so many numbers in another order changes. */
  const atMost = (less: number, more: number): boolean => less <= more * (1 + 1e-9) + 1e-9;

  it('grows in proportion with the jobs, but for the traces', () => {
    fc.assert(
      fc.property(arbitraryOptions, fc.integer({ min: 1, max: 20 }), (options, times) => {
        const without = (jobs: number) =>
          totalOf(rowsOf({ ...options, jobs }).filter(({ service }) => service !== 'X-Ray')).ofJobs;
        const [once, often] = [without(options.jobs), without(options.jobs * times)];
        return atMost(often, once * times) && atMost(once * times, often);
      }),
    );
  });

  it('is nothing of the jobs when there are none, however they are', () => {
    fc.assert(fc.property(arbitraryOptions, (options) => totalOf(rowsOf({ ...options, jobs: 0 })).ofJobs === 0));
  });

  it('is never less for more frequent updates, more who watch, more inputs, longer jobs, or more that is kept', () => {
    const more: Record<string, (options: CostOptions) => Partial<CostOptions>> = {
      interval: ({ interval }) => ({
        interval: INTERVALS[INTERVALS.findIndex((one) => one === interval) - 1] ?? interval,
      }),
      subscribers: ({ subscribers }) => ({ subscribers: subscribers + 1 }),
      inputs: ({ inputs }) => ({ inputs: inputs + 1 }),
      minutes: ({ minutes }) => ({ minutes: minutes * 1.5 }),
      eventsTtlDays: ({ eventsTtlDays }) => ({ eventsTtlDays: eventsTtlDays + 1 }),
      archive: () => ({ archive: true }),
    };
    fc.assert(
      fc.property(arbitraryOptions, fc.constantFrom(...Object.keys(more)), (options, name) =>
        atMost(dollars(options), dollars({ ...options, ...more[name]?.(options) })),
      ),
      { numRuns: 500 },
    );
  });

  it('is less without streams', () => {
    fc.assert(
      fc.property(arbitraryOptions, (options) => {
        const streaming = { ...options, archive: false };
        return dollars({ ...streaming, streams: false }) < dollars(streaming);
      }),
    );
  });
});
