/**
 * Makes `dist`, all that the package holds beside its papers: the construct and the client as JavaScript with their types, the element
 * in one file, and what the construct deploys, each in the folder of its sources: the bundles of the Lambda functions and of the resolvers, and the schema. Throws when an export does not
 * say its type by itself, for that is all its types are made of.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { MEDIAINFO_BUNDLE } from './analysis/mediainfo-bundle.ts';
import { bundleResolver } from './api/bundle-resolver.ts';
import { ROOT } from './built.ts';
import { bundleElement } from './bundle-element.ts';
import { PAGE_BUNDLE } from './dashboard/bundle-page.ts';
import { bundleFunction, type BundleOptions } from './lambda/bundle-function.ts';

const DIST = join(ROOT, 'dist');
const ENTRIES = ['infra/index.ts', 'client/index.ts', 'client/element/index.ts'];
/** How bundles of Lambda functions differ from others, by the folder of the function. */
const BUNDLES: Record<string, BundleOptions> = { analyzer: MEDIAINFO_BUNDLE, publisher: PAGE_BUNDLE };
const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  rewriteRelativeImportExtensions: true,
};

rmSync(DIST, { recursive: true, force: true });
const modules = new Set<string>();
for (const entry of ENTRIES) addModulesFrom(entry, modules);
for (const file of modules) compile(file);
for (const name of readdirSync(join(ROOT, 'functions'))) {
  const entry = `functions/${name}/handler.ts`;
  if (existsSync(join(ROOT, entry))) bundleFunction(entry, dirname(inDist(entry)), BUNDLES[name]);
}
for (const name of readdirSync(join(ROOT, 'resolvers')).filter((file) => file.endsWith('.ts')))
  write(`resolvers/${basename(name, '.ts')}.js`, bundleResolver(join(ROOT, 'resolvers', name)));
write('client/job-progress.min.js', bundleElement());
copyFileSync(join(ROOT, 'schema/schema.graphql'), inDist('schema/schema.graphql'));

/** Adds a module and all that it imports of the project, by their paths in it. */
function addModulesFrom(file: string, found: Set<string>): void {
  if (found.has(file)) return;
  found.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8')).importedFiles)
    if (fileName.startsWith('.')) addModulesFrom(join(dirname(file), fileName), found);
}

function compile(file: string): void {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const options = { fileName: file, compilerOptions: COMPILER_OPTIONS };
  const types = ts.transpileDeclaration(source, { ...options, reportDiagnostics: true });
  for (const { messageText } of types.diagnostics ?? [])
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  write(file.replace(/\.ts$/, '.d.ts'), types.outputText);
  write(file.replace(/\.ts$/, '.js'), ts.transpileModule(source, options).outputText);
}

function write(path: string, text: string): void {
  writeFileSync(inDist(path), text);
}

/** A path in `dist`, whose folder is there. */
function inDist(path: string): string {
  const file = join(DIST, path);
  mkdirSync(dirname(file), { recursive: true });
  return file;
}
