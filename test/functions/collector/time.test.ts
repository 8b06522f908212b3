import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeJob } from '../../../functions/collector/job/describe-job.ts';
import type { JobRecord } from '../../../functions/collector/job/job-record.ts';
import { nextRecord } from '../../../functions/collector/job/next-record.ts';
import { jobProgress } from '../../../functions/collector/publish/job-progress.ts';
import { metricRecords } from '../../../functions/collector/publish/metric-records.ts';
import { fromItem, toItem } from '../../../functions/collector/store/job-item.ts';
import { parsed } from './arbitrary-event.ts';
import { batchOf, startCollector, startSurroundings, type Surroundings } from './start-collector.ts';

const [HOUR, YEAR] = [3_600_000, 365 * 24 * 3_600_000];
/** When events are received. */
const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const KEEP_SECONDS = 86_400;
const LATEST = 9_999_999_999_999;
const FIRST = Date.UTC(2017, 0);

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(() => surroundings.close());

/** An event of a job, as text, so that it holds what JSON can. `time` is the envelope's. */
function event(status: string, timestamp: string, { jobId = 'j', time = 'never' } = {}) {
  const detail = `{"jobId":"${jobId}","status":"${status}","timestamp":${timestamp}}`;
  return parsed(`{"source":"aws.mediaconvert","id":"e","time":"${time}","detail":${detail}}`);
}

/** The record of events that are received one by one, a second apart. */
function recordOf(...events: ReturnType<typeof event>[]): JobRecord {
  let record: JobRecord | undefined;
  for (const [index, each] of events.entries()) {
    const receipt = { receivedAt: NOW + index * 1000, keepSeconds: KEEP_SECONDS };
    record = nextRecord(each.jobId, record, [each], receipt).record;
  }
  if (record === undefined) throw new Error('no events');
  return record;
}

const at = (time: number): string => String(time);

describe('when an event happened', () => {
  const envelope = '2026-11-23T11:59:59Z';
  it.each<[string, string, string, number | undefined]>([
    ['is its `detail.timestamp`', at(NOW - 1), envelope, NOW - 1],
    ['may be years back', at(NOW - 8 * YEAR), envelope, NOW - 8 * YEAR],
    ['may be years ahead', at(NOW + 80 * YEAR), envelope, NOW + 80 * YEAR],
    ['is no earlier than 2017', at(FIRST), envelope, FIRST],
    ['is no later than 2286', at(LATEST), envelope, LATEST],
    ['is in whole milliseconds', `${NOW}.7`, envelope, NOW],
    ...[
      ['0', '0'],
      ['seconds', at(NOW / 1000)],
      ['before 2017', at(FIRST - 1)],
      ['negative', at(-NOW)],
      ['too late', at(LATEST + 1)],
      ['huge', '1e308'],
      ['infinite', '1e999'],
      ['NaN, which is null in JSON', 'null'],
      ['text', `"${NOW}"`],
      ['true', 'true'],
    ].map(([name = '', timestamp = '']): [string, string, string, number] => [
      `is the envelope's \`time\` where that is ${name}`,
      timestamp,
      envelope,
      NOW - 1000,
    ]),
    ['is not known where that of the envelope is no time', '0', 'noon', undefined],
    ['is not known where that of the envelope is too early', '0', '1970-01-01T00:00:00Z', undefined],
    ['is not known where that of the envelope is too late', '0', '9999-12-31T23:59:59Z', undefined],
  ])('%s: %s', (_, timestamp, time, expected) => {
    expect(event('PROGRESSING', timestamp, { time }).timestamp).toBe(expected);
  });
});

describe('when a job was created', () => {
  it.each<[string, string, number]>([
    [`${NOW - YEAR}-abcdef`, at(NOW), NOW - YEAR],
    [`${NOW + YEAR}-abcdef`, at(NOW), NOW + YEAR],
    [`${FIRST}-abcdef`, at(NOW), FIRST],
    [`${LATEST}-abcdef`, at(NOW), LATEST],
    ['0000000000000-abcdef', at(NOW - HOUR), NOW - HOUR],
    [`${FIRST - 1}-abcdef`, at(NOW - HOUR), NOW - HOUR],
    ['99999999999999-abcdef', at(NOW - HOUR), NOW - HOUR],
    ['abcdef', at(NOW - HOUR), NOW - HOUR],
    ['abcdef', '0', NOW],
  ])('of the job `%s`, whose first event tells %s, it is %i, and never another time', (jobId, timestamp, expected) => {
    const first = event('PROGRESSING', timestamp, { jobId });
    const second = event('COMPLETE', at(NOW - 2 * HOUR), { jobId });
    expect(recordOf(first).createdAt).toBe(expected);
    expect(recordOf(first, second).createdAt).toBe(expected);
  });
});

describe.each([
  ['years back', at(NOW - 8 * YEAR)],
  ['years ahead', at(NOW + 80 * YEAR)],
  ['at no time', 'null'],
])('a job whose events happened %s', (_, timestamp) => {
  const record = recordOf(event('PROGRESSING', timestamp));

  it('lives as long as one whose events happen now', () => {
    const { ttl, rowsTtl, updatedAt } = record;
    expect({ ttl, rowsTtl, updatedAt }).toEqual({
      ttl: NOW / 1000 + KEEP_SECONDS,
      rowsTtl: NOW / 1000 + 2 * KEEP_SECONDS,
      updatedAt: NOW,
    });
  });

  it('is stalled by when it was heard of', () => {
    expect(jobProgress(record, NOW + 1_000).stalled).toBe(false);
    expect(jobProgress(record, NOW + HOUR).stalled).toBe(true);
  });

  it('is stored, published and streamed', () => {
    expect(fromItem(toItem(record))).toEqual(record);
    const { createdAt, updatedAt, eventTimes } = jobProgress(record, NOW);
    for (const time of [createdAt, updatedAt, ...Object.values(eventTimes)])
      expect(time).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$|^210\d-/);
    for (const { Timestamp, Value } of metricRecords(record)) {
      expect(String(Timestamp)).toMatch(/^\d{10}$/);
      expect(Value).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('events of a job whose clocks disagree by hours', () => {
  const [begun, ended] = [event('PROGRESSING', at(NOW + 3 * HOUR)), event('COMPLETE', at(NOW))];
  const late = event('STATUS_UPDATE', at(NOW + 5 * HOUR));

  it('leave it over, and no duration is negative, or reaches beyond the end', () => {
    for (const order of [
      [begun, ended, late],
      [late, ended, begun],
      [ended, late, begun],
    ]) {
      const { status, progressMetrics } = describeJob(recordOf(...order).state);
      expect(status).toBe('COMPLETE');
      expect(progressMetrics).toMatchObject({ percentJobComplete: 100, progressingDuration: 0, statusDuration: 0 });
    }
  });

  it('are each told as they came', () => {
    expect(describeJob(recordOf(begun, ended, late).state).eventTimes).toMatchObject({
      firstProgressingTime: NOW + 3 * HOUR,
      completeTime: NOW,
      lastTime: NOW + 5 * HOUR,
    });
  });

  it('leave no wait of a job that progressed before the time of its id', () => {
    const early = event('PROGRESSING', at(NOW - HOUR), { jobId: `${NOW}-abcdef` });
    expect(describeJob(recordOf(early).state).progressMetrics.queuedDuration).toBe(0);
  });

  it('are believed where they come from the future: those of a right clock are older', () => {
    const inQueue = (status: string, queue: string, timestamp: number) =>
      parsed(JSON.stringify({ source: 'aws.mediaconvert', detail: { jobId: 'j', status, queue, timestamp } }));
    const future = inQueue('STATUS_UPDATE', 'A', NOW + YEAR);
    const { status, queue, eventTimes } = describeJob(recordOf(future, inQueue('COMPLETE', 'B', NOW)).state);
    expect({ status, queue, lastTime: eventTimes.lastTime }).toEqual({
      status: 'COMPLETE',
      queue: 'A',
      lastTime: NOW + YEAR,
    });
  });

  it('end it at the earlier of two ends', () => {
    const [complete, failed] = [event('COMPLETE', at(NOW + HOUR)), event('ERROR', at(NOW))];
    expect(describeJob(recordOf(complete, failed).state).status).toBe('ERROR');
    expect(describeJob(recordOf(failed, complete).state).status).toBe('ERROR');
  });
});

describe('a raw event that happened at no time', () => {
  it('lies before the others of its job', async () => {
    const { collect, rows } = await startCollector(surroundings);
    const body = (timestamp: number) =>
      JSON.stringify({ id: 'e', source: 'aws.mediaconvert', detail: { jobId: 'j', status: 'PROGRESSING', timestamp } });
    await collect(batchOf(body(FIRST), body(LATEST), body(0)));
    const keys = (await rows('eventTable')).filter(({ jobId }) => jobId === 'j').map(({ event: key }) => key);
    expect(keys.sort()).toEqual(['0000000000000#e', `${FIRST}#e`, `${LATEST}#e`]);
  });
});
