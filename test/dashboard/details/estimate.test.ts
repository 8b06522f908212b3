import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../../dashboard/details/estimate.ts';
import { jobProgress } from '../../client/job-progress.ts';

describe('`estimateOf`', () => {
  it.each([
    ['nothing is known', [null, null, null], { text: 'not known', range: '', drawn: undefined }],
    ['the bounds are not known', [60, null, null], { text: '1 min 00 s', range: '', drawn: undefined }],
    [
      'there are bounds',
      [60, 30, 120],
      {
        text: '1 min 00 s',
        range: 'between 30.0 s and 2 min 00 s',
        drawn: { low: 0.25, middle: 0.5 },
      },
    ],
    ['the bounds are the same', [0, 0, 0], { text: '0.0 s', range: '', drawn: undefined }],
  ] as const)('tells how long a job may still take where %s', (_name, [middle, low, high], expected) => {
    const progressMetrics = {
      estJobTimeRemaining: middle,
      estJobTimeRemainingLow: low,
      estJobTimeRemainingHigh: high,
    };

    expect(estimateOf(jobProgress({ progressMetrics }))).toEqual(expected);
  });
});
