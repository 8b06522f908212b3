import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listPage } from '../../../local/mediaconvert/list-page.ts';

it('gives every item once and in order, whatever comes between the pages', () => {
  const unique = fc.uniqueArray(fc.nat(10_000), { maxLength: 60 });
  const order = fc.constantFrom('ASCENDING' as const, 'DESCENDING' as const);
  fc.assert(
    fc.property(unique, fc.integer({ min: 1, max: 20 }), order, (items, maxResults, order) => {
      const listed: number[] = [];
      const query = new URLSearchParams({ maxResults: String(maxResults), order });
      for (;;) {
        const page = listPage(items, query, { keyOf: (item) => item, order: 'ASCENDING' });
        if (typeof page === 'string') throw new Error(page);
        expect(page.items.length).toBeLessThanOrEqual(maxResults);
        listed.push(...page.items);
        if (page.nextToken === undefined) break;
        query.set('nextToken', page.nextToken);
        // What is new comes before all that is listed already.
        items = [...items, order === 'ASCENDING' ? -listed.length : 10_000 + listed.length];
      }
      const direction = order === 'ASCENDING' ? 1 : -1;
      expect(listed).toEqual([...listed].sort((one, other) => direction * (one - other)));
      const old = items.filter((item) => item >= 0 && item <= 10_000);
      expect(listed.length).toBe(old.length);
    }),
  );
});
