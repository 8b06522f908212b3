import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { MustHold } from './must-hold.ts';

/** Packages that results depend on. */
const MEASURED_WITH = ['@aws-sdk/client-dynamodb', 'dynalite', 'kinesalite', 'fauxqs', 'graphql', 'ws', 'esbuild'];

/** Keeps a table in `bench/results/`, beside what it was measured on, and what had to hold. */
export async function saveResults(
  name: string,
  rows: Record<string, object>,
  mustHold: MustHold[] = [],
): Promise<void> {
  const results = new URL('results/', import.meta.url);
  await mkdir(results, { recursive: true });
  const packages = Object.fromEntries(MEASURED_WITH.map((packageName) => [packageName, versionOf(packageName)]));
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  const text = JSON.stringify({ date: new Date().toISOString(), machine, packages, mustHold, rows }, null, 2);
  await writeFile(new URL(`${name}.json`, results), `${text}\n`);
}

function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
