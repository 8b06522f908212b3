import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fireEvery } from '../../../local/eventbridge/fire-every.ts';

const DAY_MS = 86_400_000;

describe('fireEvery', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([1, 60_000, 2 ** 31 - 1, 2 ** 31, 100 * DAY_MS])('fires after each %i ms, and not before', (periodMs) => {
    const fired: number[] = [];
    const stop = fireEvery(periodMs, () => fired.push(Date.now()));
    vi.advanceTimersByTime(periodMs - 1);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(2 * periodMs + 1);
    expect(fired).toEqual([periodMs, 2 * periodMs, 3 * periodMs]);
    stop();
    vi.advanceTimersByTime(2 * periodMs);
    expect(fired).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});
