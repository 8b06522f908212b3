import type { CheckedEvent } from '../../../../../functions/collector/event/checked-event.ts';
import type { JobRecord } from '../../../../../functions/collector/job/job-record.ts';
import { nextRecord } from '../../../../../functions/collector/job/next-record.ts';
import { fromItem, toItem } from '../../../../../functions/collector/store/job-item.ts';

/** Which events arrive, how often, in what order, in what batches and at whose door: all of it follows from one number. */
export type Delivery = { arrived: CheckedEvent[]; batches: { collector: number; events: CheckedEvent[] }[] };

const COLLECTORS = 3;
const KEEP_SECONDS = 86_400;
const FIRST_RECEIPT = 1_800_000_000_000;

/** Loses some of the events, sends some of them twice, and shuffles and splits what is left. At least one arrives. */
export function deliveryOf(events: readonly CheckedEvent[], seed: number): Delivery {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const loss = below(2) * random() * 0.5;
  const left = events.filter(() => random() >= loss);
  const arrived = left.length > 0 ? left : events.slice(0, 1);
  const again = arrived.filter(() => random() < 0.2);
  const order = [...arrived, ...again].map((event) => ({ event, key: random() })).sort((a, b) => a.key - b.key);
  const batches: Delivery['batches'] = [];
  while (order.length > 0) {
    const events = order.splice(0, 1 + below(4)).map(({ event }) => event);
    batches.push({ collector: below(COLLECTORS), events });
  }
  return { arrived, batches };
}

/**
 * What the stored record was, from write to write: each collector works on the record that it saw last, stores only on
 * the version that it worked on, and starts again from the stored one when it was too late.
 */
export function collect(jobId: string, { batches }: Delivery): JobRecord[] {
  const seen = new Map<number, JobRecord>();
  const stored: JobRecord[] = [];
  for (const [index, { collector, events }] of batches.entries()) {
    const receipt = { receivedAt: FIRST_RECEIPT + index * 1000, keepSeconds: KEEP_SECONDS };
    const current = stored.at(-1);
    let step = nextRecord(jobId, seen.get(collector), events, receipt);
    if (step.write && step.previous?.version !== current?.version) {
      step = nextRecord(jobId, current && fromItem(toItem(current)), events, receipt);
    }
    seen.set(collector, step.record);
    if (step.write) stored.push(step.record);
  }
  return stored;
}

/** The record after the events came in order, all in one batch. */
export function collectInOrder(jobId: string, events: readonly CheckedEvent[]): JobRecord {
  return nextRecord(jobId, undefined, events, { receivedAt: FIRST_RECEIPT, keepSeconds: KEEP_SECONDS }).record;
}

/** Mulberry32: numbers from 0 to 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
