import { churn } from './churn.ts';

/**
 * The soak of AppSync: a day of churn, compressed. A day is a thousand page loads an hour, each a connection with one to three
 * subscriptions.
 */
const CONNECTIONS = Number(process.env['SOAK_CONNECTIONS'] ?? 24_000);
const SEED = Number(process.env['SOAK_SEED'] ?? Date.now() % 2 ** 31);

console.log(`churn: ${CONNECTIONS} connections, seed ${SEED}`);
const MB = 2 ** 20;
await churn({
  connections: CONNECTIONS,
  stages: 10,
  seed: SEED,
  onStage: ({ heapBytes, rssBytes, ...counts }, done) =>
    console.log(
      `${done}: heap ${(heapBytes / MB).toFixed(2)} MB, RSS ${(rssBytes / MB).toFixed(1)} MB, ${JSON.stringify(counts)}`,
    ),
});
