import { type ProfileName, PROFILES } from '../../local/faults/profiles.ts';
import { type Findings, startChaos } from './play-chaos.ts';

/**
 * Sends CHAOS_JOBS jobs, 2,000 by default, under each profile in turn, the last of which is all faults at once;
 * `npm run test:chaos -- PROFILE…` under some. CHAOS_SEED repeats what was sent and drawn.
 */
const JOBS = Number(process.env['CHAOS_JOBS'] ?? 2000);
const SEED = Number(process.env['CHAOS_SEED'] ?? Date.now() % 2 ** 31);
/** Retries are ten times as quick as the stack's own: this stands for ten minutes. */
const OUTAGE_MS = 60_000;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PROFILES, name));
if (unknown.length > 0)
  throw new Error(`no profile is named ${unknown.join(' or ')}: ${Object.keys(PROFILES).join(', ')}`);

const chaos = await startChaos({ seed: SEED });
try {
  for (const [index, name] of ((wanted.length > 0 ? wanted : Object.keys(PROFILES)) as ProfileName[]).entries()) {
    const began = Date.now();
    const findings = await play(name, SEED + index);
    const seconds = Math.round((Date.now() - began) / 1000);
    const wrong = Object.entries(findings).map(([what, which]) => `  ${what}: ${which.join(', ')}`);
    console.log(`${name}, seed ${SEED + index}: ${JOBS} jobs, ${wrong.length} findings, ${seconds} s`);
    for (const line of wrong) console.log(line);
    if (wrong.length > 0) process.exitCode = 1;
  }
  console.log('drawn:', chaos.faults.counts());
} finally {
  await chaos.close();
}
process.exit();

function play(name: ProfileName, seed: number): Promise<Findings> {
  if (name !== 'outage') return chaos.play({ jobs: JOBS, poison: 20, seed, profile: PROFILES[name] });
  return chaos.playOutage({ jobs: JOBS, seed, lastsMs: OUTAGE_MS }).then(({ findings }) => findings);
}
