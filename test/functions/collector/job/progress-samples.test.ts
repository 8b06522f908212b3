import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparseByFrames, sparseByPercent } from '../../../../functions/collector/job/progress-samples.ts';
import type { Sample } from '../../../../functions/collector/job/progress-samples.ts';

/** Few distinct times, so that ties are common. */
const time = fc.nat(20);

describe.each([
  ['percentages', sparseByPercent, fc.nat(100)],
  ['fractions of percentages', sparseByPercent, fc.double({ min: 0, max: 100, noNaN: true })],
  ['frames', sparseByFrames, fc.oneof(fc.nat(40), fc.maxSafeNat())],
])('samples of %s', (_case, sparse, amount) => {
  const samples = fc
    .array(fc.tuple(time, amount), { minLength: 1, maxLength: 60 })
    .map((list) => list.map((sample): Sample[] => [sample]));
  const kept = samples.map((list) => list.reduce(sparse));

  it('are the same in whatever order, how often and in what groups they were merged', () => {
    const merges = samples.chain((list) =>
      fc.record({
        list: fc.constant(list),
        order: fc.shuffledSubarray(list, { minLength: list.length }),
        again: fc.array(fc.constantFrom(...list), { maxLength: 5 }),
        split: fc.nat(list.length),
      }),
    );
    fc.assert(
      fc.property(merges, ({ list, order, again, split }) => {
        const groups = [order.slice(0, split), [...again, ...order.slice(split)]].filter(({ length }) => length > 0);
        expect(groups.map((group) => group.reduce(sparse)).reduce(sparse)).toEqual(list.reduce(sparse));
      }),
      { numRuns: 500 },
    );
  });

  it('stay the very list that they were when another adds nothing', () => {
    fc.assert(
      fc.property(kept, (list) => {
        expect(sparse(list, [...list])).toBe(list);
      }),
    );
  });

  it('are at most 27, the furthest with the earliest time among them', () => {
    fc.assert(
      fc.property(samples, (list) => {
        const merged = list.reduce(sparse);
        const furthest = list.flat().toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0];
        expect(merged.length).toBeLessThanOrEqual(27);
        expect(merged).toContainEqual(furthest);
      }),
    );
  });
});

describe('what is kept', () => {
  it.each([
    [
      'the earliest of each 4 percentage points, and the furthest',
      sparseByPercent,
      Array.from({ length: 10 }, (_, percent): Sample => [percent * 1000, percent]),
      [
        [0, 0],
        [4000, 4],
        [8000, 8],
        [9000, 9],
      ],
    ],
    [
      'the first time of a percentage that was told again',
      sparseByPercent,
      [
        [3000, 53],
        [1000, 53],
        [2000, 53],
      ],
      [[1000, 53]],
    ],
    [
      'the smaller of two percentages of the same time',
      sparseByPercent,
      [
        [1000, 6],
        [1000, 5],
        [2000, 7],
      ],
      [
        [1000, 5],
        [2000, 7],
      ],
    ],
    [
      'four counts to a doubling',
      sparseByFrames,
      Array.from({ length: 101 }, (_, step): Sample => [step, 10_000 + 100 * step]),
      [
        [0, 10_000],
        [16, 11_600],
        [38, 13_800],
        [64, 16_400],
        [95, 19_500],
        [100, 20_000],
      ],
    ],
  ] satisfies [string, typeof sparseByPercent, Sample[], Sample[]][])('is %s', (_case, sparse, samples, expected) => {
    expect(samples.map((sample): Sample[] => [sample]).reduce(sparse)).toEqual(expected);
  });
});
