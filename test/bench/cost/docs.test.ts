import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { dearest, renderDocs } from './render-docs.ts';

const docs = (name: string): string => join(import.meta.dirname, '../../../docs', name);
const FILE = docs('cost.md');

describe.each(['cost.md', 'scale.md'])('`docs/%s`', (name) => {
  const file = docs(name);

  // Renewed by `npx vitest run test/bench/cost -u`.
  it('has the tables that are computed from what was measured, the prices and the limits', async () => {
    const rendered = renderDocs(readFileSync(file, 'utf8'));
    const config = await resolveConfig(file);
    await expect(await format(rendered, { ...config, parser: 'markdown' })).toMatchFileSnapshot(file);
  });
});

describe('`docs/cost.md`', () => {
  it('names the dearest services, in their order', () => {
    const [first = '', second = '', third = ''] = dearest('--interval 60');
    expect(readFileSync(FILE, 'utf8')).toContain(`${first}, ${second} and ${third}`);
  });
});
