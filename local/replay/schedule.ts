import type { RecordedEvent } from './read-events.ts';

/** An event, and how long after the first one it happened, in milliseconds. */
export type ScheduledEvent = { afterMs: number; event: RecordedEvent };

/**
 * The events in the order in which they happened: by `detail.timestamp`, else by `time`. Equal times keep the order
 * given; an event without any keeps its place behind the one before it.
 */
export function schedule(events: readonly RecordedEvent[]): ScheduledEvent[] {
  const times = events.map(happenedAt);
  let last = times.find((time) => time !== null) ?? 0;
  const timed = events.map((event, index) => ({ atMs: (last = times[index] ?? last), event }));
  timed.sort((one, other) => one.atMs - other.atMs);
  const firstMs = timed[0]?.atMs ?? 0;
  return timed.map(({ atMs, event }) => ({ afterMs: atMs - firstMs, event }));
}

function happenedAt(event: RecordedEvent): number | null {
  const { timestamp } = event['detail'] as { timestamp?: unknown };
  if (typeof timestamp === 'number') return timestamp;
  return typeof event['time'] === 'string' ? Date.parse(event['time']) : null;
}
