import { saveResults } from '../../../../bench/save-results.ts';
import { seedFrom, wholeNumber } from '../../../settings/whole-number.ts';
import { churn } from './churn.ts';
import { fuzz } from './fuzz.ts';
import { leaks } from './leaks.ts';

/**
 * The soak of AppSync, both parts unless one is named: `churn`, a day of clients that come and go, compressed (a thousand page loads
 * an hour, each a connection with one to three subscriptions), and `fuzz`, a hundred thousand hostile inputs.
 * `SOAK_CONNECTIONS`, `SOAK_INPUTS` and `SOAK_SEED` change the figures. Ends with status 1 when the churn leaks, or an input does harm;
 * else what was measured is kept in `bench/results/`.
 */
const seed = seedFrom('SOAK_SEED');
const [part] = process.argv.slice(2);
const began = Date.now();
const elapsed = (): string => `${Math.round((Date.now() - began) / 1000)} s`;
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MB`;

if (part !== 'fuzz') await soakByChurn(wholeNumber('SOAK_CONNECTIONS', 24_000));
if (part !== 'churn') await soakByFuzz(wholeNumber('SOAK_INPUTS', 100_000));

async function soakByChurn(connections: number): Promise<void> {
  console.log(`churn: ${connections} connections, seed ${seed}`);
  const rows: Record<string, object> = {};
  const stages = await churn({
    connections,
    stages: 10,
    seed,
    onStage(figures, done) {
      rows[`${done} connections`] = figures;
      const { heapBytes, rssBytes, ...counts } = figures;
      const memory = `heap ${megabytes(heapBytes)}, RSS ${megabytes(rssBytes)}`;
      console.log(`${done} connections, ${elapsed()}: ${memory}, ${JSON.stringify(counts)}`);
    },
  });
  // Until the first stage has ended, some of the code has not run yet.
  const [, warm] = stages;
  const last = stages.at(-1);
  if (warm === undefined || last === undefined) throw new Error('there are ten stages');
  const found = leaks(warm, last);
  if (found.length > 0) throw new Error(`the churn leaks, from the second stage to the last: ${found.join('; ')}`);
  await saveResults('soak-appsync-churn', rows);
}

async function soakByFuzz(runs: number): Promise<void> {
  console.log(`fuzz: ${runs} inputs, seed ${seed}`);
  const summary = await fuzz({
    runs,
    seed,
    onBatch: (done) => {
      if (done % 5000 === 0) console.log(`${done} inputs, ${elapsed()}`);
    },
  });
  console.log(summary);
  await saveResults('soak-appsync-fuzz', { ...summary, inputs: { runs, seed } });
}
