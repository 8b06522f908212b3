import { expect, it } from 'vitest';
import { measureEstimates } from '../../bench/time-remaining/measure-estimates.ts';

it('an estimate is at most 20 % off at the median once a quarter of the job is done, and better than the baseline', () => {
  const { all } = measureEstimates({ jobsOfEachKind: 8, seed: 1 });
  expect(all.medianError).toBeLessThanOrEqual(0.2);
  expect(all.medianError).toBeLessThan(all.baselineMedianError);
  expect(all.estimated).toBeGreaterThan(0.9);
  expect(all.withinBounds).toBeGreaterThan(0.75);
});
