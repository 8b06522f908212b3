import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROFILES } from '../../local/faults/profiles.ts';
import { type ChaosStack, startChaos } from './play-chaos.ts';

const SEED = 7;
const MOST_MS = 120_000;

describe('the way of an event', () => {
  let chaos: ChaosStack;
  beforeAll(async () => {
    chaos = await startChaos({ seed: SEED, visibilitySeconds: 6, mostBatches: 2 });
  });
  afterAll(() => chaos.close());

  // The whole of it, with every profile and 2,000 jobs, is `npm run test:chaos`.
  it('loses nothing while everything goes wrong at once', async () => {
    const profile = { ...PROFILES.all, killEveryMs: 1_200, restartEveryMs: 1_200 };
    const run = { jobs: 4, poison: 2, seed: SEED, mostMs: MOST_MS, lastsMs: 5_000 };
    const { findings, messages, comparisons } = await chaos.play({ ...run, profile });
    expect([findings, messages]).toEqual([{}, 75]);
    expect(comparisons).toBeGreaterThan(0);
    const drawn = chaos.faults.counts();
    expect([drawn.FAIL, drawn.LOSE_ANSWER, drawn.PARTIAL, drawn.KILL, drawn.RESTART]).not.toContain(undefined);
  }, 150_000);

  it('keeps what AppSync does not take, and publishes the newest states when it does again', async () => {
    const run = { jobs: 3, seed: SEED + 1, mostMs: MOST_MS, lastsMs: 3_000 };
    const { findings, attempts } = await chaos.playOutage(run);
    expect(findings).toEqual({});
    expect(attempts).toBeGreaterThan(0);
  }, 150_000);
});
