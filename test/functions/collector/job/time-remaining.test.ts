import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sample } from '../../../../functions/collector/job/progress-samples.ts';
import { timeRemaining } from '../../../../functions/collector/job/time-remaining.ts';

const T = 1_700_000_000_000;

/** Samples from seconds and percentages. */
function samples(...list: [seconds: number, percent: number][]): Sample[] {
  return list.map(([seconds, percent]) => [T + 1000 * seconds, percent]);
}

/** An estimate as of the newest sample, or `at` seconds. */
function remaining(list: Sample[], at?: number, startedAt: number | undefined = T) {
  const newest = Math.max(...list.map(([time]) => time));
  return timeRemaining({ startedAt, samples: list, reportedAt: at === undefined ? newest : T + 1000 * at, step: 1 });
}

describe('an estimate', () => {
  it.each([
    ['a single percentage', samples([60, 50]), undefined],
    ['less than 5 % of progress', samples([60, 1], [120, 2], [180, 4]), undefined],
    ['less than 15 s of it', samples([5, 20], [14, 40]), undefined],
    ['percentages that only repeat', samples([60, 50], [120, 50], [180, 50]), undefined],
    ['percentages that only fall', samples([60, 50], [120, 40], [180, 30]), undefined],
  ])('has no ground in %s', (_case, list, expected) => {
    expect(remaining(list)).toBe(expected);
  });

  it('has ground in three percentages, 5 % and 15 s, of which the start is one', () => {
    expect(remaining(samples([10, 2], [15, 5]))).toBeDefined();
  });

  it('counts the progress of an attempt with an unknown start from its first percentage', () => {
    const list = samples([100, 20], [110, 30], [120, 40]);
    expect(timeRemaining({ samples: list.slice(1), reportedAt: T + 120_000, step: 1 })).toBeUndefined();
    expect(timeRemaining({ samples: list, reportedAt: T + 120_000, step: 1 })?.estimate).toBeCloseTo(60);
  });

  it('is what is left of a steady job, as of its newest report', () => {
    const list = samples([10, 10], [20, 20], [30, 30]);
    expect(remaining(list)?.estimate).toBeCloseTo(70);
    expect(remaining(list, 30.4)?.estimate).toBeCloseTo(69.6);
  });

  it('takes no more than half a step to have been taken since a percentage was told first', () => {
    const list = samples([10, 10], [20, 20], [30, 30]);
    const [waiting, longer] = [remaining(list, 40), remaining(list, 90)];
    expect(waiting?.estimate).toBeGreaterThan(70);
    expect(longer?.estimate).toBeGreaterThan(waiting?.estimate ?? Infinity);
  });

  it('is longer for a job that slows down than the recent pace says, and shorter for one that speeds up', () => {
    const slowing = remaining(samples([10, 30], [25, 40], [40, 50], [55, 60], [70, 70]));
    const speeding = remaining(samples([50, 30], [53, 40], [56, 50], [59, 60], [62, 70]));
    expect(slowing?.estimate).toBeGreaterThan(45);
    expect(speeding?.estimate).toBeLessThan(9);
  });

  it('counts stretches by their time: ten reports of a minute weigh no more than one', () => {
    const coarse = samples([60, 20], [120, 40]);
    const fine = samples([60, 20], ...Array.from({ length: 10 }, (_, i): [number, number] => [66 + 6 * i, 22 + 2 * i]));
    expect(remaining(fine)?.estimate).toBeCloseTo(remaining(coarse)?.estimate ?? NaN);
  });

  it('has wide bounds where the pace varies', () => {
    const width = (list: Sample[]): number => {
      const { low, high, estimate } = remaining(list) ?? { low: 0, high: 0, estimate: 1 };
      return (high - low) / estimate;
    };
    const [even, uneven] = [samples([10, 10], [20, 20], [30, 30]), samples([15, 10], [18, 20], [30, 30])];
    expect(width(uneven)).toBeGreaterThan(2 * width(even));
  });

  it.each([
    ['stands still', samples([60, 20], [120, 40], [180, 60])],
    ['all but stands still', samples([60, 20], [120, 40], [180, 60], [240, 60.001])],
  ])('keeps its bounds within reason where a finely told job %s for one report', (_case, list) => {
    const told = timeRemaining({ startedAt: T, samples: list, reportedAt: T + 240_000, step: 0.001 });
    const { low, high } = told ?? { low: NaN, high: NaN };
    expect(low).toBeLessThan(120);
    expect(low).toBeGreaterThan(30);
    expect(high).toBeGreaterThan(240);
    expect(high).toBeLessThan(1200);
  });

  it('is 0 at 100 %, with a high bound of one step', () => {
    const { estimate, low, high } = remaining(samples([50, 50], [100, 100])) ?? {};
    expect({ estimate, low }).toEqual({ estimate: 0, low: 0 });
    expect(high).toBeGreaterThan(1);
  });
});

describe('whatever the samples', () => {
  const anyTime = fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.nat(8.64e15));
  const list = fc.array(
    fc.tuple(anyTime, fc.oneof(fc.nat(100), fc.constant(5e-324), fc.double({ min: 0, max: 100, noNaN: true }))),
    {
      maxLength: 30,
    },
  );
  const told = fc.record({
    startedAt: fc.option(anyTime, { nil: undefined }),
    samples: list,
    reportedAt: anyTime,
    step: fc.constantFrom(1, 0.001, 100),
  });

  it('an estimate is finite, not negative, and between its bounds', () => {
    fc.assert(
      fc.property(told, (each) => {
        const { low, estimate, high } = timeRemaining(each) ?? { low: 0, estimate: 0, high: 0 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(estimate).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(estimate);
        expect(high).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
      }),
      { numRuns: 2000 },
    );
  });

  it('their order does not matter', () => {
    const shuffled = told.chain((each) =>
      fc.tuple(fc.constant(each), fc.shuffledSubarray(each.samples, { minLength: each.samples.length })),
    );
    fc.assert(
      fc.property(shuffled, ([each, order]) => {
        expect(timeRemaining({ ...each, samples: order })).toEqual(timeRemaining(each));
      }),
    );
  });

  it('a steady job is estimated to within what whole percentages hide', () => {
    const steady = fc.record({
      seconds: fc.integer({ min: 60, max: 36_000 }),
      // In thousandths of the job: sparse enough that every report tells another percentage.
      interval: fc.integer({ min: 50, max: 200 }),
      count: fc.integer({ min: 5, max: 40 }),
    });
    fc.assert(
      fc.property(steady, ({ seconds, interval, count }) => {
        const times = Array.from({ length: count }, (_, i) => ((i + 1) * interval * seconds) / 1000).filter(
          (at) => at < seconds,
        );
        const last = times.at(-1) ?? 0;
        const list = times.map((at): Sample => [T + 1000 * at, Math.floor((100 * at) / seconds)]);
        const { low = NaN, estimate = NaN, high = NaN } = remaining(list) ?? {};
        const left = seconds - last;
        // Of `points` percentage points between reports, one may be hidden or one too many shown; of all of them, one hidden.
        const points = interval / 10;
        const slowest = (points / (points - 1)) ** 1.5;
        const fastest = (points / (points + 1)) ** 1.5 * Math.sqrt(1 - 1 / (times.length * points));
        expect(estimate).toBeLessThanOrEqual((left + seconds / 100) * slowest);
        expect(estimate).toBeGreaterThanOrEqual(left * fastest);
        expect(low).toBeLessThanOrEqual(left);
        expect(high).toBeGreaterThanOrEqual(left);
      }),
    );
  });
});
