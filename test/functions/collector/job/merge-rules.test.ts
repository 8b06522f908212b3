import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../functions/collector/job/canonical-json.ts';
import {
  earliest,
  entries,
  field,
  firstOf,
  greatest,
  greatestValue,
  highest,
  latest,
  newest,
  oldest,
  unlessSame,
} from '../../../../functions/collector/job/merge-rules.ts';
import type { Rule, Stamped } from '../../../../functions/collector/job/merge-rules.ts';

const number = fc.nat(3);
const stamped = fc.record({ time: number, value: number });
const record = fc.record({ level: number, from: number, told: stamped }, { requiredKeys: ['level'] });
type Sample = { level: number; from?: number | undefined; told?: Stamped<number> | undefined };
const recordRule: Rule<Sample> = (a, b) =>
  unlessSame(a, {
    level: greatest(a.level, b.level),
    from: field(earliest, a.from, b.from),
    told: field(newest, a.told, b.told),
  });
const list = fc.uniqueArray(number, { maxLength: 2 }).map((numbers) => numbers.sort((a, b) => a - b));

const key = fc.constantFrom('a', 'b', 'c', 'd', '__proto__');
const firstKeys = <T>(all: Record<string, T>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .slice(0, 2),
  );

/** The laws of a rule, each to be checked on many values. */
function lawsOf<T>(name: string, rule: Rule<T>, value: fc.Arbitrary<T>) {
  const always = (law: (a: T, b: T, c: T) => void): void => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        law(a, b, c);
      }),
    );
  };
  return {
    name,
    isCommutative: () => always((a, b) => expectSame(rule(a, b), rule(b, a))),
    isAssociative: () => always((a, b, c) => expectSame(rule(rule(a, b), c), rule(a, rule(b, c)))),
    isIdempotent: () => always((a) => expect(rule(a, a)).toBe(a)),
    tellsWhatIsNew: () =>
      always((a, b) => expect(rule(a, b) === a).toBe(canonicalJson(rule(a, b)) === canonicalJson(a))),
  };
}

function expectSame(a: unknown, b: unknown): void {
  expect(canonicalJson(a)).toBe(canonicalJson(b));
}

describe.each([
  lawsOf('earliest', earliest, number),
  lawsOf('latest', latest, number),
  lawsOf('greatest', greatest, number),
  lawsOf('greatestValue', greatestValue, stamped),
  lawsOf('newest', newest, stamped),
  lawsOf('oldest', oldest, stamped),
  lawsOf(
    'firstOf',
    firstOf<number>(2, (a, b) => a - b),
    list,
  ),
  lawsOf('field, of each field', recordRule, record),
  lawsOf(
    'entries',
    entries(greatest, (all) => all),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), number),
  ),
  lawsOf('entries, the first of them', entries(greatest, firstKeys), fc.dictionary(key, number).map(firstKeys)),
  lawsOf('highest', highest('level', recordRule), record),
])('the rule `$name`', ({ isCommutative, isAssociative, isIdempotent, tellsWhatIsNew }) => {
  it('is commutative', isCommutative);
  it('is associative', isAssociative);
  it('is idempotent', isIdempotent);
  it('returns its first value itself when, and only when, the second adds nothing', tellsWhatIsNew);
});
