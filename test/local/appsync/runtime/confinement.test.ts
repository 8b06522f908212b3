import { describe, expect, it } from 'vitest';
import { contextWith, evaluate, load, printed, run } from './evaluate.ts';

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
  it.each(WAYS_OUT)('leads nowhere by `%s`', (expression) => {
    expect(evaluate(`typeof (${expression})`)).toBe('undefined');
  });

  it.each(LACKING)('has no `%s`', (name) => {
    expect(evaluate(`typeof ${name}`)).toBe('undefined');
  });

  it('fails inside on what it lacks', () => {
    expect(run('return Promise.resolve(1);').ending).toEqual({
      kind: 'failed',
      error: {
        message: expect.stringMatching(/^code\.js:3:\d+: Promise is not defined$/) as string,
        errorType: 'Code',
        data: null,
        errorInfo: null,
      },
    });
  });

  it('cannot be changed for the next run', () => {
    const code = load(`
      const seen = [];
      export function request(ctx) { seen.push(1); return seen.length; }
      export function response(ctx) { ''.__proto__; ctx.result.push = 1; [].map.x = 1; return 1; }`);
    const context = contextWith({ result: [] });

    expect(code({ handler: 'request', context }).ending).toEqual({ kind: 'returned', value: 1 });
    expect(code({ handler: 'request', context }).ending).toEqual({ kind: 'returned', value: 1 });
    expect(run('util.error = 1;').ending).toMatchObject({ kind: 'failed' });
    expect(run('Object.keys = 1;').ending).toMatchObject({ kind: 'failed' });
    expect(run('undeclared = 1;').ending).toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['a list that grows while it is read', 'const a = [1]; for (const b of a) { a.push(b); }'],
    [
      'a pattern that backtracks for ever',
      "util.matches('^(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab');",
    ],
    ['calls that double', 'const f = (n) => n === 0 ? 0 : f(n - 1) + f(n - 1); f(60);'],
  ])('is stopped when it runs away: %s', (_what, body) => {
    expect(run(body).ending).toEqual({
      kind: 'failed',
      error: {
        message: 'Query.field: the request handler ran for more than 500 ms, or out of memory',
        errorType: 'Code',
        data: null,
        errorInfo: null,
      },
    });
  });

  it('survives endless recursion, and runs again', () => {
    const code = load(
      'const f = (n) => f(n + 1) + 1; export const request = (ctx) => (ctx.args.deep ? f(0) : 1); export const response = () => 1;',
    );

    expect(code({ handler: 'request', context: contextWith({ arguments: { deep: true } }) }).ending).toMatchObject({
      kind: 'failed',
    });
    expect(code({ handler: 'request', context: contextWith() }).ending).toEqual({ kind: 'returned', value: 1 });
  });

  it('cannot make an error tell more than its place', () => {
    expect(evaluate('[typeof Error, Object.keys(Error)]')).toEqual(['object', ['prepareStackTrace']]);
    expect(run('Error.prepareStackTrace = 1;').ending).toMatchObject({ kind: 'failed' });
    expect(run('Error.stackTraceLimit = 1;').ending).toMatchObject({ kind: 'failed' });
  });
});

describe('`ctx`', () => {
  it.each(['ctx.args = {}', 'ctx.stash = {}', 'ctx.result = 1', 'ctx.other = 1', 'delete ctx.args'])(
    'refuses `%s`',
    (statement) => {
      expect(run(`${statement};`).ending).toMatchObject({ kind: 'failed', error: { errorType: 'Code' } });
    },
  );

  it('lets stash and args be filled, and hands them on', () => {
    const output = run('ctx.stash.a = 1; ctx.args.b = 2; return ctx.arguments.b;', { arguments: { c: 3 } });

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
  ])('returns `%s` as JSON carries it', (expression, value) => {
    expect(evaluate(expression)).toEqual(value);
  });

  it('fails a handler whose value JSON cannot carry', () => {
    expect(run('const a = {}; a.a = a; return a;').ending).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringContaining('circular') as string },
    });
  });
});

describe('`console`', () => {
  it('prints a line a call, named after the resolver', () => {
    printed.length = 0;

    run("console.log('a', { b: 1 }, undefined); console.error('c');");

    expect(printed).toEqual(['Query.field request: INFO a {"b":1} undefined', 'Query.field request: ERROR c']);
  });
});
