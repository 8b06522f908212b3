import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJob } from '../../../../../functions/collector/job/describe-job.ts';
import { nextRecord } from '../../../../../functions/collector/job/next-record.ts';
import { isStalled } from '../../../../../functions/collector/job/stalled.ts';
import { jobDetails } from '../../../../../functions/collector/job/job-details.ts';
import { indexTags } from '../../../../../functions/collector/job/tags.ts';
import { parsed } from '../../arbitrary-event.ts';
import { anythingToldJob, documentedJob } from './promises.ts';

const T = 1_700_000_000_000;
const ID = `${T}-abcdef`;
const queue = (name: string) => `arn:aws:mediaconvert:us-east-1:111122223333:queues/${name}`;

function event(source: string, detailType: string, at: number, detail: object) {
  const told = { timestamp: T + at, jobId: ID, ...detail };
  return parsed(JSON.stringify({ id: `${detailType} ${at}`, source, 'detail-type': detailType, detail: told }));
}
const change = (status: string, at: number, detail: object = {}) =>
  event('aws.mediaconvert', 'MediaConvert Job State Change', at, { status, queue: queue('A'), ...detail });
const answer = (at: number, job: object | null) =>
  event('mediaconvert-job-progress.reconciler', 'MediaConvert Job Snapshot', at, { job });
const analysis = (at: number, detail: object) =>
  event('mediaconvert-job-progress.analyzer', 'MediaConvert Job Analysis', at, detail);

/** What is known after the events, in this order and in the other. */
function described(...events: ReturnType<typeof event>[]) {
  const receipt = { receivedAt: T, keepSeconds: 60 };
  const [forth, back] = [events, events.toReversed()].map((list) => {
    const { state } = nextRecord(ID, undefined, list, receipt).record;
    return { ...describeJob(state), tags: indexTags(state) };
  });
  expect(back).toEqual(forth);
  if (forth === undefined) throw new Error('nothing is described');
  return forth;
}

const seconds = (ms: number) => Math.round((T + ms) / 1000);
const timing = { submitTime: seconds(0), startTime: seconds(30_400), finishTime: seconds(97_600) };

describe('an answer of MediaConvert', () => {
  it('repairs a `COMPLETE` that never came', () => {
    const { status, eventTimes, progressMetrics } = described(
      change('PROGRESSING', 30_400),
      analysis(40_000, { status: 'COMPLETE', frameCount: 7230, duration: 300, numInputs: 1, numOutputs: 1 }),
      answer(400_000, { status: 'COMPLETE', createdAt: seconds(0), queue: queue('A'), timing }),
    );
    expect({ status, eventTimes, progressMetrics }).toEqual({
      status: 'COMPLETE',
      eventTimes: {
        createTime: T,
        firstProgressingTime: T + 30_400,
        lastProgressingTime: T + 98_000,
        lastStatusTime: T + 98_000,
        decodeTime: T + 98_000,
        completeTime: T + 98_000,
        lastTime: T + 98_000,
      },
      progressMetrics: expect.objectContaining({
        percentJobComplete: 100,
        percentSource: 'TERMINAL',
        framesDecoded: 7230,
        decodeRate: 7230 / 67.6,
        queuedDuration: 30.4,
        progressingDuration: 67.6,
        speed: 300 / 67.6,
      }) as unknown,
    });
  });

  it('never moves a time that an event told', () => {
    const told = [change('PROGRESSING', 30_400), change('COMPLETE', 97_600)];
    const { eventTimes } = described(...told, answer(400_000, { status: 'COMPLETE', createdAt: seconds(0), timing }));
    expect(eventTimes).toEqual({ ...described(...told).eventTimes, createTime: T });
  });

  it('never erases the frames that an update told, and raises the percentage of the same attempt only', () => {
    const update = change('STATUS_UPDATE', 60_000, {
      framesDecoded: 300,
      jobProgress: { jobPercentComplete: 20, currentPhase: 'TRANSCODING', retryCount: 1 },
    });
    const asked = (retryCount: number, jobPercentComplete: number) =>
      answer(90_000, { status: 'PROGRESSING', retryCount, jobPercentComplete, currentPhase: 'UPLOADING' });
    const figures = { framesDecoded: 300, percentSource: 'SERVICE', retryCount: 1 };
    expect(described(update, asked(1, 55)).progressMetrics).toMatchObject({
      ...figures,
      percentJobComplete: 55,
      currentPhase: 'UPLOADING',
    });
    expect(described(update, asked(0, 90)).progressMetrics).toMatchObject({
      ...figures,
      percentJobComplete: 20,
      currentPhase: 'TRANSCODING',
    });
  });

  it('that alone told of a retry is not forgotten when the next tells none', () => {
    const { retryCount, framesDecoded } = described(
      change('STATUS_UPDATE', 60_000, { framesDecoded: 300, jobProgress: { retryCount: 0 } }),
      answer(90_000, { status: 'PROGRESSING', retryCount: 1 }),
      answer(95_000, { status: 'COMPLETE' }),
    ).progressMetrics;
    expect({ retryCount, framesDecoded }).toEqual({ retryCount: 1, framesDecoded: undefined });
  });

  it('tells the cancellation of a job that waited', () => {
    const { status, eventTimes } = described(
      answer(90_000, { status: 'CANCELED', timing: { finishTime: seconds(5000) } }),
    );
    expect({ status, eventTimes }).toEqual({
      status: 'CANCELED',
      eventTimes: { canceledTime: T + 5000, lastTime: T + 5000 },
    });
  });

  it('loses to the event that tells another end', () => {
    const ended = answer(90_000, { status: 'COMPLETE', timing: { finishTime: seconds(1000) } });
    const { status, error } = described(ended, change('ERROR', 60_000, { errorCode: 1040, errorMessage: 'bad input' }));
    expect({ status, error }).toEqual({ status: 'ERROR', error: { code: 1040, message: 'bad input' } });
  });

  it('tells the error and the warnings of events that never came', () => {
    const { error, warnings } = described(
      answer(90_000, {
        status: 'ERROR',
        errorCode: 1040,
        errorMessage: 'bad input',
        warnings: [{ code: 7, count: 2 }],
      }),
    );
    expect({ error, warnings }).toEqual({
      error: { code: 1040, message: 'bad input' },
      warnings: [{ code: 7, count: 2 }],
    });
  });

  it('adds the hops that no event told, and leaves the job in the queue that it hopped to', () => {
    const hop = (from: string, to: string, at: number) => ({
      sourceQueue: queue(from),
      destinationQueue: queue(to),
      timestamp: seconds(at),
    });
    const { queueName, queueTransitions, tags } = described(
      change('QUEUE_HOP', 60_600, { queue: queue('B'), previousQueue: queue('A'), priority: 1 }),
      answer(300_000, { queue: queue('A'), queueTransitions: [hop('A', 'B', 60_600), hop('B', 'A', 200_000)] }),
    );
    expect({ queueName, queueTransitions, tags }).toEqual({
      queueName: 'A',
      queueTransitions: [
        { fromQueue: queue('A'), toQueue: queue('B'), priority: 1, time: T + 60_600 },
        { fromQueue: queue('B'), toQueue: queue('A'), time: T + 200_000 },
      ],
      tags: ['queue:A'],
    });
  });

  it('without a job tells that the job is missing, until something newer comes of it', () => {
    const gone = answer(90_000, null);
    expect(described(change('PROGRESSING', 0), gone)).toMatchObject({ missing: true, askedAt: T + 90_000 });
    expect(described(change('PROGRESSING', 90_001), gone).missing).toBeUndefined();
    expect(described(answer(90_001, {}), gone)).toMatchObject({ askedAt: T + 90_001 });
    expect(described(answer(90_001, {}), gone).missing).toBeUndefined();
    expect(described(analysis(90_001, { status: 'FAILED' }), gone).missing).toBe(true);
  });

  it('keeps the outputs that the event told, whatever comes first', () => {
    const outputs = { outputGroupDetails: [{ outputDetails: [{ durationInMs: 5 }] }] };
    const parts = jobDetails([answer(90_000, { status: 'COMPLETE', ...outputs }), change('COMPLETE', 5, outputs)]);
    expect(parts.map(({ part, at }) => ({ part, at }))).toEqual([{ part: 'outputGroups', at: T + 5 }]);
  });

  it('is no sign of life', () => {
    const at = (receivedAt: number) => ({ receivedAt, keepSeconds: 60 });
    const { record } = nextRecord(ID, undefined, [change('PROGRESSING', 0)], at(T));
    const first = nextRecord(ID, record, [answer(190_000, { status: 'PROGRESSING' })], at(T + 190_000)).record;
    const again = nextRecord(ID, first, [answer(490_000, { status: 'PROGRESSING' })], at(T + 490_000)).record;
    expect([record, first, again].map(({ version, heardAt }) => ({ version, heardAt }))).toEqual([
      { version: 1, heardAt: T },
      { version: 2, heardAt: T },
      { version: 3, heardAt: T },
    ]);
    expect([T + 180_000, T + 180_001].map((now) => isStalled(again, now))).toEqual([false, true]);
  });
});

describe('an analysis', () => {
  it('that failed takes nothing back', () => {
    const { progressMetrics } = described(
      analysis(1, { status: 'COMPLETE', frameCount: 100, duration: 4, numInputs: 1 }),
      analysis(2, { status: 'FAILED', reason: 'no access', numInputs: 1 }),
      change('STATUS_UPDATE', 5000, { framesDecoded: 25 }),
    );
    expect(progressMetrics).toMatchObject({ frameCount: 100, percentJobComplete: 25, percentSource: 'FRAMES' });
  });
});

describe('a percentage', () => {
  const update = (at: number, framesDecoded: number, jobPercentComplete?: number) =>
    change('STATUS_UPDATE', at, { framesDecoded, jobProgress: { jobPercentComplete } });
  const counted = analysis(0, { status: 'COMPLETE', frameCount: 100, numInputs: 1 });

  it('counted by frames stays until the service tells a higher one', () => {
    expect(described(counted, update(1, 60), update(2, 70, 50)).progressMetrics).toMatchObject({
      percentJobComplete: 60,
      percentSource: 'FRAMES',
      percentDecodeComplete: 70,
    });
    expect(described(counted, update(1, 60), update(2, 70, 61)).progressMetrics).toMatchObject({
      percentJobComplete: 61,
      percentSource: 'SERVICE',
    });
  });

  it('of the service counts, however many frames are decoded', () => {
    expect(described(counted, update(1, 90, 50)).progressMetrics).toMatchObject({
      percentJobComplete: 50,
      percentSource: 'SERVICE',
      percentDecodeComplete: 90,
    });
  });
});

describe('the published answers of the AWS sample, from events', () => {
  it.each([
    {
      id: '1524866232000-abcdef',
      created: 1524866232,
      started: 1524866262,
      completed: 1524866329,
      rate: 107.91044776119404,
    },
    {
      id: '1524854276176-osxgul',
      created: 1524854276,
      started: 1524854276,
      completed: 1524854353,
      rate: 93.8961038961039,
    },
  ])('are the same to the digit: $rate', ({ id, created, started, completed, rate }) => {
    const inSeconds = (status: string, at: number) =>
      parsed(
        JSON.stringify({
          source: 'aws.mediaconvert',
          'detail-type': 'MediaConvert Job State Change',
          detail: { timestamp: at * 1000, jobId: id, status },
        }),
      );
    const call = { eventName: 'CreateJob', responseElements: { job: { id, createdAt: created } } };
    const creation = parsed(
      JSON.stringify({
        source: 'aws.mediaconvert',
        'detail-type': 'AWS API Call via CloudTrail',
        time: new Date(created * 1000).toISOString(),
        detail: call,
      }),
    );
    const counts = analysis(0, { jobId: id, status: 'COMPLETE', frameCount: 7230, duration: 241, numInputs: 1 });
    const events = [counts, inSeconds('COMPLETE', completed), inSeconds('PROGRESSING', started), creation];
    const lasted = completed - started;
    expect(described(...events).progressMetrics).toEqual({
      decodeRate: rate,
      estDecodeTimeRemaining: 0,
      estJobTimeRemaining: 0,
      estJobTimeRemainingLow: 0,
      estJobTimeRemainingHigh: 0,
      frameCount: 7230,
      framesDecoded: 7230,
      framesRemaining: 0,
      percentDecodeComplete: 100,
      percentJobComplete: 100,
      percentSource: 'TERMINAL',
      progressingDuration: lasted,
      queuedDuration: started - created,
      statusDuration: lasted,
      decodeDuration: lasted,
      phaseDurations: { probing: lasted },
      speed: 241 / lasted,
      waitedForCapacity: false,
      waitedForCapacityDuration: 0,
    });
  });
});

/** Of each of the two kinds; `npm run test:soak` makes more. */
const RUNS = 2000;

describe('a whole job, its events lost, repeated, shuffled and split over collectors', { timeout: 120_000 }, () => {
  it('ends in the state of in-order delivery, and breaks no promise on the way', () => {
    fc.assert(documentedJob, { numRuns: RUNS });
  });

  it('does so with anything in the fields of its events', () => {
    fc.assert(anythingToldJob, { numRuns: RUNS });
  });
});
