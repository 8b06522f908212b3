import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Outputs, writeOutputs } from '../../local/outputs.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'outputs-'));
});
afterAll(() => rm(directory, { recursive: true }));

const OUTPUTS = { region: 'us-east-1' } as Outputs;

it('outputs are for the eyes of their owner alone, whoever could read the file before, and go when they are removed', async () => {
  const file = join(directory, 'outputs.json');
  await writeFile(file, 'of an earlier run', { mode: 0o644 });
  const remove = await writeOutputs(file, OUTPUTS);

  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await remove();
  await expect(stat(file)).rejects.toThrow('ENOENT');
});

it('outputs of another stack are left where they are', async () => {
  const file = join(directory, 'others.json');
  const remove = await writeOutputs(file, OUTPUTS);
  await writeFile(file, '{}');
  await remove();

  expect(await readFile(file, 'utf8')).toBe('{}');
});
