import { type ProfileName, PROFILES } from '../../local/faults/profiles.ts';
import { seedFrom, wholeNumber } from '../settings/whole-number.ts';
import { type OutageOutcome, type Outcome, startChaos } from './play-chaos.ts';
import { saveRun } from './save-run.ts';

/**
 * Sends CHAOS_JOBS jobs, 2,000 by default, to a new stack under each profile in turn, the last of which is all faults at once;
 * `npm run test:chaos -- PROFILE…` under some. CHAOS_SEED repeats what was sent and drawn. `bench/results/chaos.json` keeps what
 * came of it.
 */
const JOBS = wholeNumber('CHAOS_JOBS', 2000);
const SEED = seedFrom('CHAOS_SEED');
/** Of one profile. */
const MOST_MS = wholeNumber('CHAOS_MINUTES', 120) * 60_000;
/** Or longer, until all is sent. Retries are ten times as quick as the stack's own: this stands for ten minutes. */
const OUTAGE_MS = 60_000;
const POISON = 20;
const VISIBILITY_SECONDS = 15;
/** More than there are cores: under chaos a collector waits most of the time. */
const COLLECTORS = 4;

const TELL_MS = 30_000;
let told = performance.now();
function tell(line: string): void {
  if (performance.now() - told < TELL_MS) return;
  told = performance.now();
  console.log(`  ${line}`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PROFILES, name));
if (unknown.length > 0)
  throw new Error(`no profile is named ${unknown.join(' or ')}: ${Object.keys(PROFILES).join(', ')}`);

for (const name of (wanted.length > 0 ? wanted : Object.keys(PROFILES)) as ProfileName[]) {
  const began = performance.now();
  const chaos = await startChaos({ seed: SEED, visibilitySeconds: VISIBILITY_SECONDS, mostBatches: COLLECTORS, tell });
  try {
    const { findings, ...outcome } = await play(name, chaos);
    const minutes = Math.round((performance.now() - began) / 6_000) / 10;
    const wentWrong = chaos.faults.counts();
    const found = Object.entries(findings);
    console.log(`${name}: ${JOBS} jobs, ${found.length} findings, ${minutes} minutes`, { ...outcome, wentWrong });
    for (const [what, which] of found) console.log(`  ${what}: ${which.join(', ')}`);
    if (found.length > 0) process.exitCode = 1;
    await saveRun(name, { seed: SEED, jobs: JOBS, ...outcome, wentWrong, findings, minutes });
  } finally {
    await chaos.close();
  }
}
process.exit();

function play(
  name: ProfileName,
  { play, playOutage }: Awaited<ReturnType<typeof startChaos>>,
): Promise<Outcome | OutageOutcome> {
  const run = { jobs: JOBS, seed: SEED, mostMs: MOST_MS };
  return name === 'outage'
    ? playOutage({ ...run, lastsMs: OUTAGE_MS })
    : play({ ...run, poison: POISON, profile: PROFILES[name], lastsMs: 0.7 * MOST_MS });
}
