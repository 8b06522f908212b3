import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { MustHold } from './must-hold.ts';

/** Keeps a table in `bench/results/`, beside what it was measured on, and what had to hold. */
export async function saveResults(
  name: string,
  rows: Record<string, object>,
  mustHold: MustHold[] = [],
): Promise<void> {
  const results = new URL('results/', import.meta.url);
  await mkdir(results, { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  const text = JSON.stringify({ date: new Date().toISOString(), machine, mustHold, rows }, null, 2);
  await writeFile(new URL(`${name}.json`, results), `${text}\n`);
}
