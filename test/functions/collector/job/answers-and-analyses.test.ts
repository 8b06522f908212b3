import { describe, expect, it } from 'vitest';
import { describeJob } from '../../../../functions/collector/job/describe-job.ts';
import type { JobDescription } from '../../../../functions/collector/job/describe-job.ts';
import { jobDetails } from '../../../../functions/collector/job/job-details.ts';
import { nextRecord } from '../../../../functions/collector/job/next-record.ts';
import { jobProgress } from '../../../../functions/collector/publish/job-progress.ts';
import { parsed } from '../arbitrary-event.ts';

const T = 1_700_000_000_000;
const ID = `${T}-abcdef`;

type Event = ReturnType<typeof parsed>;

function event(source: string, detailType: string, at: number, detail: object): Event {
  const told = { timestamp: T + at, jobId: ID, ...detail };
  return parsed(JSON.stringify({ id: `${detailType} ${at}`, source, 'detail-type': detailType, detail: told }));
}
const change = (status: string, at: number, detail: object = {}) =>
  event('aws.mediaconvert', 'MediaConvert Job State Change', at, { status, ...detail });
const answer = (at: number, job: object | null) =>
  event('mediaconvert-job-progress.reconciler', 'MediaConvert Job Snapshot', at, { job });
const analysis = (at: number, detail: object) =>
  event('mediaconvert-job-progress.analyzer', 'MediaConvert Job Analysis', at, { numInputs: 1, ...detail });
const update = (at: number, framesDecoded: number) => change('STATUS_UPDATE', at, { framesDecoded });

/** As GetJob rounds a time. */
const seconds = (ms: number) => Math.round((T + ms) / 1000);

/** A job of which only the given is known. */
function job(known: Partial<JobDescription>): JobDescription {
  return {
    status: 'PROGRESSING',
    account: '',
    region: '',
    queue: '',
    queueName: '',
    userMetadata: [],
    eventTimes: {},
    progressMetrics: {},
    warnings: [],
    queueTransitions: [],
    ...known,
  };
}

const ANSWERED = { status: 'PROGRESSING', createdAt: seconds(0) };
const COMPLETE = { status: 'COMPLETE', createdAt: seconds(0) };

const CASES: { title: string; events: Event[]; expected: JobDescription }[] = [
  {
    title: 'a lost `PROGRESSING` began when `startTime` says',
    events: [change('STATUS_UPDATE', 600_000), answer(700_000, { ...ANSWERED, timing: { startTime: seconds(1000) } })],
    expected: job({
      askedAt: T + 700_000,
      eventTimes: {
        createTime: T,
        firstProgressingTime: T + 1000,
        lastProgressingTime: T + 600_000,
        lastStatusTime: T + 600_000,
        lastTime: T + 600_000,
      },
      progressMetrics: {
        queuedDuration: 1,
        progressingDuration: 599,
        statusDuration: 599,
        waitedForCapacity: false,
        waitedForCapacityDuration: 0,
      },
    }),
  },
  {
    title: 'a `startTime` that only rounding made earlier moves nothing',
    events: [change('PROGRESSING', 30_999), answer(40_000, { ...ANSWERED, timing: { startTime: T / 1000 + 30 } })],
    expected: job({
      askedAt: T + 40_000,
      eventTimes: {
        createTime: T,
        firstProgressingTime: T + 30_999,
        lastProgressingTime: T + 30_999,
        lastTime: T + 30_999,
      },
      progressMetrics: {
        queuedDuration: 30.999,
        progressingDuration: 0,
        waitedForCapacity: false,
        waitedForCapacityDuration: 0,
      },
    }),
  },
  {
    title: 'a lost `COMPLETE` shows its times as the event would',
    events: [
      change('PROGRESSING', 30_000),
      change('STATUS_UPDATE', 60_000, { jobProgress: { currentPhase: 'UPLOADING' } }),
      answer(400_000, { ...COMPLETE, timing: { startTime: seconds(30_000), finishTime: seconds(98_000) } }),
    ],
    expected: job({
      status: 'COMPLETE',
      askedAt: T + 400_000,
      eventTimes: {
        createTime: T,
        firstProgressingTime: T + 30_000,
        lastProgressingTime: T + 98_000,
        lastStatusTime: T + 98_000,
        decodeTime: T + 60_000,
        completeTime: T + 98_000,
        lastTime: T + 98_000,
      },
      progressMetrics: {
        percentJobComplete: 100,
        percentSource: 'TERMINAL',
        percentDecodeComplete: 100,
        currentPhase: 'UPLOADING',
        currentPhasePercentComplete: 100,
        estJobTimeRemaining: 0,
        estJobTimeRemainingLow: 0,
        estJobTimeRemainingHigh: 0,
        queuedDuration: 30,
        progressingDuration: 68,
        statusDuration: 68,
        decodeDuration: 30,
        phaseDurations: { probing: 30, uploading: 38 },
        waitedForCapacity: false,
        waitedForCapacityDuration: 0,
        retryCount: 0,
      },
    }),
  },
  {
    title: 'an event that came after an answered end stays the last',
    events: [
      change('NEW_WARNING', 98_400, { warningCode: '000007' }),
      answer(400_000, { ...COMPLETE, timing: { finishTime: seconds(98_000) } }),
    ],
    expected: job({
      status: 'COMPLETE',
      askedAt: T + 400_000,
      eventTimes: {
        createTime: T,
        lastProgressingTime: T + 98_000,
        lastStatusTime: T + 98_000,
        decodeTime: T + 98_000,
        completeTime: T + 98_000,
        lastTime: T + 98_400,
      },
      progressMetrics: {
        percentJobComplete: 100,
        percentSource: 'TERMINAL',
        percentDecodeComplete: 100,
        estJobTimeRemaining: 0,
        estJobTimeRemainingLow: 0,
        estJobTimeRemainingHigh: 0,
      },
      warnings: [{ code: 7, count: 1, firstSeen: T + 98_400, lastSeen: T + 98_400 }],
    }),
  },
  {
    title: 'the wait is counted from the time in the id rather than from a rounded `createdAt`',
    events: [answer(50_000, { ...ANSWERED, createdAt: T / 1000 + 1 }), change('PROGRESSING', 30_250)],
    expected: job({
      askedAt: T + 50_000,
      eventTimes: {
        createTime: T + 1000,
        firstProgressingTime: T + 30_250,
        lastProgressingTime: T + 30_250,
        lastTime: T + 30_250,
      },
      progressMetrics: {
        queuedDuration: 30.25,
        progressingDuration: 0,
        waitedForCapacity: false,
        waitedForCapacityDuration: 0,
      },
    }),
  },
  {
    title: 'an answer about a running job tells warnings, but not when they came',
    events: [answer(90_000, { status: 'PROGRESSING', warnings: [{ code: 7, count: 2 }] })],
    expected: job({ askedAt: T + 90_000, warnings: [{ code: 7, count: 2 }] }),
  },
  {
    title:
      'an answer about a job that is over tells its warnings as of the end, and of a code told twice the greater count',
    events: [
      answer(90_000, {
        status: 'CANCELED',
        warnings: [
          { code: 7, count: 2 },
          { code: 7, count: 5 },
          { code: 7, count: 1 },
        ],
        timing: { finishTime: seconds(8000) },
      }),
    ],
    expected: job({
      status: 'CANCELED',
      askedAt: T + 90_000,
      eventTimes: { canceledTime: T + 8000, lastTime: T + 8000 },
      warnings: [{ code: 7, count: 5, firstSeen: T + 8000, lastSeen: T + 8000 }],
    }),
  },
  {
    title: 'an answer moves no time of a warning that an event told',
    events: [
      change('ERROR', 8600, { warnings: [{ code: 7, count: 2 }] }),
      answer(90_000, { status: 'ERROR', warnings: [{ code: 7, count: 2 }], timing: { finishTime: T / 1000 + 8 } }),
    ],
    expected: job({
      status: 'ERROR',
      askedAt: T + 90_000,
      eventTimes: { errorTime: T + 8600, lastTime: T + 8600 },
      warnings: [{ code: 7, count: 2, firstSeen: T + 8600, lastSeen: T + 8600 }],
      error: {},
    }),
  },
  {
    title: 'frames are as the first `COMPLETE` analysis counted them, whatever others say',
    events: [
      analysis(1, { status: 'PARTIAL', frameCount: 1, duration: 1 }),
      analysis(2, { status: 'COMPLETE', frameCount: 100, duration: 4 }),
      analysis(3, { status: 'COMPLETE', frameCount: 400, duration: 16 }),
      analysis(4, { status: 'FAILED', frameCount: 800, duration: 32 }),
      update(5000, 25),
    ],
    expected: job({
      eventTimes: {
        firstProgressingTime: T + 5000,
        lastProgressingTime: T + 5000,
        lastStatusTime: T + 5000,
        lastTime: T + 5000,
      },
      progressMetrics: {
        percentJobComplete: 25,
        percentSource: 'FRAMES',
        percentDecodeComplete: 25,
        framesDecoded: 25,
        frameCount: 100,
        framesRemaining: 75,
        queuedDuration: 5,
        progressingDuration: 0,
        statusDuration: 0,
        waitedForCapacity: false,
        waitedForCapacityDuration: 0,
        retryCount: 0,
      },
    }),
  },
];

describe('what answers and analyses teach', () => {
  it.each(CASES)('$title', ({ events, expected }) => {
    const receipt = { receivedAt: T, keepSeconds: 60 };
    for (const order of [events, events.toReversed()]) {
      expect(describeJob(nextRecord(ID, undefined, order, receipt).record.state)).toEqual(expected);
    }
  });

  it('keeps the row of a `COMPLETE` analysis from one that is not', () => {
    const complete = analysis(1, { status: 'COMPLETE', frameCount: 100 });
    const failed = analysis(2, { status: 'FAILED', reason: 'no access' });
    const rows = [[complete, failed], [failed, complete], [failed]].map((events) =>
      jobDetails(events).map(({ part, data, at }) => [part, (JSON.parse(data) as { status: string }).status, at]),
    );
    expect(rows).toEqual([
      [['analysis', 'COMPLETE', T + 1]],
      [['analysis', 'COMPLETE', T + 1]],
      [['analysis', 'FAILED', 0]],
    ]);
  });
});

describe('a silent job', () => {
  const receipt = (receivedAt: number) => ({ receivedAt: T + receivedAt, keepSeconds: 60 });
  const silent = nextRecord(ID, undefined, [change('PROGRESSING', 0), update(1000, 25)], receipt(1000)).record;
  const further = answer(190_000, { status: 'PROGRESSING', jobPercentComplete: 60, currentPhase: 'TRANSCODING' });

  it.each([
    ['an answer', [answer(190_000, { status: 'PROGRESSING' })], { heardAt: T + 1000, stalled: true }],
    ['an answer of further progress', [further], { heardAt: T + 1000, stalled: true }],
    ['an answer without the job', [answer(190_000, null)], { heardAt: T + 1000, stalled: true }],
    ['an update told before', [further, update(1000, 25)], { heardAt: T + 1000, stalled: true }],
    ['an update', [update(189_000, 26)], { heardAt: T + 190_000, stalled: false }],
    ['an update beside an answer', [further, update(189_000, 26)], { heardAt: T + 190_000, stalled: false }],
  ])('after %s is what its own events make it', (_title, events, expected) => {
    const { record } = nextRecord(ID, silent, events, receipt(190_000));
    const { stalled } = jobProgress(record, T + 190_000);
    expect({ version: record.version, heardAt: record.heardAt, stalled }).toEqual({ version: 2, ...expected });
  });
});
