import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const FOLDERS = ['client', 'dashboard', 'examples'];

/** The files with these endings, by their paths in the project. */
async function filesOf(ending: RegExp): Promise<string[]> {
  const files = await Promise.all(
    FOLDERS.map(async (folder) =>
      (await readdir(join(PROJECT, folder), { recursive: true })).map((name) => join(folder, name)),
    ),
  );
  return files.flat().filter((name) => ending.test(name));
}
const read = (name: string): Promise<string> => readFile(join(PROJECT, name), 'utf8');
const pages = await filesOf(/\.html$/);
const scripts = await filesOf(/\.(ts|tsx|js)$/);

/** What a strict content security policy does not let run. */
const INLINE = [/<script(?![^>]*\bsrc=)[^>]*>/i, /<style\b/i, /\son\w+\s*=/i, /\sstyle\s*=/i, /javascript:/i];
/** What would make markup of text. */
const MARKUP =
  /\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|dangerouslySetInnerHTML|DOMParser|document\.write|srcdoc|eval\(|new Function)\b/;

describe('the pages of the project', () => {
  it('are all of them looked at', () => {
    expect([...pages].sort()).toEqual([
      'dashboard/graphiql.html',
      'dashboard/index.html',
      ...['amplify', 'apollo', 'html', 'react'].map((example) => `examples/${example}/index.html`),
    ]);
  });

  it.each(pages)('run no script, and set no style, that stands in the page itself: %s', async (name) => {
    const page = await read(name);
    expect(INLINE.filter((pattern) => pattern.test(page))).toEqual([]);
  });

  it('never make markup of text', async () => {
    const found = await Promise.all(scripts.map(async (name) => (MARKUP.test(await read(name)) ? [name] : [])));
    expect(scripts.length).toBeGreaterThan(50);
    expect(found.flat()).toEqual([]);
  });
});
