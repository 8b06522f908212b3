import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSubscriptionFilter } from '../../../../local/appsync/runtime/library/subscription-filter.ts';
import { evaluate } from './evaluate.ts';

/** The arguments, and the groups that AWS was recorded to make of them: each a list of `field operator value`. */
const RECORDED: [given: string, groups: string[][]][] = [
  ['{ a: { eq: 1 } }', [['a eq 1']]],
  ['{ a: { eq: 1 }, b: { gt: 2 } }', [['a eq 1', 'b gt 2']]],
  ['{ a: { eq: 1, ne: 2 } }', [['a eq 1'], ['a ne 2']]],
  ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', [['a eq 1'], ['b eq 2']]],
  [
    '{ c: { eq: 3 }, or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
    [
      ['c eq 3', 'a eq 1'],
      ['c eq 3', 'b eq 2'],
    ],
  ],
  ['{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', [['a eq 1', 'b eq 2']]],
  ['{ not: { a: 1 } }', [['not a 1']]],
  ['{ a: { resembles: 1 } }', [['a resembles 1']]],
  ['{}', []],
  ['{ a: {} }', []],
  ['{ and: [] }', []],
  ["{ a: { eq: 1 }, b: { eq: 2 } }, ['b']", [['a eq 1']]],
  ["{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, ['b']", [['a eq 1']]],
  [
    '{ a: { eq: 1 } }, [], { r: { eq: 7 }, s: { eq: 8 } }',
    [
      ['a eq 1', 'r eq 7'],
      ['a eq 1', 's eq 8'],
    ],
  ],
];

describe('`util.transform.toSubscriptionFilter`', () => {
  it.each(RECORDED)('makes of (%s) an object with the groups %j', async (given, groups) => {
    const filterGroup = groups.map((filters) => ({
      filters: filters.map((filter) => {
        const [fieldName, operator, value] = filter.split(' ');
        return { fieldName, operator, value: Number(value) };
      }),
    }));

    expect(await evaluate(`util.transform.toSubscriptionFilter(${given})`)).toEqual({ filterGroup });
  });

  it.each(['null', "'{}'", '[]', '{ a: 1 }', '{ or: {} }'])('is null for %s', async (filter) => {
    expect(await evaluate(`util.transform.toSubscriptionFilter(${filter})`)).toBeNull();
  });

  it('makes as many groups as the operators of each field multiply to', () => {
    const operators = fc.dictionary(fc.constantFrom('eq', 'ne', 'gt', 'lt'), fc.integer(), { minKeys: 1 });
    const filters = fc.dictionary(fc.constantFrom('a', 'b', 'c'), operators, { minKeys: 1 });
    fc.assert(
      fc.property(filters, (filter) => {
        const product = Object.values(filter).reduce((size, one) => size * Object.keys(one).length, 1);

        expect(toSubscriptionFilter(filter)?.filterGroup).toHaveLength(product);
      }),
    );
  });
});
