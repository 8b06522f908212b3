import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunction } from '../infra/lambda/bundle-function.ts';
import type { Log, Measured } from './benchmark.ts';
import { startChild } from './child.ts';
import { type ColdStart, measureColdStart } from './collector/measure-cold-start.ts';
import { measureThroughput } from './collector/measure-throughput.ts';
import { atMost } from './must-hold.ts';
import { type Spread, spread } from './spread.ts';

const COLD_STARTS = 7;

/** How many events warm collectors carry out, and how long a cold one takes: its bundle, against calls that are answered at once. */
export async function benchCollector(log: Log): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-collector-'));
  const answerer = await startChild<string>(new URL('collector/answer-everything.ts', import.meta.url));
  try {
    bundleFunction('functions/collector/handler.ts', directory);
    const bundle = join(directory, 'index.mjs');
    const url = answerer.started;
    log(`${COLD_STARTS} cold starts`);
    const starts: ColdStart[] = [];
    for (let count = 0; count < COLD_STARTS; count += 1) starts.push(await measureColdStart(bundle, url));
    const coldStart = spreads(starts);
    console.table(coldStart);
    const throughput = await measureThroughput({
      ...{ bundle, url, batchSizes: [10, 100], collectors: [1, 2] },
      ...{ seconds: 0.4, rounds: 3, log },
    });
    console.table(throughput);
    const bundleBytes = statSync(bundle).size;
    return {
      rows: { coldStart, throughput, bundle: { bytes: bundleBytes } },
      mustHold: [
        atMost("KB of the collector's bundle, minified", bundleBytes / 1000, 300),
        atMost('import of the bundle at the median (ms)', coldStart.importMs.median, 100),
      ],
    };
  } finally {
    await answerer.close();
    rmSync(directory, { recursive: true });
  }
}

function spreads(starts: readonly ColdStart[]): Record<keyof ColdStart, Spread> {
  const of = (name: keyof ColdStart): Spread => spread(starts.map((start) => start[name]));
  return {
    importMs: of('importMs'),
    firstEventMs: of('firstEventMs'),
    rssMib: of('rssMib'),
    rssAfterMib: of('rssAfterMib'),
  };
}
