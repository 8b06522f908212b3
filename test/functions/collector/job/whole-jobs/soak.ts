import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { seedFrom, wholeNumber } from '../../../../settings/whole-number.ts';
import { anythingToldJob, documentedJob } from './promises.ts';

/**
 * Checks the promises of whole jobs on SOAK_RUNS jobs, a million by default, with a process for each core. What fails is
 * shown shrunk, with the seed that finds it again: `SOAK_SEED=… npm run test:soak`.
 */
const RUNS = wholeNumber('SOAK_RUNS', 1_000_000);
const SEED = seedFrom('SOAK_SEED');
const RUNS_A_ROUND = 5000;

const part = process.env['SOAK_PART'];
if (part === undefined) await runAll();
else runPart(Number(part));

async function runAll(): Promise<void> {
  const parts = Math.min(availableParallelism(), Math.ceil(RUNS / RUNS_A_ROUND));
  console.log(`${RUNS} jobs in ${parts} processes, seed ${SEED}`);
  const began = Date.now();
  let done = 0;
  const exits = Array.from({ length: parts }, async (_, index) => {
    const runs = Math.floor(RUNS / parts) + (index < RUNS % parts ? 1 : 0);
    const environment = { SOAK_PART: String(index), SOAK_RUNS: String(runs), SOAK_SEED: String(SEED) };
    const child = fork(fileURLToPath(import.meta.url), { env: { ...process.env, ...environment } });
    child.on('message', (checked: number) => {
      done += checked;
      console.log(`${done} of ${RUNS} jobs hold, ${Math.round((Date.now() - began) / 1000)} s`);
    });
    const [status] = (await once(child, 'exit')) as [number | null];
    return status;
  });
  const statuses = await Promise.all(exits);
  process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;
}

function runPart(index: number): void {
  for (let from = 0; from < RUNS; from += RUNS_A_ROUND) {
    const numRuns = Math.min(RUNS_A_ROUND, RUNS - from);
    const round = { seed: SEED + index * 2 ** 20 + from / RUNS_A_ROUND };
    fc.assert(documentedJob, { ...round, numRuns: Math.ceil(numRuns / 2) });
    fc.assert(anythingToldJob, { ...round, numRuns: Math.floor(numRuns / 2) });
    process.send?.(numRuns);
  }
}
