import { describe, expect, it } from 'vitest';
import { evaluate, run, runUnchecked } from './evaluate.ts';

describe('methods that AWS documents to differ from the language', () => {
  it.each<[string, unknown]>([
    ["'a.b.c'.replace('.', '-')", '-.b.c'],
    ["'a.b.c'.replaceAll('.', '-')", '-----'],
    ["'a.b.c'.replaceAll('\\\\.', '-')", 'a-b-c'],
    ["'a1b22'.replaceAll('[0-9]+', '')", 'ab'],
    ["'a b\\tc'.replaceAll('\\\\p{Space}', '')", 'abc'],
    ["'2026-01-02'.replace('(\\\\d+)-(\\\\d+)-(\\\\d+)', '$3.$2.$1')", '02.01.2026'],
    ["'a+b'.replace('\\\\Q+\\\\E', ' ')", 'a b'],
    ["'Hello'.replace('(?i)h', 'J')", 'Jello'],
    ["['b', 'a', 'c'].sort()", ['a', 'b', 'c']],
    ['[10, 9, 1].sort()', [1, 10, 9]],
    ["JSON.parse('{')", ''],
    ["JSON.parse('')", ''],
    ['JSON.parse(\'{"a":[1]}\')', { a: [1] }],
    ["'a,b'.split(',')", ['a', 'b']],
  ])('`%s` is %j', async (expression, value) => {
    expect(await evaluate(expression)).toEqual(value);
  });

  it.each([
    ['[2, 1].sort((a, b) => a - b)', "Array.prototype.sort() doesn't support arguments"],
    ["'a'.replace('a', () => 'b')", 'Functions can not be passed as an argument'],
    ["'a'.replace('+', 'b')", 'Invalid regular expression: /+/: Nothing to repeat'],
  ])('`%s` fails', async (expression, message) => {
    expect((await run(`return ${expression};`)).ending).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringContaining(message) as string, errorType: 'Code' },
    });
  });
});

describe('methods that AWS has not', () => {
  const args = { list: [2, 1], text: 'a' };

  it.each([
    ...[
      'list.toString()',
      'list.keys()',
      'list.values()',
      'list.entries()',
      'list.toLocaleString()',
      'list.with(0, 1)',
    ],
    ...['text.valueOf()', 'text.repeat(2)', "text.search('a')", "text.anchor('a')", 'text.sub()', 'text.link()'],
  ])('fail when they are called: `%s`', async (call) => {
    expect((await run(`return ctx.args.${call};`, { arguments: args })).ending).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringMatching(/is not a function$/) as string },
    });
  });

  it.each([
    ...['list.toSorted()', 'list.toReversed()', 'list.toSpliced(0, 1)', 'list.copyWithin(0, 1)', 'text.isWellFormed()'],
    ...['text.toWellFormed()', "text.padStart(2, 'b')", 'text.charCodeAt(0)'],
  ])('fail in code that is not checked: `%s`', async (call) => {
    expect((await runUnchecked(`return ctx.args.${call};`, { arguments: args })).ending).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringMatching(/is not a function$/) as string },
    });
  });

  it.each<[string, unknown]>([
    ['`${ctx.args.list}`', '2,1'],
    ["ctx.args.list + ''", '2,1'],
    ['String([1, [2, [null, 3]]])', '1,2,,3'],
    ["[[1, 2], ['a']].join(';')", '1,2;a'],
    ['({ [ctx.args.list]: 1 })', { '2,1': 1 }],
    ["['2'] * 1", 2],
    ["ctx.args.list == '2,1'", true],
    ['`${{}}`', '[object Object]'],
    ['(255).toString(16)', 'ff'],
    ['String.raw`a\\nb`', 'a\\nb'],
    ['[ctx.args.list.includes(2), ctx.args.text.includes("b")]', [true, false]],
  ])('are not missed by what needs them: `%s` is %j', async (expression, value) => {
    expect(await evaluate(expression, { arguments: args })).toEqual(value);
  });
});

describe('`util.matches`', () => {
  it.each([
    ['a*b', 'aaaaab', true],
    ['a*b', 'aaaaabc', false],
    ['b', 'abc', false],
    ['^b$', 'b', true],
    ['a|b', 'b', true],
    ['a|b', 'ab', false],
    ['(?i)ABC', 'abc', true],
    ['\\p{Alpha}+', 'abC', true],
    ['[\\p{Digit}_]+', '1_2', true],
    ['\\p{L}+', 'éa', true],
    ['\\d{4}-\\d{2}', '2026-01', true],
    ['\\Aab\\z', 'ab', true],
    ['a++b', 'aab', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['.*', 'a\nb', false],
    ['(?s).*', 'a\nb', true],
  ])('is of the pattern `%s` and all of %j: %s', async (pattern, text, value) => {
    expect(await evaluate(`util.matches(${JSON.stringify(pattern)}, ${JSON.stringify(text)})`)).toBe(value);
  });
});

describe('modules that are not imitated', () => {
  it.each([
    ['select({ table: "a" })', 'select'],
    ['createPgStatement("SELECT 1")', 'createPgStatement'],
    ['sql`SELECT ${1}`', 'sql'],
    ['typeHint.DATE("2026-01-01")', 'typeHint.DATE'],
    ['agg.count("*")', 'agg.count'],
    ['toJsonObject("{}")', 'toJsonObject'],
  ])('`@aws-appsync/utils/rds` says so of `%s`', async (call, name) => {
    const { ending } = await run(`return rds.${call};`);

    expect(ending).toMatchObject({
      kind: 'failed',
      error: {
        message: expect.stringMatching(
          new RegExp(
            `^code\\.js:\\d+:\\d+: @aws-appsync/utils/rds: ${name} is not imitated by the local AppSync runtime$`,
          ),
        ) as string,
        errorType: 'Code',
      },
    });
  });

  it('`@aws-appsync/utils/ai` says so too', async () => {
    expect((await run('return ai.converse({});')).ending).toMatchObject({
      error: { message: expect.stringContaining('@aws-appsync/utils/ai: converse is not imitated') as string },
    });
  });
});
