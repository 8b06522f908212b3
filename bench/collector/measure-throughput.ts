import type { Log } from '../benchmark.ts';
import { type Child, startChild } from '../child.ts';
import { spread } from '../spread.ts';
import type { Collected, Question } from './collect-batches.ts';
import { sum } from '../sum.ts';

/** What collectors did, all of them together. */
export type Throughput = {
  /** The median of the rounds. */
  eventsPerSecond: number;
  min: number;
  max: number;
  /** Processor time of a collector for an event, in microseconds. */
  processorTime: number;
  rounds: number;
};

/** How it is measured: batches of so many events, by so many collectors at a time. */
export type ThroughputOptions = {
  bundle: string;
  url: string;
  batchSizes: readonly number[];
  collectors: readonly number[];
  seconds: number;
  rounds: number;
  log: Log;
};

/** Warm collectors, each a process, that call what answers at once. */
export async function measureThroughput(options: ThroughputOptions): Promise<Record<string, Throughput>> {
  const { bundle, url, batchSizes, collectors, seconds, rounds, log } = options;
  const children: Child<string>[] = [];
  const rows: Record<string, Throughput> = {};
  try {
    for (const count of collectors) {
      while (children.length < count) {
        const child = await startChild<string>(new URL('collect-batches.ts', import.meta.url));
        children.push(child);
        await ask(child, { bundle, url });
      }
      for (const batchSize of batchSizes) {
        const name = `${count} ${count === 1 ? 'collector' : 'collectors'}, batches of ${batchSize}`;
        log(name);
        const all: Collected[][] = [];
        // The first round is there to warm up.
        for (let round = 0; round <= rounds; round += 1) {
          const done = await Promise.all(children.map((child) => ask(child, { batchSize, seconds })));
          if (round > 0) all.push(done as Collected[]);
        }
        rows[name] = throughput(all);
      }
    }
    return rows;
  } finally {
    await Promise.all(children.map((child) => child.close()));
  }
}

const ask = (child: Child<string>, question: Question): Promise<unknown> => child.ask(question);

function throughput(rounds: readonly Collected[][]): Throughput {
  const { median, min, max } = spread(rounds.map((all) => sum(all.map(({ events, seconds }) => events / seconds))));
  const all = rounds.flat();
  const processorTime = sum(all.map((one) => one.processorMicroseconds)) / sum(all.map(({ events }) => events));
  return {
    eventsPerSecond: Math.round(median),
    min: Math.round(min),
    max: Math.round(max),
    processorTime: Math.round(processorTime),
    rounds: rounds.length,
  };
}
