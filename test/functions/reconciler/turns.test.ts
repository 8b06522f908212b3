import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../functions/reconciler/turns.ts';

const NEVER = Infinity;

/** Turns on a clock that moves only while somebody waits, or when the test moves it. */
function virtualTurns(requestsPerSecond: number) {
  const clock = { now: 1000 };
  const turns = createTurns({
    requestsPerSecond,
    now: () => clock.now,
    delay(ms) {
      clock.now += ms;
      return Promise.resolve();
    },
  });
  return { turns, clock };
}

describe('the turns', () => {
  it('begin at once and are evenly spaced', async () => {
    const { turns, clock } = virtualTurns(4);
    const taken: number[] = [];
    while (await turns.take(2000)) taken.push(clock.now);
    expect(taken).toEqual([1000, 1250, 1500, 1750]);
    expect(clock.now).toBe(1750);
  });

  it('that nobody took do not come back', async () => {
    const { turns, clock } = virtualTurns(1);
    await turns.take(NEVER);
    clock.now += 10_000;
    const taken = [];
    for (let each = 0; each < 3; each++) {
      await turns.take(NEVER);
      taken.push(clock.now);
    }
    expect(taken).toEqual([11_000, 12_000, 13_000]);
  });

  it('are fewer for those that were forgone', async () => {
    const { turns, clock } = virtualTurns(1);
    await turns.take(NEVER);
    turns.forgo(2);
    await turns.take(NEVER);
    expect(clock.now).toBe(4000);
  });

  it('end, also for who waits for one', async () => {
    const waits: (() => void)[] = [];
    const turns = createTurns({
      requestsPerSecond: 1,
      now: () => 0,
      delay: () => new Promise<void>((resolve) => waits.push(resolve)),
    });
    await turns.take(NEVER);
    const waiting = turns.take(NEVER);
    turns.end();
    waits.forEach((resolve) => resolve());
    expect(await waiting).toBe(false);
    expect(await turns.take(NEVER)).toBe(false);
  });

  it('never exceed the rate, however long their takers are busy', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.array(fc.nat(5000), { maxLength: 30 }),
        async (requestsPerSecond, busyTimes) => {
          const { turns, clock } = virtualTurns(requestsPerSecond);
          let last = -Infinity;
          for (const busyMs of busyTimes) {
            expect(await turns.take(NEVER)).toBe(true);
            expect(clock.now - last).toBeGreaterThan(1000 / requestsPerSecond - 1e-6);
            last = clock.now;
            clock.now += busyMs;
          }
        },
      ),
    );
  });
});
