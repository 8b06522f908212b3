import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { redriveCommand } from '../../redrive/redrive-command.ts';
import { createPipe } from '../watch/terminal.ts';
import { type ChaosStack, startChaos } from './play-chaos.ts';

let chaos: ChaosStack;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'redrive-'));
  chaos = await startChaos({ seed: 3, visibilitySeconds: 6, mostBatches: 2, maxReceiveCount: 2 });
});
afterAll(async () => {
  await chaos.close();
  await rm(directory, { recursive: true });
});

it('dead letters of an outage go back by `npm run redrive` while the stack runs, and poison stays', async () => {
  const said: string[] = [];
  const { findings } = await chaos.playDeadLetters({
    ...{ jobs: 2, poison: 2, seed: 3, mostMs: 120_000 },
    async redrive(outputs) {
      const file = join(directory, 'outputs.json');
      await writeFile(file, JSON.stringify(outputs));
      // What had been sent twice looks to a run as if it had come back: the next one takes it.
      for (let run = 1; run <= 3; run++) {
        const [stdout, stderr] = [createPipe(), createPipe()];
        const { signal } = new AbortController();
        const status = await redriveCommand(['--outputs', file], { stdout, stderr, signal });
        said.push(`${status} ${stdout.text().trim()}`);
      }
    },
  });

  expect(findings).toEqual({});
  const [first, , last] = said;
  // Two jobs of 15 events, at least.
  expect(first).toMatch(/^0 [3-9]\d events sent on, /);
  // A message that is received twice is set aside twice.
  expect(last).toMatch(/^0 0 events sent on, [2-9] left as poison, 0 failed$/);
}, 150_000);
