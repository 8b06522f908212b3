import { saveResults } from '../../bench/save-results.ts';
import { fuzz } from '../local/appsync/soak/fuzz.ts';
import { seedFrom, wholeNumber } from '../settings/whole-number.ts';
import { runSubject } from './run-subject.ts';
import { SOCKET_SHARE, SUBJECTS } from './subjects.ts';

/**
 * Sends hostile input to all that takes input from outside: `FUZZ_CASES`, a million by default, shared out among the subjects, or all
 * of them to the one that is named. Ends with status 1 when one does harm, or a subject's heap grows; else what was tried is kept in
 * `bench/results/`. `FUZZ_SEED` repeats a run.
 */
const cases = wholeNumber('FUZZ_CASES', 1_000_000);
const seed = seedFrom('FUZZ_SEED');
const SOCKETS = 'sockets of AppSync';
/** A subject remembers documents, jobs and code, each up to a bound. */
const MOST_GROWTH_BYTES = 64 * 2 ** 20;

const [only] = process.argv.slice(2);
const names = [...Object.keys(SUBJECTS), SOCKETS];
if (only !== undefined && !names.includes(only)) throw new Error(`no subject is named ${only}: ${names.join(', ')}`);
const share = (ofMillion: number): number => (only === undefined ? Math.round((ofMillion * cases) / 1_000_000) : cases);
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

console.log(`${cases} cases, seed ${seed}`);
const rows: Record<string, object> = {};
for (const [name, { open, share: ofMillion, casesARun }] of Object.entries(SUBJECTS)) {
  if (only !== undefined && only !== name) continue;
  const began = Date.now();
  const runs = Math.ceil(share(ofMillion) / casesARun);
  const elapsed = (): number => Math.round((Date.now() - began) / 1000);
  const { firstBytes, lastBytes } = await runSubject(open, {
    runs,
    seed,
    onRound: (done) => {
      if (done % 5000 === 0) console.log(`${name}: ${done * casesARun} cases, ${elapsed()} s`);
    },
  });
  console.log(
    `${name}: ${runs * casesARun} did no harm, ${elapsed()} s, heap ${megabytes(firstBytes)} to ${megabytes(lastBytes)}`,
  );
  if (lastBytes - firstBytes > MOST_GROWTH_BYTES) throw new Error(`${name}: the heap grows`);
  rows[name] = { cases: runs * casesARun, seconds: elapsed(), heapFirstBytes: firstBytes, heapLastBytes: lastBytes };
}
if (only === undefined || only === SOCKETS) {
  const began = Date.now();
  const runs = share(SOCKET_SHARE);
  await fuzz({
    runs,
    seed,
    onBatch: (done) => {
      if (done % 10_000 === 0) console.log(`${SOCKETS}: ${done} of ${runs}`);
    },
  });
  rows[SOCKETS] = { cases: runs, seconds: Math.round((Date.now() - began) / 1000) };
}
if (only === undefined) await saveResults('soak-fuzz', { ...rows, all: { cases, seed } });
