import { describe, expect, it } from 'vitest';
import { createNewerVersions } from '../../../client/job/newer-versions.ts';
import { jobProgress } from '../job-progress.ts';

describe('newer versions', () => {
  it('let a state through once, and of one version the state that has stalled after the one that had not', () => {
    const isNewer = createNewerVersions(1);
    const states = [
      { version: 2, stalled: false },
      { version: 2, stalled: false },
      { version: 1, stalled: true },
      { version: 2, stalled: true },
      { version: 2, stalled: false },
      { version: 3, stalled: false },
    ];
    expect(states.map((state) => isNewer(jobProgress(state)))).toEqual([true, false, false, true, false, true]);
  });
});
