import { churn } from './churn.ts';
import { fuzz } from './fuzz.ts';

/**
 * The soak of AppSync, both parts unless one is named: `churn`, a day of clients that come and go, compressed (a thousand page loads
 * an hour, each a connection with one to three subscriptions), and `fuzz`, a hundred thousand hostile inputs.
 * `SOAK_CONNECTIONS`, `SOAK_INPUTS` and `SOAK_SEED` change the figures.
 */
const { SOAK_CONNECTIONS = '24000', SOAK_INPUTS = '100000', SOAK_SEED = String(Date.now() % 2 ** 31) } = process.env;
const seed = Number(SOAK_SEED);
const [part] = process.argv.slice(2);
const began = Date.now();
const elapsed = (): string => `${Math.round((Date.now() - began) / 1000)} s`;
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MB`;

if (part !== 'fuzz') {
  console.log(`churn: ${SOAK_CONNECTIONS} connections, seed ${SOAK_SEED}`);
  await churn({
    connections: Number(SOAK_CONNECTIONS),
    stages: 10,
    seed,
    onStage: ({ heapBytes, rssBytes, ...counts }, done) => {
      const memory = `heap ${megabytes(heapBytes)}, RSS ${megabytes(rssBytes)}`;
      console.log(`${done} connections, ${elapsed()}: ${memory}, ${JSON.stringify(counts)}`);
    },
  });
}
if (part !== 'churn') {
  console.log(`fuzz: ${SOAK_INPUTS} inputs, seed ${SOAK_SEED}`);
  const summary = await fuzz({
    runs: Number(SOAK_INPUTS),
    seed,
    onBatch: (done) => {
      if (done % 5000 === 0) console.log(`${done} inputs, ${elapsed()}`);
    },
  });
  console.log(summary);
}
