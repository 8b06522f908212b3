import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextRecord } from '../../../functions/collector/job/next-record.ts';
import { jobProgress } from '../../../functions/collector/publish/job-progress.ts';
import { metricRecords } from '../../../functions/collector/publish/metric-records.ts';
import { fromItem, toItem } from '../../../functions/collector/store/job-item.ts';
import { parsed } from './arbitrary-event.ts';
import { sampleWith } from './samples.ts';
import { batchOf, startCollector, startSurroundings } from './start-collector.ts';
import type { Surroundings } from './start-collector.ts';
import { itemSize } from './store/item-size.ts';
import { type Letters, OF_THREE_BYTES, worstJob } from './worst-job.ts';

const ID = `1700000000000-${'\u4e00'.repeat(242)}`;
/** Three bytes in UTF-8, six in JSON, six in JSON of what cannot be written in UTF-8. */
const TEXTS: [string, Letters][] = [
  ['letters of three bytes', OF_THREE_BYTES],
  ['control characters', [0x0e, 0x1f]],
];

describe.each(TEXTS)('of a job of which all is too much, in %s,', (_name, letters) => {
  const events = worstJob(ID, letters).map(parsed);
  const { record } = nextRecord(ID, undefined, events, { receivedAt: 1_900_000_000_000, keepSeconds: 86_400 });

  it('the item is one that DynamoDB takes, of less than 275 KiB', () => {
    expect(itemSize(toItem(record))).toBeLessThan(275 * 1024);
    expect(fromItem(toItem(record))).toEqual(record);
  });

  it('the update is one that AppSync delivers, of less than 206 KB', () => {
    const update = JSON.stringify({
      data: { onJobProgress: jobProgress(record, 0, record.state.userMetadata?.value[0]?.key) },
    });
    expect(Buffer.byteLength(update)).toBeLessThan(206_000);
  });

  it('each metric is a record that Kinesis takes', () => {
    const sizes = metricRecords(record).map((metric) => Buffer.byteLength(JSON.stringify(metric)));
    expect(Math.max(...sizes)).toBeLessThan(1024 * 1024 - 1024);
  });
});

describe('what is too large for a row or a record', () => {
  let surroundings: Surroundings;
  beforeAll(async () => {
    surroundings = await startSurroundings();
  });
  afterAll(async () => {
    await surroundings.close();
  });

  it('is stored, published and streamed without it, and a line of the log says what was left out', async () => {
    const { collect, rows, logged, config } = await startCollector(surroundings, { streams: true });
    const bodies = worstJob('j-1', OF_THREE_BYTES, 1);
    expect(await collect(batchOf(...bodies))).toEqual({ batchItemFailures: [] });
    // The job is both, and failed first.
    const status = 'ERROR';
    const cut = ['settings', 'userMetadata', 'body', 'inputs', 'newWarning', 'error', 'warnings', 'outputs'];
    expect(logged()).toMatchObject([
      {
        level: 'WARN',
        message: 'more was told of a job than is kept',
        jobId: 'j-1',
        cut: expect.arrayContaining(cut) as string[],
      },
    ]);
    expect(await rows('jobTable')).toMatchObject([{ id: 'j-1', status }]);
    expect((await rows('jobDetailTable')).map(({ part }) => part).sort()).toEqual(['inputs', 'outputGroups']);
    expect(await rows('eventTable')).toHaveLength(bodies.length);
    expect(surroundings.graphql.received).toMatchObject([{ input: { jobId: 'j-1', status } }]);
    const streamed = await surroundings.kinesis.readAll(config.eventStream ?? '');
    expect(streamed).toHaveLength(bodies.length);
  });

  it('is an event over 350 KiB in EventTable, and over 1 MiB in EventStream', async () => {
    const { collect, rows, config } = await startCollector(surroundings, { streams: true });
    const sized = (bytes: number, id: string): string => {
      const event = (text: string) => sampleWith('PROGRESSING', { text }, { id });
      return event('x'.repeat(bytes - event('').length));
    };
    const bodies = [350 * 1024, 350 * 1024 + 1, 1023 * 1024, 1024 * 1024].map((bytes, index) =>
      sized(bytes, `e${index}`),
    );
    expect(await collect(batchOf(...bodies))).toEqual({ batchItemFailures: [] });
    const omitted = (texts: unknown[]): (number | undefined)[] =>
      texts.map((text) => (JSON.parse(String(text)) as { detail: { originalSize?: number } }).detail.originalSize);
    expect(omitted((await rows('eventTable')).map(({ body }) => body))).toEqual([
      undefined,
      358_401,
      1_047_552,
      1_048_576,
    ]);
    const streamed = await surroundings.kinesis.readAll(config.eventStream ?? '');
    expect(omitted(streamed.map(({ data }) => data))).toEqual([undefined, undefined, undefined, 1_048_576]);
  });
});
