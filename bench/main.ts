import type { Benchmark, Log, Measured } from './benchmark.ts';
import { measureCalls } from './calls/measure-calls.ts';
import { benchCollector } from './collector.ts';
import { measureDashboard } from './dashboard.ts';
import { type Delivery, measureFanOut } from './fan-out.ts';
import { benchLists, benchLongLists } from './lists.ts';
import { benchPerEvent } from './per-event.ts';
import { measureQuery } from './query.ts';
import { atLeast, atMost, type MustHold } from './must-hold.ts';
import { measureReducer } from './reducer.ts';
import { saveResults } from './save-results.ts';
import { spread } from './spread.ts';
import { measureEstimates } from './time-remaining/measure-estimates.ts';
import { benchWay } from './way.ts';

const FAN_OUTS = {
  '1 KB, all of 100': { subscribers: 100, textBytes: 1_000, audience: 'all', publishes: 240, rounds: 3 },
  '1 KB, all of 1,000': { subscribers: 1_000, textBytes: 1_000, audience: 'all', publishes: 16, rounds: 3 },
  '1 KB, all of 5,000': { subscribers: 5_000, textBytes: 1_000, audience: 'all', publishes: 5, rounds: 3 },
  '20 KB, all of 1,000': { subscribers: 1_000, textBytes: 20_000, audience: 'all', publishes: 8, rounds: 3 },
  '1 KB, one of 1,000': { subscribers: 1_000, textBytes: 1_000, audience: 'one', publishes: 300, rounds: 3 },
} as const;

/** Of the dashboard's loads the one that need not be smooth. */
const EVERY_JOB = '1,000 jobs, each 10 times a second';

/** By name; `npm run bench -- NAME` runs one alone. */
const BENCHMARKS: Record<string, Benchmark> = {
  reducer: benchReducer,
  'per-event': benchPerEvent,
  collector: benchCollector,
  'time-remaining': benchEstimates,
  way: benchWay,
  query: benchQuery,
  lists: benchLists,
  'long-lists': benchLongLists,
  'fan-out': benchFanOut,
  calls: benchCalls,
  dashboard: benchDashboard,
};
/** What is run only by its name: it takes a minute or more, and one of the two needs Chromium. */
const ALONE = ['long-lists', 'dashboard'];
/** Where the results are kept, when not under the name. */
const FILES: Partial<Record<string, string>> = { calls: 'calls-per-event' };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0)
  throw new Error(`no benchmark is named ${unknown.join(' or ')}: ${Object.keys(BENCHMARKS).join(', ')}`);
const seconds: Record<string, number> = {};
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 ? !wanted.includes(name) : ALONE.includes(name)) continue;
  const start = performance.now();
  const log: Log = (line) => console.error(`${name}: ${line}`);
  log('begins');
  const { rows, mustHold } = await run(log);
  seconds[name] = Math.round((performance.now() - start) / 100) / 10;
  if (mustHold.length > 0) console.table(Object.fromEntries(mustHold.map(({ name: what, ...rest }) => [what, rest])));
  await saveResults(FILES[name] ?? name, rows, mustHold);
  if (mustHold.some(({ held }) => !held)) process.exitCode = 1;
}
console.log(`Seconds, of ${Math.round(performance.now() / 1000)} in all:`);
console.table(seconds);

// The constants of the estimate were chosen on jobs of other seeds.
function benchEstimates(): Promise<Measured> {
  const rows = measureEstimates({ jobsOfEachKind: 60, seed: 1001 });
  console.table(rows);
  const { medianError, baselineMedianError, estimated, withinBounds } = rows.all;
  const mustHold = [
    atMost('error of an estimate at the median, as a share of the time left', medianError, 0.2),
    atMost('the same, beside the error of the baseline', medianError, baselineMedianError),
    atLeast('share of updates that have an estimate', estimated, 0.9),
    atLeast('share of estimates whose bounds hold what was left', withinBounds, 0.75),
  ];
  return Promise.resolve({ rows, mustHold });
}

async function benchReducer(): Promise<Measured> {
  const rates = await measureReducer({ events: 200_000, rounds: 5 });
  const rows = { 'events a second of processor time': spread(rates) };
  console.table(rows);
  console.log(`Of the 500,000 that are aimed at: ${Math.round(spread(rates).median / 5_000)} %.`);
  return { rows, mustHold: [] };
}

async function benchQuery(): Promise<Measured> {
  const { database, gateway, query } = await measureQuery({ warmUp: 700, rounds: 500 });
  const rows = {
    'GetItem at the embedded database (ms), the baseline': spread(database),
    'GetItem through the gateway (ms)': spread(gateway),
    'GraphQL query through a resolver (ms)': spread(query),
  };
  console.table(rows);
  const over = spread(query).median - spread(database).median;
  return { rows, mustHold: [atMost('a query beyond the database, at the median (ms)', over, 2)] };
}

async function benchFanOut(log: Log): Promise<Measured> {
  const rows: Record<string, Delivery> = {};
  const mustHold: MustHold[] = [];
  for (const [name, options] of Object.entries(FAN_OUTS)) {
    log(name);
    const { engine, bare } = await measureFanOut(options);
    Object.assign(rows, { [`${name}: engine`]: engine, [`${name}: bare ws`]: bare });
    // Where a message goes to one subscriber, what is measured is the cost of a mutation, which the bare server has none of.
    if (options.audience === 'one') continue;
    mustHold.push(
      atLeast(
        `${name}: messages a second, of the bare server's`,
        engine.messagesPerSecond / bare.messagesPerSecond,
        0.5,
      ),
      atMost(`${name}: time for 99 %, in times of the bare server's`, engine.p99 / bare.p99, 2),
    );
  }
  console.table(rows);
  return { rows, mustHold };
}

async function benchCalls(log: Log): Promise<Measured> {
  const rows = await measureCalls(log);
  console.table(rows.steps);
  console.table(rows.rounds);
  console.log('npm run cost computes from this what a million jobs cost.');
  return { rows, mustHold: [] };
}

async function benchDashboard(log: Log): Promise<Measured> {
  const { smooth, churn } = await measureDashboard({
    log,
    liveJobs: 1_000,
    loads: {
      "1,000 jobs, each every 10 s, MediaConvert's shortest interval": { updatesPerSecond: 100, among: 1_000 },
      'a screenful of 1,000 jobs, each 10 times a second': { updatesPerSecond: 300, among: 30 },
      '1,000 jobs, each once a second': { updatesPerSecond: 1_000, among: 1_000 },
      [EVERY_JOB]: { updatesPerSecond: 10_000, among: 1_000 },
    },
    seconds: 10,
    // The jobs of an hour, one every 0.12 seconds, of two minutes each with an update every 10 seconds.
    churn: { stages: 5, jobsPerStage: 6_000, updatesOfJob: 12, updatesPerSecond: 6_000 },
  });
  console.table(smooth);
  console.table(churn);
  const frames = Object.entries(smooth)
    // A hundred times what MediaConvert can send: it is measured to know where the limit lies.
    .filter(([name]) => !name.startsWith(EVERY_JOB))
    .map(([name, { framesPerSecond }]) => atLeast(`${name}: frames a second, median`, framesPerSecond, 59));
  // At the second stage the list has been full for a while, and the page's code is compiled.
  const heap = (churn.at(-1)?.heapMB ?? NaN) / (churn[2]?.heapMB ?? NaN);
  return {
    rows: { ...smooth, churn },
    mustHold: [...frames, atMost('heap after all stages, in times of after the second', heap, 1.1)],
  };
}
