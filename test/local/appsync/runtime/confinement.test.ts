import { describe, expect, it } from 'vitest';
import { contextWith, evaluate, load, printed, run, runUnchecked } from './evaluate.ts';

/** Expressions that lead to Node where a sandbox leaks. Each must be undefined, or fail inside. */
const WAYS_OUT = [
  'ctx.constructor',
  'ctx.args.constructor',
  'ctx.stash.__proto__',
  "''.constructor",
  '[].constructor',
  '(() => 1).constructor',
  '(1).constructor',
  'util.error.constructor',
  'util.constructor',
  'console.log.constructor',
  'ddb.get.constructor',
  'Object.constructor',
  'Object.getPrototypeOf',
  'Object.defineProperty',
  'request.call',
  'request.bind',
  'request.caller',
  '[].map.constructor',
  'JSON.stringify.constructor',
  "util.time.nowISO8601['constructor']",
  "''.matchAll",
  '(async () => 1).constructor',
  '(function* () {}).constructor',
  '(async function* () {}).constructor',
  'ctx.info.constructor',
  'ctx.identity.claims.constructor',
  "''.replace.constructor",
  '[].sort.constructor',
  'JSON.parse.constructor',
  'rds.select.constructor',
  'Object.prototype.constructor',
  'String.raw`a`.constructor',
  '[][Object.keys({ constructor: 1 })[0]]',
  'console.log.caller',
  'request.arguments',
];

const LACKING = [
  ...[
    'Promise',
    'Proxy',
    'Reflect',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'Function',
    'eval',
    'Symbol',
    'TypeError',
    'Date',
  ],
  ...[
    'RegExp',
    'Map',
    'Set',
    'WeakRef',
    'FinalizationRegistry',
    'ArrayBuffer',
    'BigInt',
    'Intl',
    'globalThis',
    'setTimeout',
  ],
  ...[
    'queueMicrotask',
    'fetch',
    'process',
    'require',
    'module',
    'Buffer',
    'structuredClone',
    'TextEncoder',
    'URL',
    'global',
  ],
];

describe('the context of resolver code', () => {
  it.each(WAYS_OUT)('leads nowhere by `%s`', async (expression) => {
    expect((await runUnchecked(`return typeof (${expression});`, { identity: { claims: {} } })).ending).toEqual({
      kind: 'returned',
      value: 'undefined',
    });
  });

  it.each(LACKING)('has no `%s`', async (name) => {
    expect(await evaluate(`typeof ${name}`)).toBe('undefined');
  });

  it('fails inside on what it lacks', async () => {
    expect((await runUnchecked('return Promise.resolve(1);')).ending).toEqual({
      kind: 'failed',
      error: {
        message: expect.stringMatching(/^code\.js:3:\d+: Promise is not defined$/) as string,
        errorType: 'Code',
        data: null,
        errorInfo: null,
      },
    });
  });

  it('cannot be changed for the next run', async () => {
    const code = load(`
      const seen = [];
      export function request(ctx) { seen.push(1); return seen.length; }
      export function response(ctx) { ''.__proto__; ctx.result.push = 1; [].map.x = 1; return 1; }`);
    const context = contextWith({ result: [] });

    expect((await code({ handler: 'request', context })).ending).toEqual({ kind: 'returned', value: 1 });
    expect((await code({ handler: 'request', context })).ending).toEqual({ kind: 'returned', value: 1 });
  });

  it.each([
    ...['util.error = 1;', 'Object.keys = 1;', 'undeclared = 1;', 'ddb.get = 1;', 'util.time.nowISO8601 = 1;'],
    ...['JSON.parse = 1;', 'Math.max = 1;', '[].map.x = 1;', "''.trim.x = 1;", 'console.log = 1;', 'util = 1;'],
    ...["''.replace.x = 1;", '[].sort.x = 1;', 'util.autoId.prototype.x = 1;', 'Error.prepareStackTrace.x = 1;'],
    ...['console.log.x = 1;', 'ddb.operations.add.x = 1;', 'Object.prototype.x = 1;', '(() => 1).__proto__.x = 1;'],
    ...['delete Object.keys;', 'delete JSON.parse;', "const o = {}; o['__proto__'].x = 1;"],
    ...['Error.prepareStackTrace = 1;', 'Error.stackTraceLimit = 1;', 'undefined = 1;', 'request.x = 1; NaN = 1;'],
  ])('fails on `%s`', async (statement) => {
    expect((await runUnchecked(statement)).ending).toMatchObject({ kind: 'failed', error: { errorType: 'Code' } });
  });

  it("holds nothing of another resolver's run", async () => {
    const leaving = load(`
      const kept = { secrets: [] };
      export function request(ctx) { kept.secrets.push(ctx.args.secret); ctx.args.list.push(ctx.args.secret); return kept; }
      export const response = (ctx) => [kept.secrets, ctx.args, ctx.stash];`);
    const looking = load(`
      export const request = (ctx) => [typeof kept, ctx.args, ctx.stash];
      export const response = () => null;`);
    await leaving({ handler: 'request', context: contextWith({ arguments: { secret: 's', list: [] } }) });

    const endings = [
      await leaving({ handler: 'response', context: contextWith() }),
      await looking({ handler: 'request', context: contextWith() }),
    ].map(({ ending }) => ending);
    expect(endings).toEqual([
      { kind: 'returned', value: [[], {}, {}] },
      { kind: 'returned', value: ['undefined', {}, {}] },
    ]);
  });

  it('has no name that code cannot have', async () => {
    const code = load('const $appsync = 1; export const request = () => $appsync; export const response = () => null;');

    expect((await code({ handler: 'request', context: contextWith() })).ending).toEqual({ kind: 'returned', value: 1 });
  });

  it('has prototypes that no JSON changes, here or there', async () => {
    const { ending } = await run(`
      const given = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
      const copy = Object.assign({}, given, { ...given });
      ctx.stash.given = given;
      return [({}).polluted ?? null, copy.polluted ?? null, [].polluted ?? null, given];`);

    const given: unknown = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(ending).toEqual({ kind: 'returned', value: [null, null, null, given] });
    expect({}).not.toHaveProperty('polluted');
  });

  it('survives endless recursion, and runs again', async () => {
    const deep = await runUnchecked('const f = (n) => f(n + 1) + 1; return f(0);');
    const throughLists = await runUnchecked('const f = (list) => list.map(() => f(list)); return f([1]);');

    expect([deep.ending.kind, throughLists.ending.kind]).toEqual(['failed', 'failed']);
    expect((await runUnchecked('return 1;')).ending).toEqual({ kind: 'returned', value: 1 });
  });

  it('cannot make an error tell more than its place', async () => {
    expect((await runUnchecked('return [typeof Error, Object.keys(Error)];')).ending).toEqual({
      kind: 'returned',
      value: ['object', ['prepareStackTrace']],
    });
  });
});

describe('`ctx`', () => {
  it.each(['ctx.args = {}', 'ctx.stash = {}', 'ctx.result = 1', 'ctx.other = 1', 'delete ctx.args'])(
    'fails on `%s` where it is not seen before',
    async (statement) => {
      expect((await runUnchecked(`${statement};`)).ending).toMatchObject({
        kind: 'failed',
        error: { errorType: 'Code' },
      });
    },
  );

  it('lets stash and args be filled, and hands them on', async () => {
    const output = await run('ctx.stash.a = 1; ctx.args.b = 2; return ctx.arguments.b;', { arguments: { c: 3 } });

    expect(output).toMatchObject({
      ending: { kind: 'returned', value: 2 },
      stash: { a: 1 },
      arguments: { b: 2, c: 3 },
    });
  });

  it.each([
    ['undefined', null],
    ['[undefined, 0 / 0, 1 / 0, () => 1]', [null, null, null, null]],
    ['{ a: undefined, b: 0 / 0 }', { b: null }],
    ["{ toJSON: () => 'x' }", 'x'],
  ])('returns `%s` as JSON carries it', async (expression, value) => {
    expect(await evaluate(expression)).toEqual(value);
  });

  it.each([
    ['value', 'const a = {}; a.a = a; return a;'],
    ['stash', 'ctx.stash.a = ctx.stash; return 1;'],
    ['effects', 'const a = {}; a.a = a; util.appendError("b", "c", a); return 1;'],
  ])('fails a handler whose %s JSON cannot carry, and leaves things as they were', async (_what, body) => {
    expect(await run(`console.log('d'); ${body}`, { stash: { e: 1 } })).toEqual({
      ending: {
        kind: 'failed',
        error: {
          message: expect.stringContaining('circular') as string,
          errorType: 'Code',
          data: null,
          errorInfo: null,
        },
      },
      stash: { e: 1 },
      arguments: {},
      effects: {
        appendedErrors: [],
        invalidations: [],
        evictions: [],
        responseHeaders: {},
        logs: ['INFO - code.js:3:32: "d"'],
      },
    });
  });
});

describe('`console`', () => {
  it('prints a line a call, named after the resolver', async () => {
    printed.length = 0;

    await run("console.log('a', { b: 1 }, undefined); console.error('c');");

    expect(printed).toEqual([
      'Query.field request: INFO - code.js:3:32: "a" {"b":1} undefined',
      'Query.field request: ERROR - code.js:3:71: "c"',
    ]);
  });
});
