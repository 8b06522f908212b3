import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffDelay } from '../../client/backoff.ts';

it('`backoffDelay` is any wait from 0 up to a bound that doubles and is never exceeded', () => {
  fc.assert(
    fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, chance) => {
      const delay = backoffDelay({ baseMs: 1_000, maximumMs: 30_000, random: () => chance }, attempt);
      const bound = Math.min(30_000, 1_000 * 2 ** attempt);
      expect(delay).toBe(chance * bound);
    }),
  );
});
