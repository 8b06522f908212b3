import type { GraphQLScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildApiSchema } from '../../../../local/appsync/scalars/build-schema.ts';

const schema = buildApiSchema('type Query { a: String }');
const scalar = (name: string): GraphQLScalarType => schema.getType(name) as GraphQLScalarType;

const VALUES: [name: string, valid: unknown[], invalid: unknown[]][] = [
  [
    'AWSDateTime',
    [
      '2026-01-02T03:04Z',
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05.123456789Z',
      '2026-01-02T03:04:05+07:00',
      '2026-01-02T03:04:05-07:00:30',
    ],
    [
      '2026-01-02T03:04:05',
      '2026-02-30T00:00Z',
      '2026-13-01T00:00Z',
      '2026-01-02T24:00Z',
      '2026-01-02',
      1,
      'now',
      '2026-01-02T03:04:05.1234567890Z',
    ],
  ],
  ['AWSDate', ['2026-01-02', '2026-01-02Z', '2026-01-02+07:00'], ['2026-1-2', '2026-02-30', '2026-01-02T00:00Z', '']],
  ['AWSTime', ['03:04', '03:04:05.1Z', '03:04:05-07:00'], ['24:00', '3:04', '03']],
  ['AWSTimestamp', [0, -1, 1_767_323_045], [1.5, '1', Number.NaN]],
  ['AWSEmail', ['a.b+c@example.com'], ['a', 'a@b', 'a b@example.com', '@example.com']],
  [
    'AWSURL',
    ['https://example.com/a?b=c', 'ftp://example.com'],
    ['example.com', 'https://', 'mailto:a@example.com', '/a'],
  ],
  ['AWSPhone', ['+1 650-253-0000', '0301234567'], ['phone', '+', '1']],
  [
    'AWSIPAddress',
    ['127.0.0.1', '127.0.0.1/8', '127.0.0.1/32', '::1', '2001:db8::/32', '::/128'],
    ['256.0.0.1', 'localhost', '127.0.0.1/33', '::1/129', '127.0.0.1/', '/8'],
  ],
];

describe.each(VALUES)('`%s`', (name, valid, invalid) => {
  it.each(valid)('takes and gives %j as it is', (value) => {
    expect([scalar(name).parseValue(value), scalar(name).serialize(value)]).toEqual([value, value]);
  });

  it.each(invalid)('refuses %j', (value) => {
    expect(() => scalar(name).parseValue(value)).toThrow(/^Unable to parse `/);
    expect(() => scalar(name).serialize(value)).toThrow(/^Unable to serialize `/);
  });
});

describe('`AWSJSON`', () => {
  it.each([
    ['{"a":[1,null]}', { a: [1, null] }],
    ['"text"', 'text'],
    ['1', 1],
    ['null', null],
  ])('takes the text %s for the value %j', (text, value) => {
    expect(scalar('AWSJSON').parseValue(text)).toEqual(value);
  });

  it.each(['{a:1}', '', { a: 1 }, 1, null])('refuses %j', (value) => {
    expect(() => scalar('AWSJSON').parseValue(value)).toThrow(/as valid JSON\.$/);
  });

  it.each([
    [{ a: 1 }, '{"a":1}'],
    [[1], '[1]'],
    ['plain', '"plain"'],
    ['{"a":1}', '{"a":1}'],
    [true, 'true'],
  ])('gives %j as the text %s', (value, text) => {
    expect(scalar('AWSJSON').serialize(value)).toBe(text);
  });
});
