import { describe, expect, it } from 'vitest';
import type { SubscriptionFilter } from '../../../../local/appsync/engine.ts';
import {
  filterRefusal,
  matchesFilter,
  matchesInvalidation,
} from '../../../../local/appsync/realtime/enhanced-filter.ts';

type Condition = SubscriptionFilter['filterGroup'][number]['filters'][number];

const PAYLOAD = {
  text: 'abc',
  number: 5,
  flag: true,
  nothing: null,
  list: ['x', 'y', 1],
  objects: [{ key: 'k' }],
  nested: { id: 'm-1', list: ['x'], deep: { a: { b: { c: 1 } } } },
};

const condition = (fieldName: string, operator: string, value: unknown): Condition => ({ fieldName, operator, value });
const filter = (...groups: Condition[][]): SubscriptionFilter => ({
  filterGroup: groups.map((filters) => ({ filters })),
});

/** Whether the payload passes, and what was warned of. */
function run(subscriptionFilter: SubscriptionFilter): { matches: boolean; warnings: string[] } {
  const warnings: string[] = [];
  const matches = matchesFilter(subscriptionFilter, (line) => warnings.push(line));
  return { matches: matches(PAYLOAD), warnings };
}

describe('matchesFilter', () => {
  it.each<[string, string, unknown, boolean]>([
    ['text', 'eq', 'abc', true],
    ['text', 'eq', 'ABC', false],
    ['number', 'eq', 5, true],
    ['number', 'eq', '5', false],
    ['flag', 'eq', true, true],
    ['flag', 'ne', true, false],
    ['nothing', 'eq', 'x', false],
    ['nothing', 'ne', 'x', true],
    ['missing', 'ne', 'x', true],
    ['text', 'ne', 'abc', false],
    ['number', 'lt', 6, true],
    ['number', 'lt', 5, false],
    ['number', 'le', 5, true],
    ['number', 'ge', 5, true],
    ['number', 'gt', 5, false],
    ['text', 'gt', 'abb', true],
    ['number', 'gt', '1', false],
    ['nothing', 'le', 5, false],
    ['missing', 'ge', 5, false],
    ['text', 'contains', 'bc', true],
    ['text', 'contains', 'BC', false],
    ['list', 'contains', 'x', true],
    ['list', 'contains', 'xy', false],
    ['list', 'contains', 1, true],
    ['missing', 'contains', 'x', false],
    ['text', 'notContains', 'bc', false],
    ['missing', 'notContains', 'x', true],
    ['text', 'beginsWith', 'ab', true],
    ['text', 'beginsWith', 'bc', false],
    ['number', 'beginsWith', '5', false],
    ['text', 'in', ['x', 'abc'], true],
    ['text', 'in', ['x'], false],
    ['missing', 'in', ['x'], false],
    ['number', 'notIn', [1, 2], true],
    ['number', 'notIn', [5], false],
    ['number', 'between', [5, 6], true],
    ['number', 'between', [1, 5], true],
    ['number', 'between', [6, 9], false],
    ['text', 'between', ['abb', 'abd'], true],
    ['list', 'containsAny', ['z', 'y'], true],
    ['list', 'containsAny', ['z'], false],
    ['nested.id', 'eq', 'm-1', true],
    ['nested.id', 'in', ['m-1'], true],
    ['nested.deep.a.b.c', 'eq', 1, true],
    ['nested.missing.a', 'eq', 1, false],
    ['text.length', 'eq', 3, false],
  ])('finds `%s %s %j` to be %4$s, without a warning', (fieldName, operator, value, matches) => {
    expect(run(filter([condition(fieldName, operator, value)]))).toEqual({ matches, warnings: [] });
  });

  it.each<[string, string, unknown, boolean, RegExp]>([
    ['text', 'like', 'abc', false, /no such operator/],
    ['text', 'toString', 'abc', false, /no such operator/],
    ['flag', 'gt', true, false, /takes no such value/],
    ['flag', 'in', [true], false, /takes no such value/],
    ['number', 'between', [1], false, /takes no such value/],
    ['text', 'in', 'abc', false, /takes no such value/],
    ['nothing', 'eq', null, false, /takes no such value/],
    ['nested.id', 'beginsWith', 'm-', false, /fields at the top only/],
    ['text', 'ne', 'x'.repeat(257), false, /longer than 256 characters/],
    ['a.b.c.d.e.f', 'ne', 1, false, /at most 5 names/],
    ['objects', 'contains', 'k', false, /list of objects/],
    ['objects.key', 'ne', 'x', false, /list of objects/],
    ['objects', 'notContains', 'k', false, /matches nothing: `objects` is a list of objects/],
    ['list', 'notContains', 'x', true, /matches everything: `list` is a list/],
    ['nested.list', 'notContains', 'x', true, /matches everything: `nested.list` is a list/],
  ])('warns that `%s %s %j` is not supported', (fieldName, operator, value, matches, warning) => {
    const result = run(filter([condition(fieldName, operator, value)]));
    expect(result).toEqual({ matches, warnings: [expect.stringMatching(warning)] });
  });

  it.each([
    ['objects', 'eq', false],
    ['list', 'notContains', true],
  ])('warns once of `%s %s`', (fieldName, operator, holds) => {
    const warnings: string[] = [];
    const matches = matchesFilter(filter([condition(fieldName, operator, 'k')]), (line) => warnings.push(line));
    expect([matches(PAYLOAD), matches(PAYLOAD)]).toEqual([holds, holds]);
    expect(warnings).toHaveLength(1);
  });

  const yes = condition('text', 'eq', 'abc');
  const no = condition('text', 'eq', 'other');
  it.each<[SubscriptionFilter, boolean]>([
    [filter([yes, yes]), true],
    [filter([yes, no]), false],
    [filter([no], [yes]), true],
    [filter([no], [no, yes]), false],
    [filter(), true],
    [filter(...Array.from({ length: 10 }, () => [yes])), true],
    [filter(...Array.from({ length: 11 }, () => [yes])), false],
  ])('takes groups for alternatives whose conditions all hold: case %#', (subscriptionFilter, matches) => {
    expect(run(subscriptionFilter).matches).toBe(matches);
  });
});

describe('a filter that is none', () => {
  it.each<[unknown]>([
    [null],
    [5],
    ['text'],
    [{}],
    [[null]],
    [[{}]],
    [[{ filters: {} }]],
    [[{ filters: [{ fieldName: 'a' }] }]],
  ])('is refused by nobody and matches nothing, with a warning: %j', (filterGroup) => {
    const none = { filterGroup } as unknown as SubscriptionFilter;
    expect(filterRefusal(none)).toBeUndefined();
    expect(run(none)).toEqual({ matches: false, warnings: [expect.stringMatching(/matches nothing/)] });
    expect(matchesInvalidation(none, () => undefined)(PAYLOAD)).toBe(false);
  });

  it('lets everything through when a group has no conditions, with a warning', () => {
    expect(run(filter([]))).toEqual({ matches: true, warnings: [expect.stringMatching(/no conditions/)] });
  });
});

describe('matchesInvalidation', () => {
  it.each<[string, SubscriptionFilter, boolean]>([
    ['a filter that holds', filter([condition('text', 'eq', 'abc')]), true],
    ['a filter that does not hold', filter([condition('text', 'eq', 'other')]), false],
    ['a filter without groups', filter(), false],
  ])('decides about %s', (_, invalidationFilter, expected) => {
    expect(matchesInvalidation(invalidationFilter, () => undefined)(PAYLOAD)).toBe(expected);
  });
});

describe('filterRefusal', () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
  const fields = (count: number) => values(count).map((name) => condition(name, 'eq', 1));
  const refusal = (message: string) => ({ message, errorCode: 400 });

  it.each<[string, SubscriptionFilter, object | undefined]>([
    ['5 values in `in`', filter([condition('a', 'in', values(5))]), undefined],
    [
      '6 values in `in`',
      filter([condition('a', 'in', values(6))]),
      refusal('subscription exceeds maximum value limit 5 for operator `in`.'),
    ],
    [
      '6 values in `notIn`',
      filter([condition('a', 'notIn', values(6))]),
      refusal('subscription exceeds maximum value limit 5 for operator `notIn`.'),
    ],
    ['20 values in `containsAny`', filter([condition('a', 'containsAny', values(20))]), undefined],
    [
      '21 values in `containsAny`',
      filter([condition('a', 'containsAny', values(21))]),
      refusal('subscription exceeds maximum value limit 20 for operator `containsAny`.'),
    ],
    ['5 fields', filter(fields(5), fields(5)), undefined],
    ['6 fields', filter(fields(6)), refusal('Filters exceed maximum attributes limit 5 for subscription')],
  ])('gives AppSync’s answer to %s', (_, subscriptionFilter, expected) => {
    expect(filterRefusal(subscriptionFilter)).toEqual(expected);
  });
});
