import type { Outputs } from '../../local/outputs.ts';
import type { Log } from '../benchmark.ts';
import { type Child, startChild } from '../child.ts';
import { spread } from '../spread.ts';
import type { Carried, Question } from './clients.ts';

/** How updates come through at one rate, with so many subscribers. Rates are medians of the rounds. */
export type UnderLoad = {
  /** Events a second that were handed over, that were accepted, and whose updates were received. */
  offered: number;
  accepted: number;
  carried: number;
  /** Milliseconds from the moment at which an event was to be handed over until a subscriber held its update. Only of a rate that is carried. */
  p50?: number;
  /** Of the rounds the fastest one's, and the slowest one's. */
  p50Min?: number;
  p50Max?: number;
  /** Of all rounds together, as the counts are; of fewer than 20 samples, or 100, they would be the slowest one. */
  p95?: number;
  p99?: number;
  events: number;
  /** One for each event and subscriber. */
  samples: number;
  rounds: number;
};

/** So many events of each round. */
export type Load = { eventsPerSecond: number; events: number; rounds: number };

/** How it is measured: each number of subscribers with each rate. Both ascend. */
export type UnderLoadOptions = {
  subscribers: readonly number[];
  loads: readonly Load[];
  log: Log;
};

/** The time of the last event's way is in it, too. */
const CARRIED_SHARE = 0.9;
/** An update of each job, before anything is measured. */
const WARM_UP = { events: 100, eventsPerSecond: 30 };

/** The clients are one process, and the stack is another. */
export async function measureUnderLoad(
  { realtimeUrl, apiKey, endpoints }: Outputs,
  { subscribers, loads, log }: UnderLoadOptions,
): Promise<Record<string, UnderLoad>> {
  const clients = await startChild<string>(new URL('clients.ts', import.meta.url));
  const rows: Record<string, UnderLoad> = {};
  try {
    const outputs = { realtimeUrl, endpoints, ...(apiKey !== undefined && { apiKey }) };
    for (const [index, count] of subscribers.entries()) {
      await ask(clients, { outputs, subscribers: count });
      if (index === 0) await ask(clients, WARM_UP);
      for (const load of loads) {
        const { events, eventsPerSecond } = load;
        const name = nameOf(eventsPerSecond, count);
        log(name);
        const rounds: Carried[] = [];
        while (rounds.length < load.rounds) rounds.push((await ask(clients, { events, eventsPerSecond })) as Carried);
        rows[name] = underLoad(load, rounds);
      }
    }
    return rows;
  } finally {
    await clients.close();
  }
}

/** The row of a rate, with so many subscribers. */
const nameOf = (eventsPerSecond: number, subscribers: number): string =>
  `${eventsPerSecond} a second, ${subscribers.toLocaleString('en-US')} ${subscribers === 1 ? 'subscriber' : 'subscribers'}`;

/** What is measured of a load. Percentiles of a rate that is not carried would tell only for how long it was offered. */
export function underLoad({ eventsPerSecond: offered, events }: Load, rounds: readonly Carried[]): UnderLoad {
  // The last event's turn is over an interval after it.
  const rate = (seconds: number): number => Math.round(10 * Math.min(offered, events / seconds)) / 10;
  const carried = spread(rounds.map(({ receivedSeconds }) => rate(receivedSeconds))).median;
  const accepted = spread(rounds.map(({ acceptedSeconds }) => rate(acceptedSeconds))).median;
  const p50 = spread(rounds.map(({ times }) => spread([...times]).median));
  const times = rounds.flatMap((round) => [...round.times]);
  const { p95, p99 } = spread(times);
  return {
    ...{ offered, accepted, carried },
    ...(carried >= CARRIED_SHARE * offered && {
      ...{ p50: p50.median, p50Min: p50.min, p50Max: p50.max },
      ...(times.length >= 20 && { p95 }),
      ...(times.length >= 100 && { p99 }),
    }),
    ...{ events: events * rounds.length, samples: times.length, rounds: rounds.length },
  };
}

const ask = (clients: Child<string>, question: Question): Promise<unknown> => clients.ask(question);
