import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { startTestStack } from '../test/end-to-end/test-stack.ts';
import { spread } from './spread.ts';
import { measureEstimates } from './time-remaining/measure-estimates.ts';
import { measureWay } from './way.ts';

// The constants of the estimate were chosen on jobs of other seeds.
const estimates = measureEstimates({ jobsOfEachKind: 200, seed: 1001 });
console.table(estimates);
const { medianError, baselineMedianError } = estimates.all;
console.log(`Estimates are ${percent(medianError)} off at the median, the baseline ${percent(baselineMedianError)}.`);
await save('time-remaining', estimates);

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
  await save('way', rows);
} finally {
  await stack.close();
}

/** Keeps a table beside what it was measured on. */
async function save(name: string, rows: Record<string, Record<string, number>>): Promise<void> {
  const results = new URL('results/', import.meta.url);
  await mkdir(results, { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  const text = JSON.stringify({ date: new Date().toISOString(), machine, rows }, null, 2);
  await writeFile(new URL(`${name}.json`, results), `${text}\n`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
