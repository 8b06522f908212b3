import type { JobEventsFieldsFragment } from '../../../schema/generated/graphql.ts';

/** A raw event. */
export type JobEvent = JobEventsFieldsFragment['items'][number];

/** The events of a job that are known, oldest first, none twice. */
export type EventLog = {
  add(events: readonly JobEvent[]): void;
  events(): readonly JobEvent[];
};

/** An empty log. Events come in any order: one may come late and belong among older ones. */
export function createEventLog(): EventLog {
  const known = new Map<string, JobEvent>();
  let sorted: readonly JobEvent[] | undefined = [];
  return {
    add(events) {
      for (const event of events) {
        // By time and id, as the table sorts them.
        const key = `${event.timestamp}#${event.id}`;
        if (known.has(key)) continue;
        known.set(key, event);
        sorted = undefined;
      }
    },
    events() {
      sorted ??= [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
      return sorted;
    },
  };
}
