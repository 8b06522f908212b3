import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const text = await readFile(join(PROJECT, 'SECURITY.md'), 'utf8');
const [, promises = ''] = text.split('\n## Promises\n');
/** The cells of each row, but for heads and rules. */
const rows = promises
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (-|promise )/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('`SECURITY.md`', () => {
  it('names a test for each promise', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(([, , held = '']) => !/`test\/[\w./-]+\.ts`/.test(held))).toEqual([]);
  });

  it('names files that are there', () => {
    const named = [...text.matchAll(/`(test\/[\w./-]+)`|\]\((docs\/[\w.-]+)\)/g)].flatMap(
      ([, test, doc]) => test ?? doc ?? [],
    );
    expect(named.filter((file) => !existsSync(join(PROJECT, file)))).toEqual([]);
  });
});
