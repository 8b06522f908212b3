import { describe, expect, it } from 'vitest';
import { MappingError } from '../../../../local/appsync/data-sources/data-source.ts';
import { toItem, toPlainItem, toTypedJson } from '../../../../local/appsync/data-sources/dynamodb/attribute-value.ts';

describe('a typed value', () => {
  it.each([
    [{ S: 5 }, { S: '5' }],
    [{ N: 1.5 }, { N: '1.5' }],
    [{ N: '-2' }, { N: '-2' }],
    [{ BOOL: 'false' }, { BOOL: false }],
    [{ BOOL: true }, { BOOL: true }],
    [{ NULL: null }, { NULL: true }],
    [{ NS: [1, '2'] }, { NS: ['1', '2'] }],
    [{ L: [{ M: { a: { S: '' } } }] }, { L: [{ M: { a: { S: '' } } }] }],
  ])('%j is %j to DynamoDB', (given, value) => {
    expect(toItem({ a: given }, '')).toEqual({ a: value });
  });

  it.each([
    [{ S: null }, 'S'],
    [{ S: { a: 1 } }, 'S'],
    [{ N: [1] }, 'N'],
    [{ B: 7 }, 'B'],
    [{ BOOL: 'yes' }, 'BOOL'],
    [{ BOOL: null }, 'BOOL'],
    [{ SS: ['a', null] }, 'SS'],
    [{ BS: [1] }, 'BS'],
  ])('%j is refused', (given, type) => {
    expect(() => toItem({ a: given }, '[key]')).toThrow(
      new MappingError(`Value for field '$[key][a]' is not a DynamoDB value of type '${type}'.`),
    );
  });
});

describe('a number of DynamoDB', () => {
  it.each([
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740992', -(2 ** 53)],
    ['100000000000000000000', 1e20],
    ['0.1', 0.1],
  ])('%s is itself', (N, number) => {
    expect(toPlainItem({ a: { N }, b: { NS: [N] } })).toEqual({ a: number, b: [number] });
    expect(toTypedJson({ a: { N } })).toEqual({ a: { N: number } });
  });

  it.each(['9007199254740993', '-12345678901234567890'])('%s is refused, for JSON has no such number', (N) => {
    const refusal = new MappingError(
      `The number ${N} is beyond 2^53, and cannot be carried whole by the local AppSync.`,
    );

    expect(() => toPlainItem({ a: { L: [{ N }] } })).toThrow(refusal);
    expect(() => toPlainItem({ a: { NS: [N] } })).toThrow(refusal);
  });
});
