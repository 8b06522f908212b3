import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { Outcome, OutageOutcome } from './play-chaos.ts';

/** A run of `npm run test:chaos` under a profile. */
export type Run = (Outcome | OutageOutcome) & { seed: number; jobs: number; wentWrong: object; minutes: number };

const RESULTS = new URL('../../bench/results/chaos.json', import.meta.url);

/** Keeps the last run under each profile. */
export async function saveRun(profile: string, run: Run): Promise<void> {
  const kept = await readFile(RESULTS, 'utf8').catch(() => '{}');
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node.js ${process.version}`;
  const rows = { ...(JSON.parse(kept) as object), [profile]: { date: new Date().toISOString(), machine, ...run } };
  await writeFile(RESULTS, `${JSON.stringify(rows, null, 2)}\n`);
}
