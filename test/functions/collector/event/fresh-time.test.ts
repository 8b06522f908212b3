import { expect, it } from 'vitest';
import type { CheckedEvent } from '../../../../functions/collector/event/checked-event.ts';
import { freshTime } from '../../../../functions/collector/event/fresh-time.ts';
import { parsed } from '../arbitrary-event.ts';
import { sampleText, sampleWith } from '../samples.ts';

const T = 1_671_477_681_737;
const MINUTE = 60_000;
const progressing = parsed(sampleWith('PROGRESSING', { timestamp: T }));
const [createJob, cancelJob] = [parsed(sampleText('CreateJob')), parsed(sampleText('CancelJob'))];
const fact = parsed(
  JSON.stringify({
    source: 'mediaconvert-job-progress.reconciler',
    'detail-type': 'MediaConvert Job Snapshot',
    detail: { jobId: 'j', timestamp: T, job: null },
  }),
);

it.each<[string, CheckedEvent, number, number | undefined]>([
  ['an event that is at once in the queue', progressing, T + 400, T],
  ['an event of a clock that is ahead', progressing, T - 400, T],
  ['an event that EventBridge delivered after five minutes', progressing, T + 5 * MINUTE, T],
  ['a later one, as of a replay', progressing, T + 5 * MINUTE + 1, undefined],
  ['one that came long before it happened', progressing, T - 6 * MINUTE, undefined],
  ['one whose arrival is not known', progressing, NaN, undefined],
  ['one without any time', parsed('{"source":"aws.mediaconvert","detail":{"jobId":"j"}}'), T, undefined],
  ['a fact', fact, T, undefined],
  ['a record of CreateJob', createJob, createJob.timestamp ?? 0, undefined],
  ['a record of CancelJob', cancelJob, cancelJob.timestamp ?? 0, undefined],
])('the fresh time of %s', (_, event, sentAt, time) => {
  expect(freshTime(event, sentAt)).toBe(time);
});
