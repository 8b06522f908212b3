import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckedEvent } from '../../../../functions/collector/event/checked-event.ts';
import type { JobRecord } from '../../../../functions/collector/job/job-record.ts';
import { nextRecord } from '../../../../functions/collector/job/next-record.ts';
import { stepMetrics } from '../../../../functions/collector/job/step-metrics.ts';
import type { StepMetrics } from '../../../../functions/collector/job/step-metrics.ts';
import { arbitraryEvent, parsed } from '../arbitrary-event.ts';

const T = 1_700_000_000_000;
const JOB_ID = `${T}-abcdef`;
const RECEIPT = { receivedAt: T + 1_000_000, keepSeconds: 86_400 };
const COUNTS = ['JobsSubmitted', 'JobsProgressing', 'JobsComplete', 'JobsError', 'JobsCanceled'] as const;
type Values = StepMetrics['values'];

/** An event of one job, `at` seconds after its creation, in the queue `Q`. */
function event(status: string, at: number, detail: Record<string, unknown> = {}): CheckedEvent {
  const call = { 'detail-type': 'AWS API Call via CloudTrail', time: new Date(T + at * 1000).toISOString() };
  const calls = new Map<string, object>([
    ['CreateJob', { ...call, detail: { eventName: status, responseElements: { job: { id: JOB_ID, ...detail } } } }],
    ['CancelJob', { ...call, detail: { eventName: status, requestParameters: { id: JOB_ID } } }],
  ]);
  const change = { detail: { timestamp: T + at * 1000, jobId: JOB_ID, queue: arn('Q'), status, ...detail } };
  return parsed(JSON.stringify({ source: 'aws.mediaconvert', ...(calls.get(status) ?? change) }));
}

/** What MediaConvert answered, `at` seconds after the creation of the job. */
function answer(at: number, job: object): CheckedEvent {
  const envelope = {
    source: 'mediaconvert-job-progress.reconciler',
    'detail-type': 'MediaConvert Job Snapshot',
  };
  return parsed(JSON.stringify({ ...envelope, detail: { jobId: JOB_ID, timestamp: T + at * 1000, job } }));
}

/** What the analyzer found. */
function analysis(at: number, frameCount: number): CheckedEvent {
  const envelope = { source: 'mediaconvert-job-progress.analyzer', 'detail-type': 'MediaConvert Job Analysis' };
  const detail = { jobId: JOB_ID, timestamp: T + at * 1000, status: 'COMPLETE', frameCount };
  return parsed(JSON.stringify({ ...envelope, detail }));
}

const arn = (queue: string): string => `arn:aws:mediaconvert:us-west-2:111122223333:queues/${queue}`;
const uploading = { framesDecoded: 900, jobProgress: { currentPhase: 'UPLOADING', retryCount: 0 } };
const transcoding = { framesDecoded: 300, jobProgress: { currentPhase: 'TRANSCODING', retryCount: 0 } };

/** What each batch of events of a job adds to the metrics. */
function metricsOf(...batches: CheckedEvent[][]): StepMetrics[] {
  let previous: JobRecord | undefined;
  return batches.map((batch) => {
    const step = nextRecord(JOB_ID, previous, batch, RECEIPT);
    previous = step.record;
    return stepMetrics(step);
  });
}
const valuesOf = (...batches: CheckedEvent[][]): Values[] => metricsOf(...batches).map(({ values }) => values);
const eachAlone = (events: readonly CheckedEvent[]): CheckedEvent[][] => events.map((each) => [each]);

const [submitted, progressing, complete] = [{ JobsSubmitted: 1 }, { JobsProgressing: 1 }, { JobsComplete: 1 }];
const began = { ...progressing, QueuedDuration: 10 };

describe('a step of a job counts', () => {
  it.each<[string, CheckedEvent[][], Values[]]>([
    [
      'each status that the job reaches, and what is known by then',
      eachAlone([
        event('CreateJob', 0),
        event('PROGRESSING', 10),
        event('STATUS_UPDATE', 20, transcoding),
        event('STATUS_UPDATE', 40, uploading),
        event('COMPLETE', 60),
      ]),
      [submitted, began, {}, { DecodeRate: 30 }, { ...complete, ProgressingDuration: 50 }],
    ],
    [
      'all of them at once when all come in one batch',
      [[event('CreateJob', 0), event('PROGRESSING', 10), event('COMPLETE', 60)]],
      [{ ...submitted, ...began, ...complete, ProgressingDuration: 50 }],
    ],
    ['a job that is first seen later as submitted, too', [[event('STATUS_UPDATE', 10)]], [{ ...submitted, ...began }]],
    [
      'nothing that comes again',
      [[event('PROGRESSING', 10)], [event('PROGRESSING', 10)], [event('STATUS_UPDATE', 12)]],
      [{ ...submitted, ...began }, {}, {}],
    ],
    [
      'what comes late, when it comes',
      eachAlone([event('COMPLETE', 60), event('PROGRESSING', 10), event('CreateJob', 0)]),
      [{ ...submitted, ...progressing, ...complete }, { QueuedDuration: 10, ProgressingDuration: 50 }, {}],
    ],
    [
      'the wait for capacity only of jobs that were queued for longer than a minute',
      [[event('PROGRESSING', 60.1)]],
      [{ ...submitted, ...progressing, QueuedDuration: 60.1, StandbyDuration: 0.1 }],
    ],
    ['no wait of 60 seconds', [[event('PROGRESSING', 60)]], [{ ...submitted, ...progressing, QueuedDuration: 60 }]],
    [
      'of a job that failed no duration and no rate',
      eachAlone([event('PROGRESSING', 10), event('STATUS_UPDATE', 20, transcoding), event('ERROR', 30)]),
      [{ ...submitted, ...began }, {}, { JobsError: 1 }],
    ],
    [
      'a job that failed while it waited as never progressing',
      eachAlone([event('CreateJob', 0), event('ERROR', 30)]),
      [submitted, { JobsError: 1 }],
    ],
    [
      'a cancelled job once, however its cancellation is learnt',
      eachAlone([
        event('CancelJob', 5),
        answer(20, { status: 'CANCELED', timing: { finishTime: T / 1000 + 6 } }),
        event('CANCELED', 7),
      ]),
      [{ ...submitted, JobsCanceled: 1 }, {}, {}],
    ],
    [
      'a job whose cancellation came too late as both',
      eachAlone([event('CancelJob', 5), event('COMPLETE', 9)]),
      [
        { ...submitted, JobsCanceled: 1 },
        { ...progressing, ...complete },
      ],
    ],
    [
      'an end that MediaConvert answered once, and not again when the event comes',
      eachAlone([
        event('PROGRESSING', 10),
        answer(100, { status: 'COMPLETE', timing: { startTime: T / 1000 + 10, finishTime: T / 1000 + 60 } }),
        event('COMPLETE', 60.5),
      ]),
      [{ ...submitted, ...began }, { ...complete, ProgressingDuration: 50 }, {}],
    ],
    [
      'the rate of a job that no update told to be decoded when it is complete',
      eachAlone([event('PROGRESSING', 10), event('STATUS_UPDATE', 20, transcoding), event('COMPLETE', 60)]),
      [{ ...submitted, ...began }, {}, { ...complete, ProgressingDuration: 50, DecodeRate: 30 }],
    ],
    [
      'the rate when its frames get known last',
      eachAlone([event('PROGRESSING', 10), event('COMPLETE', 60), analysis(61, 1000)]),
      [{ ...submitted, ...began }, { ...complete, ProgressingDuration: 50 }, { DecodeRate: 20 }],
    ],
  ])('%s', (_, batches, values) => {
    expect(valuesOf(...batches)).toEqual(values);
  });

  it('for the queue that the job is in by then', () => {
    const batches = eachAlone([
      event('NEW_WARNING', 1),
      event('QUEUE_HOP', 70, { previousQueue: arn('Q'), queue: arn('R:queues/1') }),
      event('PROGRESSING', 80),
    ]);
    expect(metricsOf(...batches).map(({ queueName }) => queueName)).toEqual(['Q', 'R:queues/1', 'R:queues/1']);
    expect(metricsOf([event('CancelJob', 1)])).toEqual([{ queueName: '', values: { ...submitted, JobsCanceled: 1 } }]);
  });
});

describe('over all steps', () => {
  /** A job ends in one way only. */
  const ENDS = ['COMPLETE', 'CANCELED', 'ERROR'];
  const events = fc
    .array(arbitraryEvent, { minLength: 1, maxLength: 8 })
    .map((list) => {
      const end = list.find(({ status }) => ENDS.includes(status))?.status;
      return list.filter(({ status }) => status === end || !ENDS.includes(status));
    })
    .filter(({ length }) => length > 0);

  it('a job reaches a status once, in whatever order and how often its events come', () => {
    const deliveries = events.chain((list) =>
      fc.record({
        order: fc.shuffledSubarray(list, { minLength: list.length }),
        again: fc.array(fc.constantFrom(...list), { maxLength: 8 }),
      }),
    );
    fc.assert(
      fc.property(deliveries, ({ order, again }) => {
        const steps = valuesOf(...eachAlone([...order, ...again]));
        const total = (name: keyof Values): number => steps.filter((values) => values[name] !== undefined).length;
        const told = (...statuses: string[]): number => (order.some(({ status }) => statuses.includes(status)) ? 1 : 0);

        for (const name of COUNTS) expect(total(name), name).toBeLessThanOrEqual(1);
        expect(total('JobsSubmitted')).toBe(1);
        expect(total('JobsProgressing')).toBe(told('PROGRESSING', 'STATUS_UPDATE', 'COMPLETE'));
        expect(total('JobsComplete')).toBe(told('COMPLETE'));
        expect(total('JobsError')).toBe(told('ERROR'));
        expect(total('ProgressingDuration')).toBeLessThanOrEqual(total('JobsComplete'));
        for (const value of steps.flatMap((values) => Object.values(values))) expect(value).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('the steps of one batch count as those of its events, one after the other', () => {
    fc.assert(
      fc.property(events, (list) => {
        const [together = {}] = valuesOf(list);
        const apart = Object.assign({}, ...valuesOf(...eachAlone(list))) as Values;
        for (const name of COUNTS.slice(0, -1)) expect(together[name]).toBe(apart[name]);
        // A cancellation that came too late is seen only by who looked meanwhile.
        expect(together.JobsCanceled ?? 0).toBeLessThanOrEqual(apart.JobsCanceled ?? 0);
      }),
    );
  });
});
