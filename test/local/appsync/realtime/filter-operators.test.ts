import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFilter } from '../../../../local/appsync/realtime/enhanced-filter.ts';

/** A value of every JSON type, by the name that the table below calls it. */
const ACTUALS: Record<string, unknown> = {
  absent: undefined,
  null: null,
  true: true,
  false: false,
  '0': 0,
  '5': 5,
  '5.5': 5.5,
  '"5"': '5',
  '""': '',
  abc: 'abc',
  ABC: 'ABC',
  '[]': [],
  '[abc]': ['abc', 'x'],
  '[5]': [5, 1],
  '{}': {},
  '[{}]': [{}],
};
const ALL = Object.keys(ACTUALS);
const except = (...names: string[]): string[] => ALL.filter((name) => !names.includes(name));

function holds(operator: string, actual: unknown, value: unknown): boolean {
  const filter = { filterGroup: [{ filters: [{ fieldName: 'field', operator, value }] }] };
  return matchesFilter(filter, () => undefined)(actual === undefined ? {} : { field: actual });
}

describe('an operator', () => {
  // A list of objects is ignored, whatever the operator; `notContains` holds for every other list, whatever is in it.
  it.each<[string, unknown, string[]]>([
    ['eq', 5, ['5']],
    ['eq', '5', ['"5"']],
    ['eq', 'abc', ['abc']],
    ['eq', '', ['""']],
    ['eq', true, ['true']],
    ['eq', false, ['false']],
    ['ne', 5, except('5', '[{}]')],
    ['ne', 'abc', except('abc', '[{}]')],
    ['ne', true, except('true', '[{}]')],
    ['lt', 5.5, ['0', '5']],
    ['le', 5.5, ['0', '5', '5.5']],
    ['gt', 0, ['5', '5.5']],
    ['ge', 5, ['5', '5.5']],
    ['lt', 'abc', ['"5"', '""', 'ABC']],
    ['le', 'abc', ['"5"', '""', 'abc', 'ABC']],
    ['gt', 'ABC', ['abc']],
    ['ge', 'ABC', ['abc', 'ABC']],
    ['between', [0, 5], ['0', '5']],
    ['between', [5, 0], []],
    ['between', ['5', 'ABC'], ['"5"', 'ABC']],
    ['between', [0, 'abc'], []],
    ['beginsWith', 'a', ['abc']],
    ['beginsWith', '', ['"5"', '""', 'abc', 'ABC']],
    ['contains', 'b', ['abc']],
    ['contains', 'abc', ['abc', '[abc]']],
    ['contains', 5, ['[5]']],
    ['notContains', 'b', except('abc', '[{}]')],
    ['notContains', 'abc', except('abc', '[{}]')],
    ['notContains', 5, except('[{}]')],
    ['in', [5, 'abc'], ['5', 'abc']],
    ['in', [], []],
    ['notIn', [5, 'abc'], except('5', 'abc', '[{}]')],
    ['notIn', [], except('[{}]')],
    ['containsAny', ['abc', 5], ['abc', '[abc]', '[5]']],
    ['containsAny', ['b'], ['abc']],
    ['containsAny', [], []],
  ])('`%s` %j holds for its own actual values alone', (operator, value, expected) => {
    expect(ALL.filter((name) => holds(operator, ACTUALS[name], value))).toEqual(expected);
  });

  it.each<[string, unknown[]]>([
    ['eq', [null, [1], {}]],
    ['ne', [null, [1], {}]],
    ['lt', [null, true, [1], {}]],
    ['between', [null, 1, 'a', true, [1], [1, 2, 3], [true, false], {}]],
    ['beginsWith', [null, 1, true, ['a'], {}]],
    ['contains', [null, true, ['a'], {}]],
    ['notContains', [null, true, ['a'], {}]],
    ['in', [null, 1, 'a', true, [true], [null], [{}], {}]],
    ['notIn', [null, 1, 'a', true, [true], [null], [{}], {}]],
    ['containsAny', [null, 1, 'a', true, [true], {}]],
    ['like', ['a']],
    ['EQ', ['a']],
    ['constructor', ['a']],
  ])('`%s` with a value that it does not take holds for nothing', (operator, values) => {
    const held = values.flatMap((value) => ALL.filter((name) => holds(operator, ACTUALS[name], value)));
    expect(held).toEqual([]);
  });
});

describe('the operators together', () => {
  const text = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', 'B', '1') });
  const scalar = fc.oneof(text, fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, 1.5));
  const pair = fc.oneof(
    fc.tuple(text, text),
    fc.tuple(fc.integer({ min: -3, max: 3 }), fc.double({ min: -3, max: 3, noNaN: true })),
  );
  const actual = fc.oneof(scalar, fc.boolean(), fc.array(scalar, { maxLength: 3 }), fc.constant(null));

  it('hold `ne` where `eq` does not, `notIn` where `in`, `notContains` where `contains`, lists apart', () => {
    fc.assert(
      fc.property(actual, scalar, fc.array(scalar, { maxLength: 5 }), (value, one, some) => {
        expect(holds('ne', value, one)).toBe(!holds('eq', value, one));
        expect(holds('notIn', value, some)).toBe(!holds('in', value, some));
        expect(holds('notContains', value, one)).toBe(Array.isArray(value) || !holds('contains', value, one));
      }),
    );
  });

  it('hold `between` where `ge` and `le` do, `le` where `lt` or `eq` does, and `gt` of two of a type where `le` does not', () => {
    fc.assert(
      fc.property(actual, pair, (value, [low, high]) => {
        expect(holds('between', value, [low, high])).toBe(holds('ge', value, low) && holds('le', value, high));
        expect(holds('le', value, low)).toBe(holds('lt', value, low) || holds('eq', value, low));
        if (typeof value === typeof low) expect(holds('gt', value, low)).toBe(!holds('le', value, low));
      }),
    );
  });

  it('hold `in` where `eq` of one does, `containsAny` where `contains` of one does', () => {
    fc.assert(
      fc.property(actual, fc.array(scalar, { maxLength: 5 }), (value, some) => {
        expect(holds('in', value, some)).toBe(some.some((one) => holds('eq', value, one)));
        expect(holds('containsAny', value, some)).toBe(some.some((one) => holds('contains', value, one)));
      }),
    );
  });

  it('hold `beginsWith` of texts that begin so', () => {
    fc.assert(
      fc.property(text, text, (value, start) => {
        expect(holds('beginsWith', value, start)).toBe(value.startsWith(start));
      }),
    );
  });
});
