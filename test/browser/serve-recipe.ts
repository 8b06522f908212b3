import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleElement } from '../../infra/bundle-element.ts';
import type { Listening } from '../embedded/listen.ts';
import { servePage } from './serve-page.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What a user puts in the place of a recipe's capital letters. */
export type Values = Record<'JOB_ID' | 'GRAPHQL_URL' | 'API_KEY', string>;

/**
 * Serves a recipe, a folder of `examples/`, as its README says: its page with values filled in, and its script bundled, or its scripts as they
 * are beside the package's file.
 */
export async function serveRecipe(name: string, values: Values): Promise<Listening> {
  const folder = join(ROOT, 'examples', name);
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const main = ['main.ts', 'main.tsx'].map((file) => join(folder, file)).find((file) => existsSync(file));
  return servePage({
    'index.html': page.replace(/JOB_ID|GRAPHQL_URL|API_KEY/g, (word) => values[word as keyof Values]),
    ...Object.fromEntries(scripts.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
    ...(main === undefined ? { 'job-progress.min.js': bundleElement() } : { 'main.js': await bundle(main) }),
  });
}

/** What a bundler makes of a script, with the package as it is in this folder. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: {
      'mediaconvert-job-progress/client': join(ROOT, 'client/index.ts'),
      'mediaconvert-job-progress/element': join(ROOT, 'client/element/index.ts'),
    },
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
