import type { Outputs } from '../../local/outputs.ts';
import { type Child, startChild } from '../child.ts';
import { spread } from '../spread.ts';
import type { Carried, Question } from './clients.ts';

/** How updates come through at one rate, with so many subscribers. */
export type UnderLoad = {
  /** Events a second that were handed over, that were accepted, and whose updates were received. */
  offered: number;
  accepted: number;
  carried: number;
  /** Milliseconds from the moment at which an event was to be handed over until a subscriber held its update. Only of a rate that is carried. */
  p50?: number;
  p95?: number;
  p99?: number;
  events: number;
  /** One for each event and subscriber. */
  samples: number;
};

/** How it is measured: each number of subscribers with each rate. Both ascend. */
export type UnderLoadOptions = {
  subscribers: readonly number[];
  loads: readonly { eventsPerSecond: number; events: number }[];
};

/** The time of the last event's way is in it, too. */
const CARRIED_SHARE = 0.9;
/** An update of each job, before anything is measured. */
const WARM_UP = { events: 100, eventsPerSecond: 30 };

/** The clients are one process, and the stack is another. */
export async function measureUnderLoad(
  { realtimeUrl, apiKey, endpoints }: Outputs,
  { subscribers, loads }: UnderLoadOptions,
): Promise<Record<string, UnderLoad>> {
  const clients = await startChild<string>(new URL('clients.ts', import.meta.url));
  const rows: Record<string, UnderLoad> = {};
  try {
    const outputs = { realtimeUrl, endpoints, ...(apiKey !== undefined && { apiKey }) };
    for (const [index, count] of subscribers.entries()) {
      await ask(clients, { outputs, subscribers: count });
      if (index === 0) await ask(clients, WARM_UP);
      for (const load of loads) {
        const carried = (await ask(clients, load)) as Carried;
        rows[nameOf(load.eventsPerSecond, count)] = underLoad(load, carried);
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
export function underLoad(
  { eventsPerSecond: offered, events }: { eventsPerSecond: number; events: number },
  { acceptedSeconds, receivedSeconds, times }: Carried,
): UnderLoad {
  // The last event's turn is over an interval after it.
  const rate = (seconds: number): number => Math.round(10 * Math.min(offered, events / seconds)) / 10;
  const carried = rate(receivedSeconds);
  const { median, p95, p99 } = spread([...times]);
  return {
    ...{ offered, accepted: rate(acceptedSeconds), carried },
    ...(carried >= CARRIED_SHARE * offered && { p50: median, p95, p99 }),
    ...{ events, samples: times.length },
  };
}

const ask = (clients: Child<string>, question: Question): Promise<unknown> => clients.ask(question);
