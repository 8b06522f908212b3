import { describe, expect, it } from 'vitest';
import { checkCode } from '../../../../../local/appsync/runtime/check/check-code.ts';
import { CodeError, type CodeFault } from '../../../../../local/appsync/runtime/code-error.ts';
import { load } from '../evaluate.ts';

/** What is wrong about a code that need not export anything. */
function faultsOf(code: string): readonly CodeFault[] {
  try {
    checkCode(code, []);
    return [];
  } catch (error) {
    if (error instanceof CodeError) return error.codeErrors;
    throw error;
  }
}

const valuesOf = (code: string): string[] => faultsOf(code).map(({ value }) => value);

describe('syntax that AWS would not take', () => {
  it.each([
    ['Throw statements are not supported.', "throw 'x';"],
    ['Try statements are not supported.', 'try { 1; } finally { 2; }'],
    ['While statements are not supported.', 'while (true) {}'],
    ['do...while statements are not supported.', 'do {} while (true);'],
    ['For statements are not supported.', 'for (;;) {}'],
    ['Continue statements are not supported', 'for (const a of [1]) { continue; }'],
    ['Labeled statements are not supported.', 'a: for (const b of [1]) { break a; }'],
    ['Async functions are not supported.', 'const f = async () => 1;'],
    ['The `await` keyword is not supported', 'const f = async () => { await 1; };'],
    ['Generator functions are not supported.', 'function* f() {}'],
    ['Yield statements are not supported', 'function* f() { yield 1; }'],
    ['Class declarations are not supported.', 'class A {}'],
    ['This expressions are not supported.', 'const a = this;'],
    ['New expressions are not supported.', 'const a = new Array(3);'],
    ['import.meta and new.target are not supported.', 'const a = import.meta;'],
    ['Regex literals are not supported.', 'const a = /b/;'],
    ['BigInt literals are not supported.', 'const a = 1n;'],
    ['The operator ++ is not supported', 'let a = 1; a++;'],
    ['The operator -- is not supported', 'let a = 1; --a;'],
    ['The operator ~ is not supported', 'const a = ~1;'],
    ['in operator is not supported. Use Object.hasOwn().', "const a = 'b' in {};"],
    ['The operator instanceof is not supported', 'const a = {} instanceof Object;'],
    ['import() is not supported.', "const a = import('node:fs');"],
    ['Accessors are not supported.', 'const a = { get b() { return 1; } };'],
    ["Cannot find module 'node:fs' or its corresponding type declarations.", "import { readFileSync } from 'node:fs';"],
    [`Module '"@aws-appsync/utils"' has no exported member 'fetch'.`, "import { fetch } from '@aws-appsync/utils';"],
    [`Module '"@aws-appsync/utils"' has no default export.`, "import utils from '@aws-appsync/utils';"],
    ['export default is not supported.', 'export default 1;'],
  ])('is refused with its line and column: %s', (value, code) => {
    expect(faultsOf(`\n${code}`)).toContainEqual({
      errorType: 'PARSE_ERROR',
      value,
      location: { line: 2, column: expect.any(Number) as number, span: expect.any(Number) as number },
    });
  });

  it('is told whole, in the order of the code', () => {
    expect(faultsOf('let a = 1; a++;\nwhile (a) {}')).toEqual([
      {
        errorType: 'PARSE_ERROR',
        value: 'The operator ++ is not supported',
        location: { line: 1, column: 12, span: 3 },
      },
      {
        errorType: 'PARSE_ERROR',
        value: 'While statements are not supported.',
        location: { line: 2, column: 1, span: 12 },
      },
    ]);
  });

  it('is no failure of the checker however deep it goes', () => {
    expect(valuesOf(`const a = {}; const b = a${'.a'.repeat(16_000)};`)).toEqual(['the code is nested too deeply']);
    expect(valuesOf(`const a = ${'('.repeat(16_000)}1${')'.repeat(16_000)};`)).toHaveLength(1);
  });

  it('is told where it stops to parse', () => {
    expect(faultsOf('const = 1')).toEqual([
      { errorType: 'PARSE_ERROR', value: 'Unexpected token', location: { line: 1, column: 7, span: 0 } },
    ]);
  });
});

describe('names that AWS would not find', () => {
  it.each([
    ...['Promise', 'Date', 'RegExp', 'Symbol', 'Map', 'Set', 'Proxy', 'Reflect', 'BigInt', 'Intl', 'Function', 'eval'],
    ...['setTimeout', 'fetch', 'process', 'require', 'globalThis', 'Buffer', 'Error', 'arguments', 'structuredClone'],
  ])('`%s`', (name) => {
    expect(valuesOf(`function f() { return ${name}; }`)).toEqual([`Cannot find name '${name}'.`]);
  });

  it.each([
    ['asked for its type', 'const a = typeof process;'],
    ['a parameter', 'function f(process) { return process.pid; }'],
    ['a property', 'const a = { process: 1 }; const b = a.process;'],
    ['bound by a pattern', 'const { a: { b: [process = 1] } } = { a: { b: [] } }; const c = process;'],
    [
      'an import under another name',
      "import { util as process } from '@aws-appsync/utils'; const a = process.autoId();",
    ],
    ['declared by `var` in a block below', 'function f(a) { if (a) { var b = 1; } return b; }'],
    ['declared later', 'function f() { return b(); } function b() { return 1; }'],
    ["bound by a loop's head", 'for (const a of [1]) { for (const b in { c: a }) { console.log(a, b); } }'],
    ['declared in a `switch`', 'switch (1) { case 1: const a = 1; default: console.log(a); }'],
    ["AppSync's own", 'const a = [util, runtime, extensions, console];'],
    ['exported', 'const a = 1; export { a as request };'],
  ])('but not what is %s', (_what, code) => {
    expect(valuesOf(code)).toEqual([]);
  });
});

describe('functions that AWS would not take', () => {
  const recursive = (cycle: string) => `Recursive function calls not supported. Detected cycle in ${cycle}`;
  const PASSED = 'Functions can not be passed as an argument';
  const RETURNED = 'returning a function is not allowed';
  const REASSIGNED = 're-assigning function is not allowed';

  it.each([
    ['function f(n) { return f(n - 1); }', [recursive('f <- f')]],
    ['const f = (n) => n === 0 ? 0 : f(n - 1);', [recursive('f <- f')]],
    ['function f() { return g(); } function g() { return f(); }', [recursive('f <- g <- f'), recursive('g <- f <- g')]],
    ['function f(g) { return g(1); } const a = f((n) => n);', [PASSED]],
    ['const g = (n) => n; const f = (h) => h(1); const a = f(g);', [PASSED]],
    ['const a = JSON.stringify({}, (key, value) => value);', [PASSED]],
    ['function f() { return () => 1; }', [RETURNED]],
    ['const f = () => () => 1;', [RETURNED]],
    ['const g = () => 1; function f() { return g; }', [RETURNED]],
    ['const g = () => 1; const h = g;', [REASSIGNED]],
    ['const g = () => 1; let h = null; h = g;', [REASSIGNED]],
  ])('%s', (code, values) => {
    expect(valuesOf(code)).toEqual(values);
  });

  it.each([
    'const f = (n) => n + 1; const a = [1].map(f);',
    'const a = [[1]].flatMap((b) => b).reduce((sum, b) => sum + b, 0);',
    'function f(a) { return a.every((b) => b > 1) && a.findLast((b) => b) !== undefined; }',
    'const f = (g) => g(1);',
    'function f(a) { return g(g(a)); } function g(a) { return a; } const b = f(f(1));',
    'const f = () => 1; const o = { f }; const a = o.f();',
    'function f() { const f = (n) => n; return f(1); }',
  ])('but %s', (code) => {
    expect(valuesOf(code)).toEqual([]);
  });
});

describe('methods that AWS has not', () => {
  it.each([
    ['Object.create({})', 'ObjectConstructor.create'],
    ['Object.getPrototypeOf({})', 'ObjectConstructor.getPrototypeOf'],
    ['Object.freeze({})', 'ObjectConstructor.freeze'],
    ["Array.from('ab')", 'Array.from'],
    ["'a'.padStart(3)", 'String.padStart'],
    ["'a'.charCodeAt(0)", 'String.charCodeAt'],
    ["'a'.localeCompare('b')", 'String.localeCompare'],
    ['[1].copyWithin(0, 1)', 'Array.copyWithin'],
    ['ctx.b.toSorted()', 'Array.toSorted'],
    ['ctx.b.isWellFormed()', 'String.isWellFormed'],
    // Of these anybody may have some: on a literal they are told.
    ['[1].toString()', 'Array.toString'],
    ['[1]?.keys()', 'Array.keys'],
    ['[1].with(0, 2)', 'Array.with'],
    ["'a'.valueOf()", 'String.valueOf'],
    ['`a${1}`.repeat(2)', 'String.repeat'],
    ["'a'.anchor('b')", 'String.anchor'],
  ])('`%s`', (call, method) => {
    expect(valuesOf(`const ctx = {}; const a = ${call};`)).toEqual([`Method ${method} is not implemented`]);
  });

  it.each([
    'const Object = { create: (a) => a }; const b = Object.create(1);',
    "const a = Object.keys({}).concat(Object.entries({}), Object.values({}), Object.hasOwn({}, 'a'));",
    'const o = { keys: () => 1, values: () => 2 }; const a = o.keys() + o.values();',
    'const o = { b: 1 }; const a = [o.toString(), o.with(), o.repeat(), o.link(), (1).toString()];',
    "const a = [[1].includes(1), 'a'.includes('a'), 'a'.toString(), [1].valueOf()];",
    "const a = 'a'.replaceAll('a', 'b').trimEnd().split(',').join().concat(String.raw`a`);",
  ])('but %s', (code) => {
    expect(valuesOf(code)).toEqual([]);
  });
});

describe('the context of a handler', () => {
  const faults = (body: string) => {
    try {
      checkCode(`export function request(ctx) { ${body} } export const response = (c) => { c.stash.a = 1; };`, [
        'request',
      ]);
      return [];
    } catch (error) {
      return error instanceof CodeError ? error.codeErrors.map(({ value }) => value) : [];
    }
  };

  it.each([
    ['ctx = {};', 'ctx is readonly and re-assignment is not supported.'],
    ['ctx.result = 1;', 'ctx is readonly. Adding/Updating result is not supported.'],
    ['delete ctx.args;', 'ctx is readonly. Adding/Updating args is not supported.'],
    ['for (ctx.a of [1]) {}', 'ctx is readonly. Adding/Updating a is not supported.'],
  ])('cannot be written by `%s`', (body, value) => {
    expect(faults(body)).toEqual([value]);
  });

  it.each([
    ...['ctx.stash.a = 1;', 'ctx.args.input.b = 2;', 'delete ctx.stash.a;', 'const a = {}; a[ctx.args.b] = 1;'],
    'const request = (inner) => { inner.a = 1; }; request({});',
  ])('suffers `%s`', (body) => {
    expect(faults(body)).toEqual([]);
  });
});

describe('a code', () => {
  it('has at most 32,768 characters', () => {
    expect(faultsOf(' '.repeat(32_768))).toEqual([]);
    expect(valuesOf(' '.repeat(32_769))).toEqual(['the code has 32769 characters, AppSync takes at most 32768']);
  });

  it('exports the handlers that are asked for, or is refused by the name of the resolver', () => {
    expect(() => load('export function request() {}')).toThrow(
      "Query.field: code.js:1:1: the code exports no 'response' handler",
    );
    expect(() => checkCode('export const request = () => 1;', ['request'])).not.toThrow();
  });

  it('has every statement that AWS documents', () => {
    const code = `
      import { util as u } from '@aws-appsync/utils';
      import { select } from '@aws-appsync/utils/rds';
      const { b = 2, ...rest } = { a: 1 };
      function add(a, b) { return (a ?? 0) + (b & 3); }
      function request(ctx) {
        let sum = 0;
        for (const n of [1, 2, 3]) { if (n > 2) break; sum += add(n, b); }
        for (const key in { x: 1 }) { sum += typeof key === 'string' ? 1 : 0; }
        switch (sum) { case 0: return null; default: delete rest.a; void 0; }
        return \`\${sum} \${ctx?.args?.missing?.deep ?? 'none'} \${[1, 2].map((n) => n * 2).join()} \${u.matches('a', 'a')}\`;
      }
      const response = (ctx) => ({ ...ctx.result });
      export { request, response };`;

    expect(() => load(code)).not.toThrow();
  });
});
