import { startTestStack } from '../test/end-to-end/test-stack.ts';
import { measureCalls } from './calls/measure-calls.ts';
import { type Delivery, measureFanOut } from './fan-out.ts';
import { measureQuery } from './query.ts';
import { saveResults } from './save-results.ts';
import { spread } from './spread.ts';
import { measureEstimates } from './time-remaining/measure-estimates.ts';
import { measureWay } from './way.ts';

const FAN_OUTS = {
  '1 KB, all': { textBytes: 1_000, audience: 'all', publishes: 40 },
  '20 KB, all': { textBytes: 20_000, audience: 'all', publishes: 20 },
  '1 KB, one of 1,000': { textBytes: 1_000, audience: 'one', publishes: 1000 },
} as const;

/** By name; `npm run bench -- NAME` runs one alone. */
const BENCHMARKS: Record<string, () => Promise<void>> = {
  'time-remaining': benchEstimates,
  way: benchWay,
  query: benchQuery,
  'fan-out': benchFanOut,
  calls: benchCalls,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0)
  throw new Error(`no benchmark is named ${unknown.join(' or ')}: ${Object.keys(BENCHMARKS).join(', ')}`);
for (const [name, run] of Object.entries(BENCHMARKS)) if (wanted.length === 0 || wanted.includes(name)) await run();

async function benchEstimates(): Promise<void> {
  // The constants of the estimate were chosen on jobs of other seeds.
  const estimates = measureEstimates({ jobsOfEachKind: 200, seed: 1001 });
  console.table(estimates);
  const { medianError, baselineMedianError } = estimates.all;
  console.log(`Estimates are ${percent(medianError)} off at the median, the baseline ${percent(baselineMedianError)}.`);
  await saveResults('time-remaining', estimates);
}

async function benchWay(): Promise<void> {
  const stack = await startTestStack({ log: (line) => console.error(line) });
  try {
    const { way, publish } = await measureWay(stack.outputs, { warmUp: 30, runs: 200 });
    const rows = {
      'event accepted → update received (ms)': spread(way),
      'publish mutation → update received (ms), the baseline': spread(publish),
    };
    console.table(rows);
    const ratio = rows['event accepted → update received (ms)'].median / spread(publish).median;
    console.log(`The way takes ${ratio.toFixed(1)} times the baseline, at the median.`);
    await saveResults('way', rows);
  } finally {
    await stack.close();
  }
}

async function benchQuery(): Promise<void> {
  const { database, gateway, query } = await measureQuery({ warmUp: 3000, rounds: 1000 });
  const rows = {
    'GetItem at the embedded database (ms), the baseline': spread(database),
    'GetItem through the gateway (ms)': spread(gateway),
    'GraphQL query through a resolver (ms)': spread(query),
  };
  console.table(rows);
  const over = spread(query).median - spread(database).median;
  console.log(`A query takes ${over.toFixed(2)} ms longer than the database, at the median; 2 ms are allowed.`);
  await saveResults('query', rows);
}

async function benchFanOut(): Promise<void> {
  const rows: Record<string, Delivery> = {};
  for (const [name, options] of Object.entries(FAN_OUTS)) {
    const { engine, bare } = await measureFanOut({ subscribers: 1000, rounds: 7, ...options });
    Object.assign(rows, { [`${name}: engine`]: engine, [`${name}: bare ws`]: bare });
    const share = engine.messagesPerSecond / bare.messagesPerSecond;
    const later = engine.p99 / bare.p99;
    // Where a message goes to one subscriber, this is the cost of a mutation, which the bare server has none of.
    const rule = options.audience === 'all' ? ', at least 50 % and at most 2 times are allowed' : '';
    console.log(
      `${name}: ${percent(share)} of the bare server's messages, 99 % within ${later.toFixed(2)} times its time${rule}.`,
    );
  }
  console.table(rows);
  await saveResults('fan-out', rows);
}

async function benchCalls(): Promise<void> {
  const measured = await measureCalls((line) => console.error(line));
  console.table(measured.steps);
  console.table(measured.rounds);
  console.log('npm run cost computes from this what a million jobs cost.');
  await saveResults('calls-per-event', measured);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
