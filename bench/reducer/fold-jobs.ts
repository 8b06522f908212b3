import type { CheckedEvent } from '../../functions/collector/event/checked-event.ts';
import type { JobState } from '../../functions/collector/job/job-state.ts';
import { ready } from '../child.ts';

type Reducer = typeof import('./entry.ts');

/** What the process that has nothing but the reducer is asked: jobs, of each its events as JSON text, in rounds of so many events. */
export type Question = {
  /** The bundle's URL. */
  reducer: string;
  jobs: readonly string[][];
  events: number;
  rounds: number;
};

/** Events for each second of processor time, of each round. */
async function foldJobs({ reducer, jobs, events, rounds }: Question): Promise<number[]> {
  const bundle = (await import(reducer)) as Reducer;
  const parsed = jobs.map((texts) => texts.map((text) => checked(bundle, text)));
  // The first round compiles, and is not counted.
  const measured = Array.from({ length: rounds + 1 }, () => measureRound(bundle, parsed, events));
  return measured.slice(1);
}

function checked({ parseEvent }: Reducer, text: string): CheckedEvent {
  const parsed = parseEvent(text);
  if ('poison' in parsed) throw new Error(parsed.poison);
  return parsed.event;
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

ready('ready', (question) => foldJobs(question as Question));
