import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckedEvent } from '../functions/collector/event/checked-event.ts';
import { parseEvent } from '../functions/collector/event/parse-event.ts';
import type { JobState } from '../functions/collector/job/job-state.ts';
import { bundleFunction } from '../infra/lambda/bundle-function.ts';
import { createJobCall, type MeasuredJob, stateChange, statusUpdate } from './calls/job-events.ts';

/** How many events a round takes at least, and how many rounds there are. */
export type ReducerOptions = { events: number; rounds: number };

type Reducer = typeof import('./reducer/entry.ts');

const JOBS = 20;
const UPDATES = 100;
const INTERVAL_MS = 10_000;
const T0 = 1_764_000_000_123;

/**
 * Events for each second of processor time, of each round, of the reducer alone: what an event teaches, and its merge into what is
 * known of its job, one event after the other. The reducer is bundled as the collector is: in modules of their own, as tests load
 * them, the same code takes some 1.6 times as long. Processor time counts garbage collection, and not what else the machine does.
 * The events are whole jobs in order, each with an update at every percentage. They are parsed before; nothing is described, stored
 * or published.
 */
export async function measureReducer({ events, rounds }: ReducerOptions): Promise<number[]> {
  const jobs = await Promise.all(Array.from({ length: JOBS }, (_, index) => wholeJob(index)));
  const reducer = await bundledReducer();
  // The first round compiles, and is not counted.
  const measured = Array.from({ length: rounds + 1 }, () => measureRound(reducer, jobs, events));
  return measured.slice(1);
}

async function bundledReducer(): Promise<Reducer> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-reducer-'));
  try {
    bundleFunction('bench/reducer/entry.ts', directory);
    return (await import(pathToFileURL(join(directory, 'index.mjs')).href)) as Reducer;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function measureRound({ facts, merge }: Reducer, jobs: readonly CheckedEvent[][], atLeast: number): number {
  const before = process.cpuUsage();
  let events = 0;
  while (events < atLeast) {
    for (const job of jobs) {
      const state = job.reduce((known: JobState, event) => merge(known, facts(event)), {});
      if (state.status?.status !== 'COMPLETE') throw new Error('a job has not come to its end');
      events += job.length;
    }
  }
  const { user, system } = process.cpuUsage(before);
  return Math.round((1_000_000 * events) / (user + system));
}

async function wholeJob(index: number): Promise<CheckedEvent[]> {
  const job: MeasuredJob = { id: `${T0 + index}-abc123`, inputs: ['s3://amzn-s3-demo-bucket/in/harbour.mp4'] };
  const at = (step: number): number => T0 + index + step * INTERVAL_MS;
  const updates = Array.from({ length: UPDATES }, (_, step) => statusUpdate(job, step / UPDATES, at(step + 3)));
  const told = await Promise.all([
    createJobCall(job, at(0)),
    stateChange(job, 'PROGRESSING', at(1)),
    stateChange(job, 'INPUT_INFORMATION', at(2)),
    ...updates,
    stateChange(job, 'COMPLETE', at(UPDATES + 3)),
  ]);
  return told.map((event) => {
    const parsed = parseEvent(JSON.stringify(event));
    if ('poison' in parsed) throw new Error(parsed.poison);
    return parsed.event;
  });
}
