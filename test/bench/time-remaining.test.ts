import { describe, expect, it } from 'vitest';
import { measureEstimates } from '../../bench/time-remaining/measure-estimates.ts';

/** Of each kind of job: how far off at the median, and how often within the bounds. A little worse than measured. */
const HELD = [
  { kind: 'steady', medianError: 0.08, withinBounds: 0.95 },
  { kind: 'slowing to a half or a third', medianError: 0.25, withinBounds: 0.65 },
  { kind: 'two stretches of different speed', medianError: 0.25, withinBounds: 0.55 },
  { kind: 'noisy', medianError: 0.25, withinBounds: 0.85 },
  { kind: 'started over', medianError: 0.08, withinBounds: 0.9 },
  { kind: 'uploading at the end, untold', medianError: 0.2, withinBounds: 0.65 },
  { kind: 'standing still for a while', medianError: 0.25, withinBounds: 0.7 },
  { kind: 'frames, no percentages', medianError: 0.15, withinBounds: 0.85 },
  { kind: 'frames, standing still for a while', medianError: 0.25, withinBounds: 0.7 },
];
const { all, ...kinds } = measureEstimates({ jobsOfEachKind: 8, seed: 1 });

describe('an estimate, once a quarter of the job is done', () => {
  it('is at most 20 % off at the median, and better than the baseline', () => {
    expect(all.medianError).toBeLessThanOrEqual(0.2);
    expect(all.medianError).toBeLessThan(all.baselineMedianError);
    expect(all.estimated).toBeGreaterThan(0.9);
    expect(all.withinBounds).toBeGreaterThan(0.75);
  });

  it.each(HELD)('is at most $medianError off at the median of a job of the kind `$kind`', ({ kind, ...held }) => {
    expect(kinds[kind]?.medianError).toBeLessThanOrEqual(held.medianError);
    expect(kinds[kind]?.withinBounds).toBeGreaterThanOrEqual(held.withinBounds);
  });

  it('is measured for every kind of job', () => {
    expect(Object.keys(kinds).toSorted()).toEqual(HELD.map(({ kind }) => kind).toSorted());
  });
});
