import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundleScript } from './bundle-script.ts';

/** What is served under a path. */
export type Page = {
  contentType: string;
  body: Uint8Array;
  /** True for what shows GraphiQL, whose editor needs inline styles. */
  inlineStyles?: boolean;
  /** True for what holds a key. */
  secret?: boolean;
};

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

const { resolve } = createRequire(import.meta.url);
const dashboard = (name: string): string => fileURLToPath(new URL(`../../dashboard/${name}`, import.meta.url));

/** Reads and bundles all the pages, by path. They do not change while the server runs. */
export async function readPages(): Promise<Map<string, Page>> {
  const [react, reactDom, graphiql] = ['react', 'react-dom', 'graphiql'].map((name) =>
    resolve(`${name}/package.json`).slice(0, -'package.json'.length),
  ) as [string, string, string];
  const pages: [path: string, contentType: string, body: Promise<Uint8Array>][] = [
    ['/', HTML, readFile(dashboard('index.html'))],
    ['/style.css', CSS, readFile(dashboard('style.css'))],
    ['/list.css', CSS, readFile(dashboard('list/list.css'))],
    ['/queues.css', CSS, readFile(dashboard('queues/queues.css'))],
    ['/details.css', CSS, readFile(dashboard('details/details.css'))],
    ['/uplot.css', CSS, readFile(resolve('uplot/dist/uPlot.min.css'))],
    ['/icon.svg', 'image/svg+xml', readFile(dashboard('icon.svg'))],
    ['/graphiql', HTML, readFile(dashboard('graphiql.html'))],
    ['/graphiql/page.css', CSS, readFile(dashboard('graphiql.css'))],
    ['/graphiql/graphiql.js', SCRIPT, readFile(`${graphiql}graphiql.min.js`)],
    ['/graphiql/graphiql.css', CSS, readFile(`${graphiql}graphiql.min.css`)],
    ['/graphiql/react.js', SCRIPT, readFile(`${react}umd/react.production.min.js`)],
    ['/graphiql/react-dom.js', SCRIPT, readFile(`${reactDom}umd/react-dom.production.min.js`)],
  ];
  const files = pages.map(async ([path, contentType, body]): Promise<[string, Page]> => [
    path,
    { contentType, body: await body, ...(path === '/graphiql' && { inlineStyles: true }) },
  ]);
  const scripts = [readScripts('/', 'main.ts'), readScripts('/graphiql/', 'graphiql.ts')];
  return new Map([...(await Promise.all(files)), ...(await Promise.all(scripts)).flat()]);
}

async function readScripts(folder: string, name: string): Promise<[string, Page][]> {
  const scripts = await bundleScript(dashboard(name));
  return [...scripts].map(([file, body]) => [`${folder}${file}`, { contentType: SCRIPT, body }]);
}
