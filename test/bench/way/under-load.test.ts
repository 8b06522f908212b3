import { describe, expect, it } from 'vitest';
import { underLoad } from '../../../bench/way/under-load.ts';

const LOAD = { eventsPerSecond: 100, events: 200, rounds: 1 };
const TIMES = Float64Array.from({ length: 200 }, (_, index) => index + 1);

describe('underLoad', () => {
  it('tells the percentiles of a rate that is carried', () => {
    expect(underLoad(LOAD, [{ acceptedSeconds: 2, receivedSeconds: 2.1, times: TIMES }])).toEqual({
      ...{ offered: 100, accepted: 100, carried: 95.2 },
      ...{ p50: 101, p50Min: 101, p50Max: 101, p95: 191, p99: 199 },
      ...{ events: 200, samples: 200, rounds: 1 },
    });
  });

  it('tells of several rounds the median of their medians, the least and the most, and the percentiles of all', () => {
    const round = (slower: number) => ({
      ...{ acceptedSeconds: 2, receivedSeconds: 2.1 },
      times: TIMES.map((time) => time + slower),
    });

    expect(underLoad({ ...LOAD, rounds: 3 }, [round(1_000), round(0), round(10)])).toEqual({
      ...{ offered: 100, accepted: 100, carried: 95.2 },
      ...{ p50: 111, p50Min: 101, p50Max: 1_101, p95: 1_171, p99: 1_195 },
      ...{ events: 600, samples: 600, rounds: 3 },
    });
  });

  it.each([
    [19, undefined, undefined],
    [20, expect.any(Number), undefined],
    [100, expect.any(Number), expect.any(Number)],
  ])('of %d samples tells the percentiles that are not just the slowest', (samples, p95, p99) => {
    const round = { acceptedSeconds: 2, receivedSeconds: 2.1, times: TIMES.slice(0, samples) };

    expect(underLoad(LOAD, [round])).toMatchObject({ p50: expect.any(Number) as number, samples });
    expect([underLoad(LOAD, [round]).p95, underLoad(LOAD, [round]).p99]).toEqual([p95, p99]);
  });

  it('tells none of a rate that is not carried, and which one was', () => {
    expect(underLoad(LOAD, [{ acceptedSeconds: 2.5, receivedSeconds: 4, times: TIMES }])).toEqual({
      ...{ offered: 100, accepted: 80, carried: 50 },
      ...{ events: 200, samples: 200, rounds: 1 },
    });
  });

  it('tells no rate above the one that was offered: the last interval is a part of it', () => {
    const rates = underLoad({ eventsPerSecond: 1, events: 5, rounds: 1 }, [
      { acceptedSeconds: 4, receivedSeconds: 4.05, times: TIMES },
    ]);

    expect(rates).toMatchObject({ offered: 1, accepted: 1, carried: 1 });
  });
});
