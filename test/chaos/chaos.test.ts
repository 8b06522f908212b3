import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROFILES } from '../../local/faults/profiles.ts';
import { type ChaosStack, startChaos } from './play-chaos.ts';

const SEED = 7;

describe('the way of an event', () => {
  let chaos: ChaosStack;
  beforeAll(async () => {
    chaos = await startChaos({ seed: SEED });
  });
  afterAll(() => chaos.close());

  // The whole of it, with every profile and 2,000 jobs, is `npm run test:chaos`.
  it('loses nothing while everything goes wrong at once', async () => {
    const profile = { ...PROFILES.all, killEveryMs: 3_000 };
    expect(await chaos.play({ jobs: 8, poison: 3, seed: SEED, profile })).toEqual({});
    const drawn = chaos.faults.counts();
    expect([drawn.FAIL, drawn.LOSE_ANSWER, drawn.PARTIAL, drawn.DUPLICATE]).not.toContain(undefined);
  }, 240_000);

  it('waits for AppSync longer and longer, and publishes the newest states when it returns', async () => {
    const { findings, attempts, messages } = await chaos.playOutage({ jobs: 8, seed: SEED + 1, lastsMs: 10_000 });
    expect(findings).toEqual({});
    expect(attempts).toBeGreaterThan(messages / 10);
    // A message waits 1, 1, 2, 4 and 8 seconds at least: it is tried five times at most.
    expect(attempts).toBeLessThanOrEqual(5 * messages);
  }, 240_000);
});
