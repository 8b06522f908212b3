import { expressionCases, type Row, type RuntimeCase } from '../runtime-case.ts';

const MAP = { foo: { S: 'bar' }, baz: { N: 1234 }, beep: { L: [{ S: 'boop' }] } };

const RECORDED: Row[] = [
  ['`toDynamoDB` of a string', 'toDynamoDB("test")', { S: 'test' }],
  ['`toDynamoDB` of a number', 'toDynamoDB(12345)', { N: 12345 }],
  ['`toDynamoDB` of a boolean', 'toDynamoDB(true)', { BOOL: true }],
  ['`toDynamoDB` of null', 'toDynamoDB(null)', { NULL: null }],
  ['`toString`', 'toString("test")', { S: 'test' }],
  ['`toStringSet`', 'toStringSet(["foo", "bar", "baz"])', { SS: ['foo', 'bar', 'baz'] }],
  ['`toNumber`', 'toNumber(12345)', { N: 12345 }],
  ['`toNumberSet`', 'toNumberSet([1, 23, 4.56])', { NS: [1, 23, 4.56] }],
  ['`toBinary`', 'toBinary("foo")', { B: 'foo' }],
  ['`toBinarySet`', 'toBinarySet(["foo", "bar", "baz"])', { BS: ['foo', 'bar', 'baz'] }],
  ['`toBoolean`', 'toBoolean(true)', { BOOL: true }],
  ['`toNull`', 'toNull()', { NULL: null }],
  ['`toList`', 'toList(["foo", 123, { bar: "baz" }])', { L: [{ S: 'foo' }, { N: 123 }, { M: { bar: { S: 'baz' } } }] }],
  ['`toMap`', 'toMap({ foo: "bar", baz: 1234, beep: ["boop"] })', { M: MAP }],
  ['`toMapValues`', 'toMapValues({ foo: "bar", baz: 1234, beep: ["boop"] })', MAP],
  ['`toS3Object`', 'toS3Object("foo", "bar", "baz")', { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' }],
  [
    '`toS3Object` with a version',
    'toS3Object("foo", "bar", "baz", "beep")',
    { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}' },
  ],
];

const ASSUMED: Row[] = [
  [
    '`fromS3ObjectJson`',
    `fromS3ObjectJson('{"s3":{"key":"foo","bucket":"bar","region":"baz"}}')`,
    { key: 'foo', bucket: 'bar', region: 'baz' },
  ],
  [
    '`fromS3ObjectJson` with a version',
    `fromS3ObjectJson('{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}')`,
    { key: 'foo', bucket: 'bar', region: 'baz', version: 'beep' },
  ],
];

const called = (rows: Row[]): Row[] => rows.map(([name, call, result]) => [name, `util.dynamodb.${call}`, result]);

/** `util.dynamodb`: numbers stay numbers. */
export const DYNAMODB_VALUES: RuntimeCase[] = [
  ...expressionCases('R', '`util.dynamodb`', called(RECORDED)),
  ...expressionCases('U', '`util.dynamodb`', called(ASSUMED)),
];
