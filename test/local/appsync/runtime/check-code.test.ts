import { describe, expect, it } from 'vitest';
import { checkCode } from '../../../../local/appsync/runtime/check-code.ts';
import { load } from './evaluate.ts';

describe('code that AWS would not take', () => {
  it.each([
    ['throw', "throw 'x';"],
    ['try', 'try { f() } finally { g() }'],
    ['catch', 'try { f() } catch { g() }'],
    ['while', 'while (true) {}'],
    ['do-while', 'do {} while (true);'],
    ['for (initialization; condition; afterthought)', 'for (;;) {}'],
    ['continue', 'for (const a of b) { continue; }'],
    ['a label', 'a: for (const b of c) { break a; }'],
    ['async', 'const f = async () => 1;'],
    ['await', 'const f = async () => { await 1; };'],
    ['a generator', 'function* f() {}'],
    ['yield', 'function* f() { yield 1; }'],
    ['class', 'class A {}'],
    ['this', 'const a = this;'],
    ['new', 'const a = new Array(3);'],
    ['import.meta or new.target', 'const a = import.meta;'],
    ['a regular expression literal', 'const a = /b/;'],
    ['++', 'let a = 1; a++;'],
    ['--', 'let a = 1; --a;'],
    ['~', 'const a = ~1;'],
    ['in', "const a = 'b' in c;"],
    ['instanceof', 'const a = b instanceof c;'],
    ['import()', "const a = import('node:fs');"],
    ['an accessor (get)', 'const a = { get b() { return 1; } };'],
    ["import from 'node:fs'", "import { readFileSync } from 'node:fs';"],
    ["import from '@aws-appsync/utils/rds'", "import { select } from '@aws-appsync/utils/rds';"],
    ["import of 'fetch' from '@aws-appsync/utils'", "import { fetch } from '@aws-appsync/utils';"],
    ['export default', 'export default 1;'],
  ])('`%s` is refused with its line and column', (what, code) => {
    expect(() => checkCode(`\n${code}`)).toThrow(`${what} is not supported by APPSYNC_JS`);
    expect(() => checkCode(`\n${code}`)).toThrow(/^code\.js:2:\d+: /);
  });

  it('names every problem, a line each', () => {
    expect(() => checkCode('let a = 1; a++;\nwhile (a) {}')).toThrow(
      'code.js:1:12: ++ is not supported by APPSYNC_JS\ncode.js:2:1: while is not supported by APPSYNC_JS',
    );
  });

  it('refuses more than 32,768 characters', () => {
    expect(() => checkCode(' '.repeat(32_768))).not.toThrow();
    expect(() => checkCode(' '.repeat(32_769))).toThrow('the code has 32769 characters, AppSync takes at most 32768');
  });

  it('refuses what does not parse', () => {
    expect(() => checkCode('const = 1')).toThrow(/^code\.js: Unexpected token \(1:6\)/);
  });

  it('refuses a module without both handlers, by the name of the resolver', () => {
    expect(() => load('export function request() {}')).toThrow("Query.field: the code exports no 'response' handler");
  });

  it('takes every statement that AWS documents', () => {
    const code = `
      import { util as u } from '@aws-appsync/utils';
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
