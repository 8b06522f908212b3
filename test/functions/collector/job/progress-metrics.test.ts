import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facts } from '../../../../functions/collector/job/facts.ts';
import { merge } from '../../../../functions/collector/job/job-state.ts';
import type { JobState } from '../../../../functions/collector/job/job-state.ts';
import { progressMetrics, WAITED_FOR_CAPACITY_SECONDS } from '../../../../functions/collector/job/progress-metrics.ts';
import { hostileEventText, parsed } from '../arbitrary-event.ts';

const T = 1_700_000_000_000;

/** A job with times in seconds, counted from when it left its queue. */
function job(options: {
  status?: 'PROGRESSING' | 'COMPLETE' | 'CANCELED' | 'ERROR';
  created?: number;
  updated?: number;
  ended?: number;
  frames?: number;
  frameCount?: number;
  duration?: number;
  percent?: number;
}): JobState {
  const at = (seconds: number | undefined) => (seconds === undefined ? {} : { time: T + seconds * 1000 });
  const { status = 'PROGRESSING', created, updated, ended, frames, frameCount, duration, percent } = options;
  const updatedAt = updated === undefined ? T : T + updated * 1000;
  const end = ended === undefined ? undefined : T + ended * 1000;
  return {
    status: { status, rank: status === 'PROGRESSING' ? 1 : 3, ...at(ended) },
    eventTimes: {
      firstProgressingTime: T,
      ...(created === undefined ? {} : { createTime: T + created * 1000 }),
      ...(updated === undefined ? {} : { lastProgressingTime: updatedAt, lastStatusTime: updatedAt }),
      ...(status === 'COMPLETE' && end !== undefined
        ? { completeTime: end, lastProgressingTime: end, lastStatusTime: end }
        : {}),
    },
    ...(frames === undefined && percent === undefined
      ? {}
      : {
          attempt: {
            retryCount: 0,
            progress: { time: updatedAt, value: { framesDecoded: frames, phases: {} } },
            ...(frames === undefined ? {} : { framesDecoded: { time: updatedAt, value: frames } }),
            ...(frames === undefined || percent !== undefined ? {} : { framesWithoutPercent: frames }),
            ...(percent === undefined ? {} : { jobPercentComplete: percent }),
          },
        }),
    ...(frameCount === undefined ? {} : { frameCount: { time: T, value: frameCount } }),
    ...(duration === undefined ? {} : { duration: { time: T, value: duration } }),
  };
}

describe('the published answers of the AWS sample', () => {
  it.each([
    {
      created: 1524866232,
      started: 1524866262,
      completed: 1524866329,
      queued: 30,
      progressing: 67,
      rate: 107.91044776119404,
    },
    {
      created: 1524854276,
      started: 1524854276,
      completed: 1524854353,
      queued: 0,
      progressing: 77,
      rate: 93.8961038961039,
    },
  ])('are the same to the digit: $rate', ({ created, started, completed, queued, progressing, rate }) => {
    const end = completed * 1000;
    const state: JobState = {
      status: { status: 'COMPLETE', rank: 3, time: end },
      eventTimes: {
        createTime: created * 1000,
        firstProgressingTime: started * 1000,
        lastProgressingTime: end,
        lastStatusTime: end,
        decodeTime: end,
        completeTime: end,
        lastTime: end,
      },
      frameCount: { time: 0, value: 7230 },
    };
    expect(progressMetrics(state)).toEqual({
      decodeRate: rate,
      estDecodeTimeRemaining: 0,
      frameCount: 7230,
      framesDecoded: 7230,
      framesRemaining: 0,
      percentDecodeComplete: 100,
      percentJobComplete: 100,
      percentSource: 'TERMINAL',
      estJobTimeRemaining: 0,
      estJobTimeRemainingLow: 0,
      estJobTimeRemainingHigh: 0,
      progressingDuration: progressing,
      queuedDuration: queued,
      statusDuration: progressing,
      decodeDuration: progressing,
      waitedForCapacity: false,
      waitedForCapacityDuration: 0,
    });
  });
});

describe('the metrics', () => {
  it.each([
    ['nothing is known of nothing', {}, {}],
    [
      'no update has come',
      job({ created: -61 }),
      { queuedDuration: 61, waitedForCapacity: true, waitedForCapacityDuration: 1 },
    ],
    [
      '60 s are no wait for capacity',
      job({ created: -WAITED_FOR_CAPACITY_SECONDS }),
      { queuedDuration: 60, waitedForCapacity: false, waitedForCapacityDuration: 0 },
    ],
    [
      'CreateJob is rounded up',
      job({ created: 1 }),
      { queuedDuration: 0, waitedForCapacity: false, waitedForCapacityDuration: 0 },
    ],
    [
      'frames are known, but not how many there are',
      job({ updated: 10, frames: 100 }),
      { framesDecoded: 100, decodeRate: 10, statusDuration: 10, progressingDuration: 10, retryCount: 0 },
    ],
    [
      'frames tell the percentage',
      job({ updated: 10, frames: 100, frameCount: 400, duration: 16 }),
      {
        percentJobComplete: 25,
        percentSource: 'FRAMES',
        percentDecodeComplete: 25,
        framesDecoded: 100,
        frameCount: 400,
        framesRemaining: 300,
        decodeRate: 10,
        estDecodeTimeRemaining: 30,
        statusDuration: 10,
        progressingDuration: 10,
        speed: 0.4,
        retryCount: 0,
      },
    ],
    [
      'the service tells the percentage',
      job({ updated: 10, percent: 7 }),
      { percentJobComplete: 7, percentSource: 'SERVICE', statusDuration: 10, progressingDuration: 10, retryCount: 0 },
    ],
    [
      'more frames are decoded than there are',
      job({ updated: 10, frames: 500, frameCount: 400 }),
      {
        percentJobComplete: 99,
        percentSource: 'FRAMES',
        percentDecodeComplete: 100,
        framesDecoded: 400,
        frameCount: 400,
        framesRemaining: 0,
        decodeRate: 40,
        estDecodeTimeRemaining: 0,
        statusDuration: 10,
        progressingDuration: 10,
        retryCount: 0,
      },
    ],
    [
      'the update comes within the same millisecond',
      job({ updated: 0, frames: 5 }),
      { framesDecoded: 5, statusDuration: 0, progressingDuration: 0, retryCount: 0 },
    ],
    [
      'a failed job keeps what was last known',
      job({ status: 'ERROR', updated: 10, ended: 12, percent: 40 }),
      { percentJobComplete: 40, percentSource: 'SERVICE', statusDuration: 10, progressingDuration: 12, retryCount: 0 },
    ],
    [
      'a complete job is at 100',
      job({ status: 'COMPLETE', updated: 10, ended: 20, frames: 100, percent: 40 }),
      {
        percentJobComplete: 100,
        percentSource: 'TERMINAL',
        estJobTimeRemaining: 0,
        estJobTimeRemainingLow: 0,
        estJobTimeRemainingHigh: 0,
        percentDecodeComplete: 100,
        framesDecoded: 100,
        decodeRate: 10,
        statusDuration: 20,
        progressingDuration: 20,
        retryCount: 0,
      },
    ],
  ])('are right when %s', (_case, state, expected) => {
    expect(progressMetrics(state)).toEqual(expected);
  });

  it('follow the attempt with the highest `retryCount`, in which the percentage never falls', () => {
    const update = (at: number, retryCount: number, jobPercentComplete: number | null, framesDecoded: number) =>
      facts(
        parsed(
          JSON.stringify({
            source: 'aws.mediaconvert',
            detail: {
              timestamp: T + at * 1000,
              jobId: 'j-1',
              status: 'STATUS_UPDATE',
              framesDecoded,
              jobProgress: { retryCount, jobPercentComplete, currentPhase: 'TRANSCODING' },
            },
          }),
        ),
      );
    const list = [update(0, 0, 80, 800), update(10, 1, 20, 200), update(20, 1, 15, 300), update(15, 0, 90, 900)];
    expect(progressMetrics(list.reduce(merge, {}))).toEqual({
      percentJobComplete: 20,
      percentSource: 'SERVICE',
      currentPhase: 'TRANSCODING',
      framesDecoded: 300,
      decodeRate: 10,
      progressingDuration: 20,
      statusDuration: 20,
      phaseDurations: { transcoding: 10 },
      retryCount: 1,
    });
  });

  it('tell the time in each phase, and the phase that has begun where `currentPhase` lags', () => {
    const event = (status: string, at: number, jobProgress?: object) =>
      facts(
        parsed(
          JSON.stringify({
            source: 'aws.mediaconvert',
            detail: { timestamp: T + at * 1000, jobId: 'j-1', status, jobProgress },
          }),
        ),
      );
    const done = { status: 'COMPLETE', percentComplete: 100 };
    const list = [
      event('PROGRESSING', 0),
      event('STATUS_UPDATE', 4, { currentPhase: 'TRANSCODING', phaseProgress: { PROBING: done } }),
      event('STATUS_UPDATE', 10, {
        currentPhase: 'TRANSCODING',
        phaseProgress: { PROBING: done, TRANSCODING: done, UPLOADING: { status: 'PROGRESSING' } },
      }),
    ];
    const progressing = progressMetrics(list.reduce(merge, {}));
    expect(progressing).toMatchObject({
      currentPhase: 'UPLOADING',
      phaseDurations: { probing: 4, transcoding: 6, uploading: 0 },
    });
    expect(progressing.currentPhasePercentComplete).toBeUndefined();
    expect(progressMetrics([...list, event('COMPLETE', 13)].reduce(merge, {}))).toMatchObject({
      currentPhase: 'UPLOADING',
      currentPhasePercentComplete: 100,
      phaseDurations: { probing: 4, transcoding: 6, uploading: 3 },
    });
  });

  it('are never NaN, infinite or negative, and no percentage is above 100', () => {
    fc.assert(
      fc.property(
        fc.array(hostileEventText, { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(100)),
        (texts, frames) => {
          const state = texts.map((text) => facts(parsed(text))).reduce(merge, {});
          const frameCount =
            frames === null ? {} : { frameCount: { time: 0, value: frames }, duration: { time: 0, value: 1 } };
          const { phaseDurations = {}, ...metrics } = progressMetrics({ ...state, ...frameCount });
          for (const [name, value] of Object.entries({ ...metrics, ...phaseDurations })) {
            if (typeof value !== 'number') continue;
            expect(value, name).toBeGreaterThanOrEqual(0);
            expect(value, name).toBeLessThanOrEqual(/percent/i.test(name) ? 100 : Number.MAX_SAFE_INTEGER);
          }
        },
      ),
    );
  });
});

describe('of a job that goes on', () => {
  const event = (status: string, at: number, detail: object = {}): JobState => {
    const told = { timestamp: T + at * 1000, jobId: 'j-1', status, ...detail };
    return facts(parsed(JSON.stringify({ source: 'aws.mediaconvert', detail: told })));
  };
  const update = (at: number, framesDecoded?: number, jobProgress?: object) =>
    event('STATUS_UPDATE', at, { framesDecoded, jobProgress });
  const media: JobState = { frameCount: { time: T, value: 10_000 }, duration: { time: T, value: 400 } };
  const begun = event('PROGRESSING', 0);
  const failed = update(990, 10_000, { retryCount: 0, currentPhase: 'UPLOADING' });
  const again = (at: number, frames?: number, currentPhase?: string) =>
    update(at, frames, { retryCount: 1, currentPhase });

  it.each([
    [
      'its second attempt has begun, and counts from its own beginning',
      [media, begun, failed, again(1000, undefined, 'PROBING'), again(1010, 100)],
      { decodeRate: 10, estDecodeTimeRemaining: 990, speed: 0.4, decodeDuration: undefined, retryCount: 1 },
    ],
    [
      'its second attempt was noticed late',
      [media, begun, failed, again(1010, 100), again(1020, 200)],
      { decodeRate: 10, estDecodeTimeRemaining: 980, speed: 0.4, progressingDuration: 1020 },
    ],
    [
      'its second attempt has told its frames once',
      [media, begun, failed, again(1010, 100)],
      { framesDecoded: 100, decodeRate: undefined, estDecodeTimeRemaining: undefined, speed: undefined },
    ],
    [
      'its second attempt has decoded its inputs',
      [media, begun, failed, again(1000, 0), again(1500, 10_000, 'UPLOADING')],
      { decodeRate: 20, estDecodeTimeRemaining: 0, speed: 0.8, decodeDuration: 1500 },
    ],
    [
      'all frames are decoded, and no percentage is told',
      [media, begun, update(10, 2000), update(20, 4000), update(50, 10_000, { currentPhase: 'UPLOADING' })],
      {
        percentJobComplete: 99,
        percentSource: 'FRAMES',
        percentDecodeComplete: 100,
        currentPhase: 'UPLOADING',
        estDecodeTimeRemaining: 0,
        estJobTimeRemaining: undefined,
        estJobTimeRemainingLow: undefined,
        estJobTimeRemainingHigh: undefined,
      },
    ],
    [
      'nearly all frames are decoded, and no percentage is told',
      [media, begun, update(50, 9999)],
      { percentJobComplete: 99, percentSource: 'FRAMES', percentDecodeComplete: 99.99 },
    ],
    [
      'an update tells no phase after one that did',
      [begun, update(60, 900, { currentPhase: 'UPLOADING' }), update(70, 1000)],
      { currentPhase: 'UPLOADING', currentPhasePercentComplete: undefined, decodeDuration: 60 },
    ],
    [
      'an update tells an earlier phase than one before it',
      [begun, update(60, 900, { currentPhase: 'TRANSCODING' }), update(70, 1000, { currentPhase: 'PROBING' })],
      { currentPhase: 'TRANSCODING', phaseDurations: { probing: 60, transcoding: 10 } },
    ],
    [
      'its second attempt is in an earlier phase than the first was',
      [begun, failed, again(1000, 0, 'PROBING')],
      { currentPhase: 'PROBING', decodeDuration: undefined },
    ],
    ['no update has told its phase', [begun, update(10, 100)], { currentPhase: undefined }],
  ])('are right when %s', (_case, states, expected) => {
    for (const order of [states, states.toReversed()]) {
      const metrics: Record<string, unknown> = progressMetrics(order.reduce(merge, {}));
      expect(Object.fromEntries(Object.keys(expected).map((name) => [name, metrics[name]]))).toEqual(expected);
    }
  });
});

describe('an update that claims a time after the end of its job', () => {
  it('lengthens nothing', () => {
    const state = ['PROGRESSING', 'STATUS_UPDATE', 'COMPLETE']
      .map((status, index) => parsed(JSON.stringify(eventAt(status, T + ([1_000, 9_000, 5_000][index] ?? 0)))))
      .map((event) => facts(event))
      .reduce(merge, {});
    expect(progressMetrics(state)).toEqual({
      percentJobComplete: 100,
      percentSource: 'TERMINAL',
      estJobTimeRemaining: 0,
      estJobTimeRemainingLow: 0,
      estJobTimeRemainingHigh: 0,
      percentDecodeComplete: 100,
      currentPhase: 'UPLOADING',
      currentPhasePercentComplete: 100,
      framesDecoded: 100,
      decodeRate: 25,
      queuedDuration: undefined,
      progressingDuration: 4,
      statusDuration: 4,
      decodeDuration: 4,
      phaseDurations: { probing: 4, transcoding: 0 },
      retryCount: 0,
    });
  });
});

function eventAt(status: string, timestamp: number): object {
  return {
    source: 'aws.mediaconvert',
    'detail-type': 'MediaConvert Job State Change',
    detail: {
      timestamp,
      jobId: 'late',
      status,
      ...(status === 'STATUS_UPDATE' && {
        framesDecoded: 100,
        jobProgress: { currentPhase: 'TRANSCODING', retryCount: 0 },
      }),
    },
  };
}
