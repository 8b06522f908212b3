import { describe, expect, it } from 'vitest';
import { facts } from '../../../../functions/collector/job/facts.ts';
import { merge } from '../../../../functions/collector/job/job-state.ts';
import type { JobState } from '../../../../functions/collector/job/job-state.ts';
import { progressMetrics } from '../../../../functions/collector/job/progress-metrics.ts';
import { parsed } from '../arbitrary-event.ts';

const T = 1_700_000_000_000;

function event(status: string, seconds: number, detail: object = {}): JobState {
  const timestamp = T + seconds * 1000;
  return facts(
    parsed(JSON.stringify({ source: 'aws.mediaconvert', detail: { timestamp, jobId: 'j-1', status, ...detail } })),
  );
}

function update(seconds: number, jobPercentComplete: number | null, framesDecoded = 0, retryCount = 0): JobState {
  return event('STATUS_UPDATE', seconds, { framesDecoded, jobProgress: { jobPercentComplete, retryCount } });
}

/** The three figures, rounded to tenths. */
function remaining(...states: JobState[]) {
  const metrics = progressMetrics(states.reduce(merge, {}));
  return [metrics.estJobTimeRemainingLow, metrics.estJobTimeRemaining, metrics.estJobTimeRemainingHigh].map(
    (seconds) => (seconds === undefined ? undefined : Math.round(10 * seconds) / 10),
  );
}

const NONE = [undefined, undefined, undefined];
const frameCount: JobState = { frameCount: { time: T, value: 10_000 } };
const steady = [event('PROGRESSING', 0), update(10, 10), update(20, 20), update(30, 30)];

describe('a job’s remaining time', () => {
  it.each([
    ['a steady job', steady, [62.4, 70, 78.5]],
    ['its updates in another order', steady.toReversed(), [62.4, 70, 78.5]],
    [
      'an event after its newest update that tells no progress',
      [...steady, event('INPUT_INFORMATION', 31)],
      [62.4, 70, 78.5],
    ],
    ['a complete job', [...steady, event('COMPLETE', 40)], [0, 0, 0]],
    ['a failed job', [...steady, event('ERROR', 40)], NONE],
    ['a cancelled job', [...steady, event('CANCELED', 40)], NONE],
    ['a job that has just begun', steady.slice(0, 2), NONE],
    ['neither percentages nor a number of frames', [update(10, null, 1000), update(30, null, 3000)], NONE],
    [
      'frames instead of percentages, told before their number',
      [event('PROGRESSING', 0), update(10, null, 1000), update(20, null, 2000), update(30, null, 3000), frameCount],
      [62.4, 70, 78.5],
    ],
    [
      'frames that stand still for one update',
      [
        event('PROGRESSING', 0),
        ...[2000, 4000, 6000].map((frames, i) => update(60 * (i + 1), null, frames)),
        update(240, null, 6000),
        frameCount,
      ],
      [104.5, 489.6, 554.7],
    ],
    [
      'all frames decoded, while the job uploads',
      [event('PROGRESSING', 0), update(10, null, 3000), update(20, null, 6000), update(30, null, 10_000), frameCount],
      NONE,
    ],
    ['a job just started over', [...steady, update(50, 0, 0, 1), update(60, 10, 0, 1)], NONE],
    [
      'a job started over and under way, with a late update of its first attempt',
      [...steady, update(50, 0, 0, 1), update(60, 20, 0, 1), update(70, 40, 0, 1), update(40, 40)],
      [26.7, 30, 33.7],
    ],
  ])('is right of %s', (_case, states, expected) => {
    expect(remaining(...states)).toEqual(expected);
  });
});
