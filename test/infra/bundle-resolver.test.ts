import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleResolver } from '../../infra/api/bundle-resolver.ts';
import { type Finding, lintBundles } from '../../infra/api/lint-bundles.ts';

const RESOLVERS = join(import.meta.dirname, '../../resolvers');
const names = readdirSync(RESOLVERS).filter((file) => file.endsWith('.ts'));

let directory: string;
beforeAll(() => {
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  directory = mkdtempSync(join(cache, 'bundle-resolver-test-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A resolver source that is clean by itself, and the module that it imports. */
function resolverThatImports(module: string): string {
  writeFileSync(join(directory, 'imported.js'), module);
  const file = join(directory, 'Query.sample.ts');
  writeFileSync(
    file,
    `import { util } from '@aws-appsync/utils';
     import { imported } from './imported.js';
     export function request(ctx: { args: { id: string } }): unknown { return { payload: imported(ctx.args.id) }; }
     export function response(): string { return util.autoId(); }`,
  );
  return file;
}

describe('bundleResolver', () => {
  it.each(names)(
    'makes of %s one module that imports only `@aws-appsync/utils` and exports `request` and `response`',
    (name) => {
      const code = bundleResolver(join(RESOLVERS, name));
      const imports = [...code.matchAll(/from "([^"]+)"/g)].map((match) => match[1]);
      expect(imports.filter((module) => !module?.startsWith('@aws-appsync/utils'))).toEqual([]);
      expect(code).toMatch(/export \{\n {2}request,\n {2}response\n\};\n$/);
      expect(code).not.toContain('sourceMappingURL');
    },
  );

  it('gives the same text from a relative path', () => {
    const file = join(RESOLVERS, 'Query.job.ts');
    expect(bundleResolver('resolvers/Query.job.ts')).toBe(bundleResolver(file));
  });

  it('takes 32,768 characters and refuses one more, naming the file', () => {
    const moduleOf = (length: number) => `export function imported(id) { return id + "${'x'.repeat(length)}"; }`;
    const rest = bundleResolver(resolverThatImports(moduleOf(0))).length;
    expect(bundleResolver(resolverThatImports(moduleOf(32_768 - rest)))).toHaveLength(32_768);
    const file = resolverThatImports(moduleOf(32_769 - rest));
    expect(() => bundleResolver(file)).toThrow(
      new Error(`${file}: the bundle has 32769 characters, and AppSync takes 32768`),
    );
  });

  it('names a file that is not there', () => {
    expect(() => bundleResolver(join(RESOLVERS, 'Query.nothing.ts'))).toThrow('Query.nothing.ts');
  });
});

/** A module of each kind that the rules are about, and the one that it breaks. */
const BREAKING: readonly [string, string, string][] = [
  [
    '`++`',
    'export function imported(id) { let n = 0; n++; return id + n; }',
    '@aws-appsync/no-disallowed-unary-operators',
  ],
  ['a regex', 'export function imported(id) { return id.replace(/a/, "b"); }', '@aws-appsync/no-regex'],
  ['`try`', 'export function imported(id) { try { return id } catch { return "" } }', '@aws-appsync/no-try'],
  [
    '`for (;;)`',
    'export function imported(id) { for (let n = 0; n < 9; n += 1) id += n; return id }',
    '@aws-appsync/no-for',
  ],
  [
    'a class, which the bundler has made an expression,',
    'class A { static a = 1 } export function imported(id) { return A.a + id }',
    'no-restricted-syntax',
  ],
  ['`throw`', 'export function imported(id) { if (!id) throw id; return id }', 'no-restricted-syntax'],
  ['`new`', 'export function imported(id) { return new Map([[id, id]]).get(id) }', 'no-restricted-syntax'],
  ['recursion', 'export function imported(id) { return id ? imported(id.slice(1)) : id }', '@aws-appsync/no-recursion'],
  [
    'a function as an argument',
    'const call = (f) => f(); const give = () => 1; export function imported(id) { return call(give) + id }',
    '@aws-appsync/no-function-passing',
  ],
  ['`Date`', 'export function imported(id) { return id + Date.now(); }', 'no-restricted-globals'],
  [
    '`++` behind a comment',
    '/* eslint-disable */ export function imported(id) { let n = 0; n++; return id + n; }',
    '@aws-appsync/no-disallowed-unary-operators',
  ],
];

describe('lintBundles', () => {
  const sample = {
    name: 'Query.sample.ts',
    code: 'export function request() {\n  let n = 0;\n  n++;\n  return n;\n}\n',
  };
  const broken = { name: 'Query.broken.ts', code: 'export function (' };
  let findings: Finding[];
  // All in one program, as the resolvers are: to make one takes most of the time.
  beforeAll(async () => {
    const bundles = BREAKING.map(([what, module]) => ({
      name: nameOf(what),
      code: bundleResolver(resolverThatImports(module)),
    }));
    findings = await lintBundles([...bundles, sample, broken]);
  });
  const nameOf = (what: string) => `Query.breaking${BREAKING.findIndex(([one]) => one === what)}.ts`;
  const findingsIn = (file: string) => findings.filter(({ name }) => name === file);

  it.each(BREAKING)('finds %s that an import brings into a bundle', (what, _, rule) => {
    expect([...new Set(findingsIn(nameOf(what)).map((finding) => finding.rule))]).toEqual([rule]);
  });

  it('names the source, and the line of its bundle', () => {
    expect(findingsIn(sample.name)).toEqual([
      {
        name: 'Query.sample.ts',
        line: 3,
        rule: '@aws-appsync/no-disallowed-unary-operators',
        message: 'The operator ++ is not supported',
      },
    ]);
  });

  it('reports a bundle that is not JavaScript', () => {
    expect(findingsIn(broken.name).map(({ line, rule }) => ({ line, rule }))).toEqual([{ line: 1, rule: 'syntax' }]);
  });
});
