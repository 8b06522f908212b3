import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../local/eventbridge/compile-pattern.ts';
import { matches } from '../../../local/eventbridge/matches.ts';

const event = {
  version: '0',
  source: 'aws.mediaconvert',
  resources: ['arn:aws:mediaconvert:us-east-1:111122223333:jobs/1-a', 'arn:other'],
  detail: {
    status: 'STATUS_UPDATE',
    queue: 'arn:aws:mediaconvert:us-east-1:111122223333:queues/Default',
    framesDecoded: 353,
    ratio: 3.018e2,
    big: 1671477681737,
    done: false,
    nothing: null,
    empty: '',
    none: [],
    ip: '10.0.0.33',
    ip6: '2001:db8::17',
    path: 'in/lib/a*b.png',
    userMetadata: { application: 'Foo' },
    'dotted.key': 'x',
    outputs: [
      { type: 'FILE', size: 1, tags: ['a', 'b'] },
      { type: 'HLS', size: 2, tags: ['c'] },
    ],
    nested: [[{ first: 'Anna', last: 'Smith' }], [{ first: 'Peter', last: 'Jones' }]],
  },
};

const detail = (pattern: object): object => ({ detail: pattern });

describe('matches', () => {
  it.each<[string, object]>([
    ['exact string', { source: ['aws.ec2', 'aws.mediaconvert'] }],
    ['an element of an array', { resources: ['arn:other'] }],
    ['boolean', detail({ done: [false] })],
    ['null', detail({ nothing: [null] })],
    ['empty string', detail({ empty: [''] })],
    ['number', detail({ framesDecoded: [353] })],
    ['number written otherwise', detail({ ratio: [301.8] })],
    ['a number beyond five billion', detail({ big: [1671477681737] })],
    ['nested object', detail({ userMetadata: { application: ['Foo'] } })],
    ['a dotted key as a path', detail({ dotted: { key: ['x'] } })],
    ['a path as a dotted key', { 'detail.userMetadata.application': ['Foo'] }],
    ['`prefix`', detail({ status: [{ prefix: 'STATUS' }] })],
    ['`prefix` with `equals-ignore-case`', detail({ status: [{ prefix: { 'equals-ignore-case': 'status_' } }] })],
    ['`suffix`', detail({ queue: [{ suffix: '/Default' }] })],
    ['`suffix` with `equals-ignore-case`', detail({ queue: [{ suffix: { 'equals-ignore-case': '/DEFAULT' } }] })],
    ['`equals-ignore-case`', detail({ status: [{ 'equals-ignore-case': 'status_update' }] })],
    ['`anything-but` string', detail({ status: [{ 'anything-but': 'COMPLETE' }] })],
    ['`anything-but` strings', detail({ status: [{ 'anything-but': ['COMPLETE', 'ERROR'] }] })],
    ['`anything-but` number', detail({ framesDecoded: [{ 'anything-but': 1 }] })],
    ['`anything-but` of another type', detail({ framesDecoded: [{ 'anything-but': '353' }] })],
    ['`anything-but` on null', detail({ nothing: [{ 'anything-but': 'x' }] })],
    ['`anything-but` one element of an array', { resources: [{ 'anything-but': 'arn:other' }] }],
    ['`anything-but` `prefix`', detail({ status: [{ 'anything-but': { prefix: 'COMP' } }] })],
    ['`anything-but` `prefix` list', detail({ status: [{ 'anything-but': { prefix: ['COMP', 'ERR'] } }] })],
    ['`anything-but` `suffix`', detail({ path: [{ 'anything-but': { suffix: '.jpg' } }] })],
    ['`anything-but` `equals-ignore-case`', detail({ status: [{ 'anything-but': { 'equals-ignore-case': ['x'] } }] })],
    ['`anything-but` `wildcard`', detail({ path: [{ 'anything-but': { wildcard: '*/src/*' } }] })],
    ['`numeric` equal', detail({ ratio: [{ numeric: ['=', 301.8] }] })],
    ['`numeric` range', detail({ framesDecoded: [{ numeric: ['>', 0, '<=', 353] }] })],
    ['`numeric` below', detail({ framesDecoded: [{ numeric: ['<', 354] }] })],
    ['`exists` true', detail({ status: [{ exists: true }] })],
    ['`exists` true on null', detail({ nothing: [{ exists: true }] })],
    ['`exists` false', detail({ absent: [{ exists: false }] })],
    ['`exists` false on an object, which is no leaf', detail({ userMetadata: [{ exists: false }] })],
    ['`exists` false on an empty array', detail({ none: [{ exists: false }] })],
    ['`exists` false or a value', detail({ status: [{ exists: false }, 'STATUS_UPDATE'] })],
    ['`cidr`', detail({ ip: [{ cidr: '10.0.0.0/24' }] })],
    ['`cidr` of version 6', detail({ ip6: [{ cidr: '2001:db8::/32' }] })],
    ['`wildcard`', detail({ path: [{ wildcard: 'in/*/a*.png' }] })],
    ['`wildcard` with an escaped asterisk', detail({ path: [{ wildcard: '*/a\\*b.png' }] })],
    ['`$or`', { $or: [{ source: ['aws.ec2'] }, { detail: { status: ['STATUS_UPDATE'] } }] }],
    ['nested `$or`', detail({ $or: [{ a: [1] }, { done: [false], $or: [{ b: [1] }, { framesDecoded: [353] }] }] })],
    ['a field of an array of objects', detail({ outputs: { type: ['HLS'] } })],
    ['fields of one element', detail({ outputs: { type: ['FILE'], size: [1], tags: ['b'] } })],
    ['fields of one element of nested arrays', detail({ nested: { first: ['Peter'], last: ['Jones'] } })],
  ])('takes %s', (_, pattern) => {
    expect(matches(compilePattern(pattern), event)).toBe(true);
  });

  it.each<[string, object]>([
    ['another string', { source: ['aws.ec2'] }],
    ['another case', { source: ['AWS.mediaconvert'] }],
    ['a number for a string', { version: [0] }],
    ['a string for a number', detail({ framesDecoded: ['353'] })],
    ['null for an absent field', detail({ absent: [null] })],
    ['`prefix` of a number', detail({ framesDecoded: [{ prefix: '3' }] })],
    ['another `prefix`', detail({ status: [{ prefix: 'status' }] })],
    ['an `anything-but` value', detail({ status: [{ 'anything-but': ['STATUS_UPDATE', 'ERROR'] }] })],
    ['an `anything-but` number', detail({ framesDecoded: [{ 'anything-but': [353] }] })],
    ['`anything-but` of an absent field', detail({ absent: [{ 'anything-but': 'x' }] })],
    ['an `anything-but` `prefix`', detail({ status: [{ 'anything-but': { prefix: 'STATUS' } }] })],
    ['an `anything-but` `suffix`', detail({ path: [{ 'anything-but': { suffix: ['.jpg', '.png'] } }] })],
    ['an `anything-but` `wildcard`', detail({ path: [{ 'anything-but': { wildcard: '*/lib/*' } }] })],
    ['a number at an open bound', detail({ framesDecoded: [{ numeric: ['>', 353] }] })],
    ['a number beyond what `numeric` takes', detail({ big: [{ numeric: ['>', 0] }] })],
    ['a string for `numeric`', { version: [{ numeric: ['=', 0] }] }],
    ['`exists` true on an absent field', detail({ absent: [{ exists: true }] })],
    ['`exists` true on an object', detail({ userMetadata: [{ exists: true }] })],
    ['`exists` false on a present field', detail({ nothing: [{ exists: false }] })],
    ['`cidr` of another network', detail({ ip: [{ cidr: '10.0.1.0/24' }] })],
    ['`cidr` of what is no address', detail({ status: [{ cidr: '0.0.0.0/0' }] })],
    ['another `wildcard`', detail({ path: [{ wildcard: 'in/*/b.png' }] })],
    ['a `wildcard` whose ends overlap', { source: [{ wildcard: 'aws.mediaconvert*convert' }] }],
    ['no alternative of `$or`', { $or: [{ source: ['x'] }, { version: ['1'] }] }],
    ['fields of different elements', detail({ outputs: { type: ['FILE'], size: [2] } })],
    ['fields of different nested elements', detail({ nested: { first: ['Anna'], last: ['Jones'] } })],
    ['one field of two', { source: ['aws.mediaconvert'], detail: { status: ['ERROR'] } }],
  ])('leaves %s', (_, pattern) => {
    expect(matches(compilePattern(pattern), event)).toBe(false);
  });

  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

  it('takes a leaf when and only when `anything-but` of it leaves it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer()), scalar, (unwanted, value) => {
        const plain = matches(compilePattern({ a: [unwanted] }), { a: value });
        const negated = matches(compilePattern({ a: [{ 'anything-but': unwanted }] }), { a: value });
        expect(negated).toBe(!plain);
      }),
    );
  });

  it('takes every field either by `exists` true or by `exists` false', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue()), (value) => {
        const exists = (wanted: boolean) => matches(compilePattern({ a: [{ exists: wanted }] }), value);
        expect(exists(true)).toBe(!exists(false));
      }),
    );
  });

  it('reads `wildcard` as the regular expression with `.*` for each asterisk', () => {
    const piece = fc.constantFrom('a', 'b', '*', 'ab');
    const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('').replace(/\*+/g, '*'));
    const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(pattern, text, (wildcard, value) => {
        const expected = new RegExp(`^${wildcard.replace(/\*/g, '.*')}$`).test(value);
        expect(matches(compilePattern({ a: [{ wildcard }] }), { a: value })).toBe(expected);
      }),
    );
  });

  it('takes the event that the pattern was made of', () => {
    const tree = fc.dictionary(fc.constantFrom('a', 'b', 'c'), scalar, { minKeys: 1 });
    fc.assert(
      fc.property(tree, (value) => {
        const pattern = Object.fromEntries(Object.entries(value).map(([name, leaf]) => [name, [leaf]]));
        expect(matches(compilePattern({ detail: pattern }), { detail: value })).toBe(true);
      }),
    );
  });
});

describe('compilePattern', () => {
  it.each<[string, unknown, string]>([
    ['a list', [], 'an event pattern must be a JSON object'],
    ['an empty pattern', {}, 'the event pattern: an empty object is not allowed'],
    ['a bare value', { source: 'aws.mediaconvert' }, 'source: must be an object or an array'],
    ['an empty list', detail({ status: [] }), 'detail.status: an empty array is not allowed'],
    ['a list in a list', detail({ status: [['x']] }), 'detail.status: a wanted value must be a string'],
    ['an unknown operator', detail({ a: [{ contains: 'x' }] }), 'detail.a: unknown operator "contains"'],
    ['a property of every object', detail({ a: [{ constructor: 'x' }] }), 'detail.a: unknown operator "constructor"'],
    [
      'two operators at once',
      detail({ a: [{ prefix: 'x', suffix: 'y' }] }),
      'detail.a: an operator object has exactly',
    ],
    ['`prefix` of a number', detail({ a: [{ prefix: 1 }] }), 'detail.a: prefix must be a string'],
    ['`numeric` of a string', detail({ a: [{ numeric: ['>', '1'] }] }), 'detail.a: numeric compares with a number'],
    ['`numeric` with `!=`', detail({ a: [{ numeric: ['!=', 1] }] }), `detail.a: numeric knows '='`],
    ['an upside-down range', detail({ a: [{ numeric: ['>', 2, '<', 1] }] }), 'detail.a: the bottom of a numeric range'],
    ['`numeric` beyond its limits', detail({ a: [{ numeric: ['>', 6e9] }] }), 'detail.a: numeric compares with'],
    ['`exists` of a string', detail({ a: [{ exists: 'yes' }] }), 'detail.a: exists must be true or false'],
    ['`cidr` without length', detail({ a: [{ cidr: '10.0.0.1' }] }), 'detail.a: cidr must be an address'],
    ['`cidr` with too long a length', detail({ a: [{ cidr: '10.0.0.1/33' }] }), 'detail.a: cidr must be an address'],
    ['`wildcard` with two asterisks', detail({ a: [{ wildcard: 'a**' }] }), 'consecutive wildcard characters'],
    ['`wildcard` with a stray backslash', detail({ a: [{ wildcard: 'a\\b' }] }), 'a backslash may only escape'],
    ['mixed `anything-but`', detail({ a: [{ 'anything-but': ['x', 1] }] }), 'detail.a: anything-but takes strings'],
    ['`anything-but` null', detail({ a: [{ 'anything-but': null }] }), 'detail.a: anything-but takes strings'],
    ['`anything-but` `numeric`', detail({ a: [{ 'anything-but': { numeric: ['=', 1] } }] }), 'takes one of prefix'],
    ['`anything-but` an empty `prefix`', detail({ a: [{ 'anything-but': { prefix: '' } }] }), 'none of them empty'],
    ['`$or` of one', { $or: [{ a: [1] }] }, '$or: must be an array of at least two objects'],
    ['`$or` of values', detail({ $or: ['x', 'y'] }), 'detail.$or[0]: must be an object'],
    ['an operator inside `$or`', { $or: [{ numeric: [1] }, { a: [1] }] }, 'numeric: an operator cannot be a field'],
  ])('refuses %s and names the path', (_, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });

  it('refuses more than 1,000 combinations of `$or`', () => {
    const or = (name: string) => Array.from({ length: 11 }, (_, index) => ({ [name]: [index] }));
    expect(() => compilePattern({ a: { $or: or('a') }, b: { $or: or('b') }, c: { $or: or('c') } })).toThrow(
      'c.$or: makes more than 1000 combinations',
    );
  });
});
