import { describe, expect, it } from 'vitest';
import { type Sample, sampleOfEvent, sampleOfUpdate } from '../../../dashboard/details/charts/sample.ts';
import { seriesOf } from '../../../dashboard/details/charts/series.ts';
import { median, percentSummary, rateSummary } from '../../../dashboard/details/charts/summary.ts';
import { jobProgress } from '../../client/job-progress.ts';

const TIME = '2026-01-01T00:00:10.000Z';
const EPOCH = Date.parse(TIME);
const UPDATE = { framesDecoded: 353, jobProgress: { jobPercentComplete: 7, retryCount: 1 } };

describe('`sampleOfEvent`', () => {
  it.each([
    ['an update', UPDATE, { time: EPOCH, percent: 7, frames: 353, retryCount: 1, isDecoded: false }],
    [
      'an update of a job that uploads',
      { framesDecoded: 9, jobProgress: { phaseProgress: { TRANSCODING: { status: 'COMPLETE' } } } },
      { time: EPOCH, percent: null, frames: 9, retryCount: 0, isDecoded: true },
    ],
    [
      'an update of before 2019',
      { framesDecoded: 5 },
      { time: EPOCH, percent: null, frames: 5, retryCount: 0, isDecoded: false },
    ],
    [
      'an update without a percentage',
      { framesDecoded: 5, jobProgress: { jobPercentComplete: null } },
      { time: EPOCH, percent: null, frames: 5, retryCount: 0, isDecoded: false },
    ],
    [
      'an update whose fields are of the wrong types',
      { framesDecoded: '5', jobProgress: 'x' },
      { time: EPOCH, percent: null, frames: null, retryCount: 0, isDecoded: false },
    ],
    ['an update that is no object', 5, undefined],
  ])('reads %s', (_name, detail, expected) => {
    expect(sampleOfEvent({ status: 'STATUS_UPDATE', timestamp: TIME, detail: JSON.stringify(detail) })).toEqual(
      expected,
    );
  });

  it('reads nothing of other events, and of what is no JSON', () => {
    const other = { status: 'PROGRESSING', timestamp: TIME, detail: JSON.stringify(UPDATE) };
    const broken = { status: 'STATUS_UPDATE', timestamp: TIME, detail: '{' };

    expect([other, broken].map(sampleOfEvent)).toEqual([undefined, undefined]);
  });
});

describe('`sampleOfUpdate`', () => {
  const progressMetrics = { percentJobComplete: 42.5, framesDecoded: 900, retryCount: 1 };

  it.each([
    [
      'of a running job the newest update',
      { eventTimes: { lastStatusTime: TIME }, progressMetrics },
      { time: EPOCH, percent: 42.5, frames: 900, retryCount: 1, isDecoded: false },
    ],
    [
      'of a complete job its end, without frames: they were decoded before',
      { status: 'COMPLETE', eventTimes: { completeTime: TIME, lastStatusTime: TIME }, progressMetrics },
      { time: EPOCH, percent: 100, frames: null, retryCount: 1, isDecoded: true },
    ],
    ['nothing of a job that has told nothing', { progressMetrics }, undefined],
  ] as const)('gives %s', (_name, changes, expected) => {
    expect(sampleOfUpdate(jobProgress(changes))).toEqual(expected);
  });
});

describe('`seriesOf`', () => {
  const sample = (seconds: number, frames: number | null, more: Partial<Sample> = {}): Sample => ({
    time: seconds * 1000,
    percent: null,
    frames,
    retryCount: 0,
    isDecoded: false,
    ...more,
  });
  it('orders by time, and counts frames a second since the update before', () => {
    const series = seriesOf([sample(20, 400, { percent: 50 }), sample(10, 100, { percent: 10 })], undefined);

    expect(series).toEqual({
      times: [10_000, 20_000],
      percents: [10, 50],
      frames: [100, 400],
      rates: [null, 30],
      restarts: [],
    });
  });

  it.each([
    ['there is no update before', [sample(10, 100)], [null]],
    ['frames are not told', [sample(10, 100), sample(20, null), sample(30, 300)], [null, null, null]],
    ['all frames were decoded', [sample(10, 100, { isDecoded: true }), sample(20, 100)], [null, null]],
    ['frames go back', [sample(10, 100), sample(20, 50)], [null, null]],
    ['the job was started over', [sample(10, 100), sample(20, 200, { retryCount: 1 })], [null, null]],
  ])('gives no rate where %s', (_name, samples, rates) => {
    expect(seriesOf(samples, undefined).rates).toEqual(rates);
  });

  it('tells when the job was started over', () => {
    const series = seriesOf(
      [sample(10, 9), sample(20, 2, { retryCount: 1 }), sample(30, 9, { retryCount: 1 })],
      undefined,
    );

    expect(series.restarts).toEqual([20_000]);
  });

  it('tells percentages by frames where updates do not, 99 at the most', () => {
    const series = seriesOf([sample(10, 50), sample(20, 200), sample(30, 300, { percent: 100 })], 200);

    expect(series.percents).toEqual([25, 99, 100]);
  });
});

describe('the summaries', () => {
  const series = { times: [1, 2, 3], percents: [2, null, 97.8], frames: [], rates: [null, 120.06, 180], restarts: [2] };

  it('tell percentages, restarts and rates in words', () => {
    expect(percentSummary(series)).toBe('3 updates, from 2 % to 97 %. Started over once.');
    expect(rateSummary(series)).toBe('Lowest 120.1 fps, median 150.0 fps, highest 180.0 fps.');
  });

  it('tell what is not known', () => {
    const unknown = { ...series, times: [1], percents: [null], rates: [null], restarts: [] };

    expect(percentSummary(unknown)).toBe('1 update, none told how far the job was.');
    expect(rateSummary(unknown)).toBe('No two updates that tell how fast it went.');
  });

  it.each([
    [[5], 5],
    [[1, 2, 9], 2],
    [[1, 2, 4, 9], 3],
  ])('take the middle of %j for the median', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
