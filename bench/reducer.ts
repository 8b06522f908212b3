import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFunction } from '../infra/lambda/bundle-function.ts';
import { createJobCall, type MeasuredJob, stateChange, statusUpdate } from './calls/job-events.ts';
import { startChild } from './child.ts';
import type { Question } from './reducer/fold-jobs.ts';

/** How many events a round takes at least, and how many rounds there are. */
export type ReducerOptions = { events: number; rounds: number };

const JOBS = 20;
const UPDATES = 100;
const INTERVAL_MS = 10_000;
const T0 = 1_764_000_000_123;

/**
 * Events for each second of processor time, of each round, of the reducer alone: what an event teaches, and its merge into what is
 * known of its job, one event after the other. The reducer is bundled as the collector is, in a process that has nothing else: in
 * modules of their own, as tests load them, or on the heap of a large program, the same code takes half as long again. Processor
 * time counts garbage collection, and not what else the machine does. The events are whole jobs in order, each with an update at
 * every percentage. They are parsed before; nothing is described, stored or published.
 */
export async function measureReducer({ events, rounds }: ReducerOptions): Promise<number[]> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-reducer-'));
  const child = await startChild<string>(new URL('reducer/fold-jobs.ts', import.meta.url));
  try {
    bundleFunction('bench/reducer/entry.ts', directory);
    const reducer = pathToFileURL(join(directory, 'index.mjs')).href;
    const jobs = await Promise.all(Array.from({ length: JOBS }, (_, index) => wholeJob(index)));
    const question: Question = { reducer, jobs, events, rounds };
    return (await child.ask(question)) as number[];
  } finally {
    await child.close();
    rmSync(directory, { recursive: true });
  }
}

async function wholeJob(index: number): Promise<string[]> {
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
  return told.map((event) => JSON.stringify(event));
}
