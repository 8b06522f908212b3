import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenNames, valuesKey } from '../../../../local/appsync/realtime/argument-filter.ts';

/** As `createAudiences` looks subscriptions up. */
function matches(args: Record<string, unknown>, payload: Record<string, unknown>): boolean {
  const names = givenNames(args);
  return valuesKey(payload, names) === valuesKey(args, names);
}

describe('an argument filter', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>, boolean]>([
    ['no argument', {}, { a: 1 }, true],
    ['an argument left out', { a: undefined }, { a: 1 }, true],
    ['an equal text', { a: 'x' }, { a: 'x', b: 1 }, true],
    ['another letter case', { a: 'x' }, { a: 'X' }, false],
    ['an enum value', { a: 'RED' }, { a: 'RED' }, true],
    ['a number', { a: 1 }, { a: 1.0 }, true],
    ['a number and its text', { a: 1 }, { a: '1' }, false],
    ['a boolean', { a: false }, { a: false }, true],
    ['a boolean and null', { a: false }, { a: null }, false],
    ['null and null', { a: null }, { a: null }, true],
    ['null and a text', { a: null }, { a: 'null' }, false],
    ['null and an empty text', { a: null }, { a: '' }, false],
    ['null and nothing', { a: null }, {}, false],
    ['a text and nothing', { a: 'x' }, { b: 'x' }, false],
    ['what an object inherits', { toString: null }, {}, false],
    ['two that are equal', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['one of two that is not', { a: 1, b: 2 }, { a: 1, b: 3 }, false],
    ['values that change places', { a: 'x', b: 'y' }, { a: 'y', b: 'x' }, false],
    ['a list', { a: [1, 2] }, { a: [1, 2] }, true],
    ['a list in another order', { a: [1, 2] }, { a: [2, 1] }, false],
    ['an object, whatever the order of its keys', { a: { x: 1, y: [2] } }, { a: { y: [2], x: 1 } }, true],
    [
      'an object without a prototype',
      { a: Object.assign(Object.create(null) as object, { x: 1 }) },
      { a: { x: 1 } },
      true,
    ],
    ['an object with more in it', { a: { x: 1 } }, { a: { x: 1, y: 2 } }, false],
  ])('decides about %s', (_, args, payload, expected) => {
    expect(matches(args, payload)).toBe(expected);
  });

  it('finds JSON values equal exactly when they are', () => {
    const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(matches({ a: one }, { a: one })).toBe(true);
        expect(matches({ a: one }, { a: other })).toBe(isDeepStrictEqual(one, other));
      }),
    );
  });
});
