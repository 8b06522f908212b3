import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import appsync from '@aws-appsync/eslint-plugin';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';

const ROOT = join(import.meta.dirname, '../..');

/** The bundle of a resolver source, by the source's file name. */
export type Bundle = { name: string; code: string };

/** What the APPSYNC_JS runtime would refuse in a bundle. Lines count in the bundle. */
export type Finding = { name: string; line: number; rule: string; message: string };

/**
 * Lints bundles by the rules that hold for their sources: a source may be clean, and what it imports, or what the bundler makes of
 * it, not. The rules ask the type checker who calls whom, so the bundles are compiled as a program, types unknown.
 */
export async function lintBundles(bundles: Bundle[]): Promise<Finding[]> {
  // Below node_modules, the imports of @aws-appsync/utils resolve as they do in the sources.
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'bundles-'));
  try {
    for (const { name, code } of bundles) writeFileSync(join(directory, bundleName(name)), code);
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: PROGRAM, include: ['*.js'] }));
    const eslint = new ESLint({
      cwd: directory,
      overrideConfigFile: true,
      allowInlineConfig: false,
      overrideConfig: {
        plugins: { '@aws-appsync': appsync },
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { project: ['tsconfig.json'], tsconfigRootDir: directory },
        },
        rules: await sourceRules(),
      },
    });
    const results = await eslint.lintFiles(['*.js']);
    return results.flatMap(({ filePath, messages }) =>
      messages.map(({ line, ruleId, message }) => ({
        name: bundles.find(({ name }) => bundleName(name) === basename(filePath))?.name ?? basename(filePath),
        line,
        rule: ruleId ?? 'syntax',
        message,
      })),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const PROGRAM = {
  allowJs: true,
  noEmit: true,
  lib: ['es2023'],
  types: [],
  target: 'es2023',
  module: 'preserve',
  moduleResolution: 'bundler',
};

function bundleName(name: string): string {
  return name.replace(/\.ts$/, '.js');
}

/** Those of the rules for resolvers/ that are about the runtime, as `eslint.config.js` sets them. */
async function sourceRules(): Promise<Linter.RulesRecord> {
  const source = join(ROOT, 'resolvers/Query.job.ts');
  const { rules } = (await new ESLint({ cwd: ROOT }).calculateConfigForFile(source)) as { rules: Linter.RulesRecord };
  return Object.fromEntries(
    Object.entries(rules).filter(([rule]) => rule.startsWith('@aws-appsync/') || rule.startsWith('no-restricted-')),
  );
}
