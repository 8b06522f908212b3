import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schedule } from '../../../local/replay/schedule.ts';

function at(id: number, { time, timestamp }: { time?: string; timestamp?: number }): Record<string, unknown> {
  return { id, ...(time !== undefined && { time }), detail: timestamp === undefined ? {} : { timestamp } };
}

describe('schedule', () => {
  it('orders by `detail.timestamp`, else by `time`', () => {
    const events = [
      at(1, { timestamp: 1_671_476_833_000 }),
      at(2, { time: '2022-12-19T19:07:12Z', timestamp: 1_671_476_832_124 }),
      at(3, { time: '2022-12-19T19:07:12Z' }),
    ];
    expect(schedule(events).map(({ afterMs, event }) => [event['id'], afterMs])).toEqual([
      [3, 0],
      [2, 124],
      [1, 1_000],
    ]);
  });

  it('leaves an event without a time behind the one before it', () => {
    const events = [at(1, {}), at(2, { timestamp: 2_000 }), at(3, {}), at(4, { timestamp: 1_000 })];
    expect(schedule(events).map(({ afterMs, event }) => [event['id'], afterMs])).toEqual([
      [4, 0],
      [1, 1_000],
      [2, 1_000],
      [3, 1_000],
    ]);
  });

  it('keeps every event, in the order of time, from zero on', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat()), { minLength: 1 }), (times) => {
        const events = times.map((timestamp, id) => at(id, timestamp === null ? {} : { timestamp }));
        const scheduled = schedule(events);
        const after = scheduled.map(({ afterMs }) => afterMs);
        expect(after).toEqual([...after].sort((one, other) => one - other));
        expect(after[0]).toBe(0);
        expect(new Set(scheduled.map(({ event }) => event))).toEqual(new Set(events));
      }),
    );
  });
});
