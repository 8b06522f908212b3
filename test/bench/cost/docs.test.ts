import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { dearest, renderDocs } from './render-docs.ts';

const FILE = join(import.meta.dirname, '../../../docs/cost.md');

describe('`docs/cost.md`', () => {
  // Renewed by `npx vitest run test/bench/cost -u`.
  it('has the tables that are computed from what was measured and the prices', async () => {
    const rendered = renderDocs(readFileSync(FILE, 'utf8'));
    const config = await resolveConfig(FILE);
    await expect(await format(rendered, { ...config, parser: 'markdown' })).toMatchFileSnapshot(FILE);
  });

  it('names the dearest services, in their order', () => {
    const [first = '', second = '', third = ''] = dearest('--interval 60');
    expect(readFileSync(FILE, 'utf8')).toContain(`${first}, ${second} and ${third}`);
  });
});
