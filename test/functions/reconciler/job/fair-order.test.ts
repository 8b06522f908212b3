import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairOrder } from '../../../../functions/reconciler/job/fair-order.ts';

const drawn = (lots: readonly number[]): (() => number) => {
  const left = lots.values();
  return () => left.next().value ?? 0;
};

describe('the fair order', () => {
  it.each([
    ['no job', '', [], ''],
    ['a job', 'a', [0.5], 'a'],
    ['jobs whose lots are in their order', 'abcd', [0.1, 0.2, 0.3, 0.4], 'abcd'],
    ['jobs whose lots are the other way round', 'abcdef', [0.6, 0.5, 0.4, 0.3, 0.2, 0.1], 'afbecd'],
    ['a last job with the smallest lot', 'abcdef', [0.5, 0.5, 0.5, 0.5, 0.5, 0], 'afbcde'],
  ])('takes the first and one that is drawn in turns: %s', (_case, ids, lots, expected) => {
    expect(fairOrder(Array.from(ids), drawn(lots)).join('')).toBe(expected);
  });

  it('has each job once, and every other is the first of those that are left', () => {
    const lots = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(lots, (each) => {
        const ids = each.map((_lot, index) => `job-${index}`);
        const order = fairOrder(ids, drawn(each));
        expect(new Set(order)).toEqual(new Set(ids));
        expect(order).toHaveLength(ids.length);
        order.forEach((id, turn) => {
          if (turn % 2 === 0) expect(id).toBe(ids.find((left) => !order.slice(0, turn).includes(left)));
        });
      }),
    );
  });
});
