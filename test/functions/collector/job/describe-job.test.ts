import { describe, expect, it } from 'vitest';
import { describeJob } from '../../../../functions/collector/job/describe-job.ts';
import { facts } from '../../../../functions/collector/job/facts.ts';
import { merge } from '../../../../functions/collector/job/job-state.ts';
import { formerQueueTags, indexTags } from '../../../../functions/collector/job/tags.ts';
import { parsed } from '../arbitrary-event.ts';

const T = 1_700_000_000_000;

/** An event of one job, `at` milliseconds after the first. */
function event(status: string, at: number, detail: Record<string, unknown> = {}) {
  const call = { 'detail-type': 'AWS API Call via CloudTrail', time: new Date(T + at).toISOString() };
  const id = `${T}-abcdef`;
  const calls = new Map<string, object>([
    ['CreateJob', { ...call, detail: { eventName: status, responseElements: { job: { id, ...detail } } } }],
    ['CancelJob', { ...call, detail: { eventName: status, requestParameters: { id } } }],
  ]);
  const change = { detail: { timestamp: T + at, jobId: id, status, ...detail } };
  return facts(parsed(JSON.stringify({ source: 'aws.mediaconvert', ...(calls.get(status) ?? change) })));
}

function stateOf(...list: ReturnType<typeof event>[]) {
  return list.reduce(merge, {});
}

describe('the status', () => {
  it.each([
    ['SUBMITTED', [event('CreateJob', 0)]],
    ['SUBMITTED', [event('QUEUE_HOP', 0), event('NEW_WARNING', 1), event('SHINY', 2), event('__proto__', 3)]],
    ['PROGRESSING', [event('INPUT_INFORMATION', 5)]],
    ['PROGRESSING', [event('STATUS_UPDATE', 5)]],
    ['PROGRESSING', [event('PROGRESSING', 5), event('CreateJob', 9)]],
    ['CANCELED', [event('CancelJob', 5), event('STATUS_UPDATE', 9)]],
    ['COMPLETE', [event('CancelJob', 5), event('COMPLETE', 9)]],
    ['COMPLETE', [event('COMPLETE', 5), event('STATUS_UPDATE', 9), event('PROGRESSING', 10)]],
    ['COMPLETE', [event('COMPLETE', 5), event('ERROR', 6), event('CANCELED', 7)]],
    ['ERROR', [event('ERROR', 5), event('COMPLETE', 6)]],
    ['CANCELED', [event('CANCELED', 5), event('ERROR', 5), event('COMPLETE', 5)]],
  ])('is %s', (status, list) => {
    expect(describeJob(stateOf(...list)).status).toBe(status);
  });
});

describe('the times of events', () => {
  it('are the earliest and the latest, each by its rule', () => {
    const state = stateOf(
      event('CreateJob', 0, { createdAt: T / 1000 + 1 }),
      event('PROGRESSING', 2000),
      event('STATUS_UPDATE', 3000, { jobProgress: { currentPhase: 'TRANSCODING' } }),
      event('STATUS_UPDATE', 5000, { jobProgress: { phaseProgress: { TRANSCODING: { percentComplete: 100 } } } }),
      event('STATUS_UPDATE', 4000, { jobProgress: { currentPhase: 'UPLOADING' } }),
      event('COMPLETE', 9000),
      event('NEW_WARNING', 9500),
    );
    expect(describeJob(state).eventTimes).toEqual({
      createTime: T + 1000,
      firstProgressingTime: T + 2000,
      lastProgressingTime: T + 9000,
      lastStatusTime: T + 9000,
      decodeTime: T + 4000,
      completeTime: T + 9000,
      lastTime: T + 9500,
    });
  });
});

describe('the queue', () => {
  const queue = (name: string) => `arn:aws:mediaconvert:us-east-1:111122223333:queues/${name}`;
  const hop = (at: number, from: string, to: string) =>
    event('QUEUE_HOP', at, { queue: queue(to), previousQueue: queue(from), priority: 3 });

  it('is where the newest hop led, whatever a later event names', () => {
    const state = stateOf(hop(2, 'B', 'C'), hop(1, 'A', 'B'), event('PROGRESSING', 9, { queue: queue('A') }));
    const { queueName, queueTransitions } = describeJob(state);
    expect({ queueName, queueTransitions }).toEqual({
      queueName: 'C',
      queueTransitions: [
        { fromQueue: queue('A'), toQueue: queue('B'), priority: 3, time: T + 1 },
        { fromQueue: queue('B'), toQueue: queue('C'), priority: 3, time: T + 2 },
      ],
    });
    expect(indexTags(state)).toEqual(['queue:C']);
    expect(formerQueueTags(state).sort()).toEqual(['queue:A', 'queue:B']);
  });

  it('without a hop is the one named last, and its name all that follows `queues/`', () => {
    const state = stateOf(
      event('PROGRESSING', 1, { queue: queue('A') }),
      event('COMPLETE', 2, { queue: queue('a/b c') }),
    );
    expect(describeJob(state)).toMatchObject({ queue: queue('a/b c'), queueName: 'a/b c' });
  });
});

describe('warnings', () => {
  it('are one a code, counted by distinct times, or as often as COMPLETE tells', () => {
    const warn = (at: number, code: string, message: string) =>
      event('NEW_WARNING', at, { warningCode: code, warningMessage: message });
    const state = stateOf(
      warn(2, '000230', 'new'),
      warn(1, '000230', 'old'),
      warn(2, '000230', 'new'),
      event('COMPLETE', 9, {
        warnings: [
          { code: 230, count: 1 },
          { code: 7, count: 4 },
        ],
      }),
    );
    expect(describeJob(state).warnings).toEqual([
      { code: 7, count: 4, firstSeen: T + 9, lastSeen: T + 9 },
      { code: 230, count: 2, message: 'new', firstSeen: T + 1, lastSeen: T + 2 },
    ]);
  });
});

describe('the error', () => {
  const failed = event('ERROR', 5, { errorCode: 1040, errorMessage: 'bad input' });
  it('is that of the earliest ERROR', () => {
    const later = event('ERROR', 6, { errorCode: 1999, errorMessage: 'worse' });
    expect(describeJob(stateOf(later, failed)).error).toEqual({ code: 1040, message: 'bad input' });
  });

  it('is absent from a job that ended otherwise before', () => {
    expect(describeJob(stateOf(event('COMPLETE', 1), failed)).error).toBeUndefined();
  });
});

describe('user metadata', () => {
  it('is the newest that is not empty, and tags never collide', () => {
    const state = stateOf(
      event('PROGRESSING', 1, { userMetadata: { old: '1' } }),
      event('STATUS_UPDATE', 2, {
        userMetadata: { 'a=b': 'c', a: 'b=c', '100%': '', queue: 'x', long: 'x'.repeat(3000) },
      }),
      event('COMPLETE', 3, { userMetadata: {} }),
    );
    expect(indexTags(state)).toEqual([
      'userMetadata:100%25=',
      'userMetadata:a=b=c',
      'userMetadata:a%3Db=c',
      'userMetadata:queue=x',
    ]);
  });
});
