import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, run } from './evaluate.ts';

const IAM = {
  accountId: '1',
  cognitoIdentityPoolId: null,
  cognitoIdentityId: null,
  sourceIp: ['127.0.0.1'],
  username: 'u',
  userArn: 'arn',
  cognitoIdentityAuthType: null,
  cognitoIdentityAuthProvider: null,
};
const COGNITO = { sub: 's', issuer: 'i', username: 'u', claims: {}, sourceIp: [], defaultAuthStrategy: 'ALLOW' };

describe('`util.authType`', () => {
  it.each([
    ['API Key Authorization', null],
    ['Lambda Authorization', {}],
    ['Lambda Authorization', { resolverContext: { a: 1 } }],
    ['IAM Authorization', IAM],
    ['User Pool Authorization', COGNITO],
    ['User Pool Authorization', { ...COGNITO, groups: ['g'] }],
    ['Open ID Connect Authorization', { sub: 's', issuer: 'i', claims: {} }],
    ['API Key Authorization', { sub: 's', issuer: 'i' }],
    ['API Key Authorization', { sub: 's', issuer: 'i', claims: {}, username: 'u' }],
    ['API Key Authorization', { ...IAM, sub: 's' }],
    ['API Key Authorization', { accountId: '1', username: 'u' }],
  ])('is `%s` for the identity %j', async (authType, identity) => {
    expect(await evaluate('util.authType()', { identity })).toBe(authType);
  });
});

describe('`util.error` and its kin', () => {
  it.each([
    ["util.error('foo')", { message: 'foo', errorType: null, data: null, errorInfo: null }],
    [
      "util.error('foo', 'Bad', { a: 1 }, { b: 2 })",
      { message: 'foo', errorType: 'Bad', data: { a: 1 }, errorInfo: { b: 2 } },
    ],
    [
      'ctx.args.a.b',
      {
        message: "code.js:3:50: Cannot read properties of undefined (reading 'b')",
        errorType: 'Code',
        data: null,
        errorInfo: null,
      },
    ],
  ])('`%s` ends the handler with %j', async (statement, error) => {
    expect((await run(`return ${statement}`)).ending).toEqual({ kind: 'failed', error });
  });

  it('`util.unauthorized` ends the handler', async () => {
    expect((await run('util.unauthorized(); return 1;')).ending).toEqual({ kind: 'unauthorized' });
  });

  it('`util.appendError` goes on', async () => {
    const { ending, effects } = await run("util.appendError('a', 'T'); util.appendError('b'); return 1;");

    expect(ending).toEqual({ kind: 'returned', value: 1 });
    expect(effects.appendedErrors).toEqual([
      { message: 'a', errorType: 'T', data: null, errorInfo: null },
      { message: 'b', errorType: null, data: null, errorInfo: null },
    ]);
  });

  it.each([
    ['runtime.earlyReturn({ a: 1 })', { kind: 'earlyReturn', value: { a: 1 }, skipTo: 'NEXT' }],
    ["runtime.earlyReturn(1, { skipTo: 'END' })", { kind: 'earlyReturn', value: 1, skipTo: 'END' }],
    ['runtime.earlyReturn()', { kind: 'earlyReturn', value: null, skipTo: 'NEXT' }],
  ])('`%s` ends the handler with its value', async (statement, ending) => {
    expect((await run(`${statement}; return 2;`)).ending).toEqual(ending);
  });

  it.each(['util.rds.toJsonObject({})', "util.xml.toMap('<a/>')", 'util.transform.toElasticsearchQueryDSL({})'])(
    '`%s` says that it is not imitated',
    async (call) => {
      expect((await run(`return ${call};`)).ending).toMatchObject({
        error: { message: expect.stringContaining(`${call.slice(0, call.indexOf('('))} is not imitated`) as string },
      });
    },
  );
});

describe('`extensions`', () => {
  it('is recorded, call by call', async () => {
    const { effects } = await run(`
      extensions.setSubscriptionFilter({ filterGroup: [] });
      extensions.setSubscriptionInvalidationFilter({ filterGroup: [] });
      extensions.invalidateSubscriptions({ subscriptionField: 'onX', payload: { a: 1 } });
      extensions.evictFromApiCache('Query', 'job', { 'context.arguments.id': 1 });
      util.http.addResponseHeader('x-a', 1);`);

    expect(effects).toEqual({
      appendedErrors: [],
      subscriptionFilter: { filterGroup: [] },
      invalidationFilter: { filterGroup: [] },
      invalidations: [{ subscriptionField: 'onX', payload: { a: 1 } }],
      evictions: [{ typeName: 'Query', fieldName: 'job', keys: { 'context.arguments.id': 1 } }],
      responseHeaders: { 'x-a': 1 },
      logs: [],
    });
  });
});

describe('values of `util`', () => {
  it.each<[string, unknown]>([
    ["util.escapeJavaScript('a\"\\n')", 'a\\"\\n'],
    ["util.urlEncode('a b&ü(')", 'a+b%26%C3%BC%28'],
    ["util.urlDecode('a+b%26%C3%BC')", 'a b&ü'],
    ["util.base64Encode('hé😀')", 'aMOp8J+YgA=='],
    ["util.base64Decode('aMOp8J+YgA==')", 'hé😀'],
    ["util.matches('^a*b$', 'aaab')", true],
    ["util.matches('^a*b$', 'aac')", false],
    [
      "util.dynamodb.toDynamoDB({ a: ['b', 1, null, true] })",
      { M: { a: { L: [{ S: 'b' }, { N: 1 }, { NULL: null }, { BOOL: true }] } } },
    ],
    ['util.dynamodb.toNumberSet([1, 4.56])', { NS: [1, 4.56] }],
    ['util.dynamodb.toString(null)', null],
    ["util.dynamodb.toS3Object('k', 'b', 'r')", { S: '{"s3":{"key":"k","bucket":"b","region":"r"}}' }],
    [
      'util.dynamodb.fromS3ObjectJson(\'{"s3":{"key":"k","bucket":"b","region":"r"}}\')',
      { bucket: 'b', region: 'r', key: 'k' },
    ],
    ['util.math.roundNum(2.5)', 3],
    ['util.math.minVal(2, 1)', 1],
    ["util.str.normalize('e\\u0301', 'nfc')", 'é'],
    ["util.http.copyHeaders({ Host: 'a', 'x-b': 'c' })", { 'x-b': 'c' }],
    ["util.time.parseISO8601ToEpochMilliSeconds('2026-01-02T03:04:05.678Z')", 1767323045678],
    ['util.time.epochMilliSecondsToSeconds(1999)', 1],
    ['util.time.epochMilliSecondsToISO8601(1767323045678)', '2026-01-02T03:04:05.678Z'],
    ["util.time.epochMilliSecondsToFormatted(1767323045678, 'yyyy-MM-dd HH:mm:ssZ')", '2026-01-02 03:04:05+0000'],
    [
      "util.time.epochMilliSecondsToFormatted(1767323045678, 'EEE, d MMM yy hh:mm a XXX', 'Asia/Tokyo')",
      'Fri, 2 Jan 26 12:04 PM +09:00',
    ],
    [
      "util.time.epochMilliSecondsToFormatted(1767323045678, \"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\")",
      '2026-01-02T03:04:05.678Z',
    ],
    ["util.escapeJavaScript('é/\\u0001😀')", '\\u00E9\\/\\u0001\\uD83D\\uDE00'],
    ["util.urlEncode('a*b~c!')", 'a*b%7Ec%21'],
    ['util.math.roundNum(-2.5)', -2],
    [
      "util.dynamodb.toS3Object('k', 'b', 'r', 'v')",
      { S: '{"s3":{"key":"k","bucket":"b","region":"r","version":"v"}}' },
    ],
    [
      'util.dynamodb.fromS3ObjectJson(\'{"s3":{"key":"k","bucket":"b","region":"r","version":"v"}}\')',
      { bucket: 'b', region: 'r', key: 'k', version: 'v' },
    ],
    ["util.dynamodb.fromS3ObjectJson('{')", null],
    [
      "util.time.epochMilliSecondsToFormatted(1767323045678, 'yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')",
      '2026-01-02 11:04:05+0800',
    ],
    [
      "util.time.epochMilliSecondsToFormatted(1767323045678, 'HH:mm X ZZZZ ZZZZZ O', '+05:30')",
      '08:34 +0530 GMT+05:30 +05:30 GMT+5:30',
    ],
    ["util.time.epochMilliSecondsToFormatted(1767323045678, \"MMM dd uuuu 'at' k''K D\")", "Jan 02 2026 at 3'3 2"],
    ["util.time.epochMilliSecondsToFormatted(1735603200000, 'YYYY yyyy')", '2025 2024'],
    ["util.time.parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180+08:00')", 1517476865180],
    ["util.time.parseFormattedToEpochMilliSeconds('2 Jan 26, 03:04 PM', 'd MMM yy, hh:mm a')", 1767366240000],
    [
      "util.time.parseFormattedToEpochMilliSeconds('Friday, 2 January 2026 -0500', 'EEEE, d MMMM yyyy Z')",
      1767330000000,
    ],
    ["util.time.parseFormattedToEpochMilliSeconds('2026-01-02 03:04:05+0900', 'yyyy-MM-dd HH:mm:ssZ')", 1767290645000],
    [
      "util.time.parseFormattedToEpochMilliSeconds('02.01.2026 03:04', 'dd.MM.yyyy HH:mm', 'Asia/Tokyo')",
      1767290640000,
    ],
  ])('`%s` is %j', async (expression, value) => {
    expect(await evaluate(expression)).toEqual(value);
  });

  it.each([
    "util.time.parseISO8601ToEpochMilliSeconds('2 January 2026')",
    "util.time.parseISO8601ToEpochMilliSeconds('2026-01-02T03:04:05')",
    "util.time.parseISO8601ToEpochMilliSeconds('2026-13-02T03:04:05Z')",
    "util.time.parseFormattedToEpochMilliSeconds('2026-02-30', 'yyyy-MM-dd')",
    "util.time.parseFormattedToEpochMilliSeconds('2026-02', 'yyyy-MM-dd')",
    "util.time.nowFormatted('yyyy bbb')",
    "util.time.nowFormatted('yyyy', 'Mars/Olympus')",
    "util.urlDecode('%E0')",
    "util.str.normalize('a', 'nfx')",
  ])('`%s` fails', async (call) => {
    expect((await run(`return ${call};`)).ending).toMatchObject({ kind: 'failed', error: { errorType: 'Code' } });
  });

  it.each([
    ['util.autoId()', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['util.autoUlid()', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/],
    ['util.autoKsuid()', /^[0-9A-Za-z]{27}$/],
    ['util.time.nowISO8601()', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ])('`%s` looks like %s', async (expression, pattern) => {
    expect(await evaluate(expression)).toMatch(pattern);
  });

  it('`util.base64Encode` agrees with Node for every text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const encoded = await evaluate(`util.base64Encode(${JSON.stringify(text)})`);

        expect(encoded).toBe(Buffer.from(text, 'utf8').toString('base64'));
        expect(await evaluate(`util.base64Decode('${String(encoded)}')`)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });
});
