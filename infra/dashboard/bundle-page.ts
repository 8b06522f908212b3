import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { loadEsbuild, ROOT } from '../built.ts';
import type { BundleOptions } from '../lambda/bundle-function.ts';

const { resolve } = createRequire(import.meta.url);

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** A bundle with the page's files beside it. */
export const PAGE_BUNDLE: BundleOptions = { madeBeside: { 'page.json': bundlePage } };

/** What was bundled in this process: for the digest, for the bundle, and for every stack of an app. */
let page: string | undefined;

/** The files of the dashboard's page, all of them texts, as JSON: a list of `path`, `contentType` and `body`. */
export function bundlePage(): string {
  return (page ??= makePage());
}

function makePage(): string {
  const file = (path: string, contentType: string, source: string) => ({
    path,
    contentType,
    body: readFileSync(source, 'utf8'),
  });
  const dashboard = (name: string): string => join(ROOT, 'dashboard', name);
  return JSON.stringify([
    file('index.html', HTML, dashboard('index.html')),
    file('style.css', CSS, dashboard('style.css')),
    file('list.css', CSS, dashboard('list/list.css')),
    file('queues.css', CSS, dashboard('queues/queues.css')),
    file('details.css', CSS, dashboard('details/details.css')),
    file('uplot.css', CSS, resolve('uplot/dist/uPlot.min.css')),
    file('icon.svg', 'image/svg+xml', dashboard('icon.svg')),
    ...bundleScripts(dashboard('main.ts')),
  ]);
}

/** The page's script, and the parts that it loads when it needs them. */
function bundleScripts(entry: string): { path: string; contentType: string; body: string }[] {
  const { outputFiles } = loadEsbuild().buildSync({
    absWorkingDir: ROOT,
    entryPoints: [{ in: entry, out: 'main' }],
    outdir: '.',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles.map(({ path, text }) => ({ path: basename(path), contentType: SCRIPT, body: text }));
}
