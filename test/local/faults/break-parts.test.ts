import { expect, it } from 'vitest';
import { breakParts } from '../../../local/faults/break-parts.ts';
import { createFaults } from '../../../local/faults/create-faults.ts';
import { createQueue } from '../../end-to-end/queue.ts';

it('kills and restarts as long as the profile says so, and counts both', async () => {
  const faults = createFaults({ seed: 4, profile: { rules: [], killEveryMs: 50, restartEveryMs: 50 } });
  const happened = createQueue<string>();
  let isBusy = false;
  const parts = breakParts(faults, {
    crash: (choose) => {
      const wasBusy = isBusy;
      isBusy = true;
      happened.push(wasBusy ? `killed ${choose(1)}` : 'nothing to kill');
      return Promise.resolve(wasBusy);
    },
    restarts: [
      () => {
        happened.push('restarted');
        return Promise.resolve();
      },
    ],
  });
  const seen = new Set<string>();
  while (seen.size < 3) seen.add(await happened.next());
  faults.set({ rules: [] });
  await parts.close();

  expect([...seen].sort()).toEqual(['killed 0', 'nothing to kill', 'restarted']);
  expect(Object.keys(faults.counts()).sort()).toEqual(['KILL', 'RESTART']);
});
