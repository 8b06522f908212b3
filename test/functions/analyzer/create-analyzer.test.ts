import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ffmpeg } from '../../embedded/ffmpeg.ts';
import { batchOf } from '../collector/start-collector.ts';
import { mediaFiles, pictures, tone } from './media-files.ts';
import type { MediaFiles } from './media-files.ts';
import { createJobEvent, inputInformationEvent, JOB_ID, NOW, startAnalyzer, withTime } from './start-analyzer.ts';
import type { TestedAnalyzer } from './start-analyzer.ts';

const OUTPUTS = [{ outputs: [{}, {}] }, { outputs: [{}] }];
const settingsOf = (...inputs: object[]) => ({ inputs, outputGroups: OUTPUTS });
const file = (key: string, rest: object = {}) => ({ fileInput: `s3://media/${key}`, ...rest });
const NO_FAILURE = { batchItemFailures: [] };
const FAILURE = { batchItemFailures: [{ itemIdentifier: 'm0' }] };

let tested: TestedAnalyzer;
beforeEach(async () => {
  tested = await startAnalyzer();
});
afterEach(async () => {
  await tested.close();
});

async function detailOf(settings: object, analyze = tested.analyze, time = withTime()) {
  expect(await analyze(batchOf(createJobEvent(settings)), time)).toEqual(NO_FAILURE);
  return (await tested.nextFact())?.detail;
}

describe('without any media', () => {
  it.each([
    ['a file that does not exist', file('none.mp4'), 'it does not exist'],
    [
      'a bucket that is not named',
      { fileInput: 's3://secret/a.mp4' },
      "the bucket secret is not one of the stack's mediaBuckets",
    ],
    ['a `file:` URL', { fileInput: 'file:///etc/passwd' }, 'its file is on neither S3, http nor https'],
    ['an `s3:` URL without a key', { fileInput: 's3://media/' }, 'its file is on neither S3, http nor https'],
    ['a private address', { fileInput: 'http://10.0.0.1/a.mp4' }, 'its server has no public address'],
    [
      'the address of instance metadata',
      { fileInput: 'http://169.254.169.254/latest/' },
      'its server has no public address',
    ],
    ['a `videoGenerator`', { videoGenerator: { duration: 1000 } }, 'it is generated, and has no file'],
    ['an IMF package', file('ASSETMAP.xml'), 'it is an IMF package'],
    ['a TAMS server', { fileInput: 'https://tams.example/', tamsSettings: {} }, 'it comes from a TAMS server'],
    ['an input that names no file', {}, 'the settings name no file'],
  ])('%s is told as the reason', async (_, input, reason) => {
    expect(await detailOf(settingsOf(input))).toEqual({
      jobId: JOB_ID,
      timestamp: NOW,
      status: 'FAILED',
      reason: `input 1: ${reason}`,
      numInputs: 1,
      numOutputs: 3,
    });
    expect(await tested.parts()).toEqual([]);
  });

  it('an empty file, and one that is no media, are told as reasons, an input each', async () => {
    await tested.put('empty.mp4', '');
    await tested.put('text.mp4', 'no media\n'.repeat(1000));
    expect(await detailOf(settingsOf(file('empty.mp4'), file('text.mp4')))).toMatchObject({
      status: 'FAILED',
      reason: 'input 1: it is empty; input 2: it holds no video and no audio',
      numInputs: 2,
    });
  });

  it('a bucket that is not named is not asked for anything', async () => {
    await detailOf(settingsOf({ fileInput: 's3://secret/a.mp4' }));
    expect(tested.reads()).toEqual([]);
  });

  it('a reason holds nothing of a URL that could be a credential', async () => {
    const fileInput = 'http://user:hunter2@127.0.0.1:1/a.mp4?X-Amz-Signature=hunter2';
    expect(await detailOf(settingsOf({ fileInput }))).toMatchObject({ status: 'FAILED' });
    expect(JSON.stringify([tested.logged(), await tested.parts()])).not.toContain('hunter2');
  });

  it('many reasons are cut at 2,000 characters', async () => {
    const { reason } = (await detailOf(settingsOf(...Array.from({ length: 150 }, () => ({}))))) ?? {};
    expect(reason).toHaveLength(2000);
    expect(reason).toMatch(/^input 1: .*…$/);
  });

  it('settings without inputs end in a fact, too', async () => {
    expect(await detailOf({})).toMatchObject({ status: 'FAILED', numInputs: 0, numOutputs: 0 });
  });

  it('an analysis counts once it is sent, by its status, and is not logged', async () => {
    await detailOf({});
    expect(tested.emitted()).toMatchObject([
      { values: { AnalysesFailed: 1 }, directive: { Dimensions: [['service']] } },
    ]);
    expect(tested.logged()).toEqual([]);

    await tested.putRow('analysis', { status: 'COMPLETE' });
    await tested.analyze(batchOf(createJobEvent({})), withTime());
    await tested.another({ jobDetailTable: 'none' })(batchOf(createJobEvent({})), withTime());
    expect(tested.emitted()).toHaveLength(1);
  });

  it('the fact is an event of the job, whose id its origin decides', async () => {
    await tested.analyze(batchOf(createJobEvent({}), createJobEvent({})), withTime());
    const [first, second] = [await tested.nextFact(), await tested.nextFact()];
    expect(first).toEqual({
      version: '0',
      id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/) as string,
      'detail-type': 'MediaConvert Job Analysis',
      source: 'mediaconvert-job-progress.analyzer',
      account: '111122223333',
      region: 'us-west-2',
      time: '2026-11-23T12:00:00Z',
      resources: [],
      detail: expect.anything() as unknown,
    });
    expect(second).toEqual(first);
  });

  it.each([
    ['not JSON', 'not JSON'],
    ['a failed call', createJobEvent().replace(/"responseElements":.*/, '"responseElements":null}}')],
    ['a record that CloudTrail cut', createJobEvent().replace(/"job":\{[^}]*\}/, '"omitted":true')],
  ])('%s gives nothing to do', async (_, body) => {
    expect(await tested.analyze(batchOf(body), withTime())).toEqual(NO_FAILURE);
    expect(await tested.nextFact()).toBeUndefined();
    expect(tested.logged()).toEqual([
      { level: 'WARN', message: 'a message gives nothing to analyse', messageId: 'm0' },
    ]);
  });
});

describe('the settings', () => {
  const settings = {
    inputs: [
      { audioSelectors: { 'Audio Selector 1': { defaultSelection: 'DEFAULT' } }, fileInput: 's3://secret/a.mp4' },
    ],
    outputGroups: [
      { name: 'File Group', outputs: [{ videoDescription: { codecSettings: { h264Settings: { maxBitrate: 5 } } } }] },
    ],
  };
  const job = { id: JOB_ID, role: 'arn:aws:iam::111122223333:role/R', settings };

  it.each([
    ['INPUT_INFORMATION', inputInformationEvent()],
    ['a CreateJob event without them', createJobEvent()],
  ])('are asked for with GetJob after %s, and kept as the wire has them', async (_, body) => {
    tested.answer.job = job;
    expect(await tested.analyze(batchOf(body), withTime())).toEqual(NO_FAILURE);
    expect((await tested.nextFact())?.detail).toMatchObject({ status: 'FAILED', numInputs: 1, numOutputs: 1 });
    const { data, ...row } = (await tested.row('settings')) ?? {};
    expect(JSON.parse(String(data))).toEqual(settings);
    expect(row).toEqual({ id: JOB_ID, part: 'settings', at: NOW, ttl: Math.floor(NOW / 1000) + 2 * 86_400 });
  });

  it('that are there already stay, and make INPUT_INFORMATION needless', async () => {
    await tested.putRow('settings', { kept: true });
    expect(await tested.analyze(batchOf(inputInformationEvent()), withTime())).toEqual(NO_FAILURE);
    expect([tested.asked(), await tested.nextFact(), tested.logged()]).toEqual([0, undefined, []]);

    tested.answer.job = job;
    await tested.analyze(batchOf(createJobEvent()), withTime());
    expect(await tested.row('settings')).toMatchObject({ data: '{"kept":true}' });
  });

  it('of a job that MediaConvert does not know end in a fact', async () => {
    expect(await tested.analyze(batchOf(inputInformationEvent()), withTime())).toEqual(NO_FAILURE);
    expect((await tested.nextFact())?.detail).toEqual({
      jobId: JOB_ID,
      timestamp: NOW,
      status: 'FAILED',
      reason: 'the settings of the job are not known, or name no input',
    });
    expect(await tested.parts()).toEqual([]);
  });

  it('that are more than a row can hold are used, and not kept', async () => {
    tested.answer.job = {
      ...job,
      settings: { ...settings, inputs: [{ fileInput: `s3://secret/${'a'.repeat(420_000)}` }] },
    };
    expect(await tested.analyze(batchOf(inputInformationEvent()), withTime())).toEqual(NO_FAILURE);
    expect((await tested.nextFact())?.detail).toMatchObject({ status: 'FAILED', numInputs: 1, numOutputs: 1 });
    expect(await tested.parts()).toEqual([]);
    expect(tested.logged()).toEqual([
      {
        level: 'INFO',
        message: 'the settings of a job are more than can be kept',
        jobId: JOB_ID,
        eventId: expect.any(String) as string,
      },
    ]);
  });

  it.each([403, 429, 500])('are asked for again when GetJob answers %d', async (status) => {
    tested.answer.job = status;
    expect(await tested.analyze(batchOf(inputInformationEvent()), withTime())).toEqual(FAILURE);
    expect([await tested.nextFact(), await tested.parts()]).toEqual([undefined, []]);
  });

  it('are of no use once the analysis is complete', async () => {
    await tested.putRow('analysis', { status: 'COMPLETE' });
    expect(await tested.analyze(batchOf(createJobEvent({}), inputInformationEvent()), withTime())).toEqual(NO_FAILURE);
    expect([tested.asked(), await tested.nextFact()]).toEqual([0, undefined]);
  });

  it('are used when the analysis so far is not complete', async () => {
    await tested.putRow('analysis', { status: 'PARTIAL' });
    expect(await detailOf({})).toMatchObject({ status: 'FAILED' });
  });
});

describe.skipIf(ffmpeg === undefined)('with media that ffmpeg makes (skipped where ffmpeg is not installed)', () => {
  let files: MediaFiles;
  let video: string;
  beforeAll(async () => {
    files = mediaFiles();
    video = await files.make('a.mp4', ...pictures('25', 250), '-c:v', 'libx264', '-timecode', '01:00:00:00');
  });
  afterAll(() => files.remove());

  it('frames, seconds, codec and counts are summed over the inputs, and the reports kept', async () => {
    await tested.put('folder/a b+ü.mp4', readFileSync(video));
    await tested.put('b.wav', readFileSync(await files.make('b.wav', ...tone(7))));
    const clips = [{ startTimecode: '01:00:00:00', endTimecode: '01:00:01:24' }, { startTimecode: '01:00:09:00' }];
    const inputs = [file('b.wav'), file('folder/a b+ü.mp4'), file('folder/a b+ü.mp4', { inputClippings: clips })];
    expect(await detailOf(settingsOf(...inputs))).toEqual({
      jobId: JOB_ID,
      timestamp: NOW,
      status: 'COMPLETE',
      codec: 'AVC',
      frameCount: 250 + 75,
      duration: 7 + 10 + 3,
      numInputs: 3,
      numOutputs: 3,
    });
    expect(tested.logged()).toEqual([]);
    expect(tested.emitted()).toMatchObject([{ values: { AnalysesComplete: 1 } }]);
    expect(await tested.parts()).toEqual(['mediainfo#1', 'mediainfo#2', 'mediainfo#3']);
    const { data, ...row } = (await tested.row('mediainfo#2')) ?? {};
    expect(row).toEqual({ id: JOB_ID, part: 'mediainfo#2', at: NOW, ttl: Math.floor(NOW / 1000) + 2 * 86_400 });
    expect(JSON.parse(String(data))).toMatchObject({
      media: { track: [{ '@type': 'General' }, { FrameCount: 250 }, {}] },
    });
  });

  it('a part of the inputs makes the analysis `PARTIAL`, without counts', async () => {
    await tested.put('a.mp4', readFileSync(video));
    const outside = file('a.mp4', { inputClippings: [{ startTimecode: '00:00:00:00' }] });
    expect(await detailOf(settingsOf(file('a.mp4'), outside, file('none.mp4')))).toEqual({
      jobId: JOB_ID,
      timestamp: NOW,
      status: 'PARTIAL',
      reason: "input 2: clip 1 is not within the input's 250 frames; input 3: it does not exist",
      codec: 'AVC',
      numInputs: 3,
      numOutputs: 3,
    });
    expect(tested.emitted()).toMatchObject([{ values: { AnalysesPartial: 1 } }]);
  });

  it('150 inputs are read, no more of them side by side than allowed', async () => {
    await tested.put('a.mp4', readFileSync(video));
    let open = 0;
    let most = 0;
    tested.s3.middlewareStack.add(
      (next) => async (args) => {
        most = Math.max(most, (open += 1));
        return await next(args).finally(() => (open -= 1));
      },
      { step: 'initialize' },
    );
    const inputs = Array.from({ length: 150 }, () => file('a.mp4'));
    expect(await detailOf(settingsOf(...inputs))).toMatchObject({ status: 'COMPLETE', frameCount: 150 * 250 });
    expect(most).toBe(4);
    expect(await tested.parts()).toHaveLength(150);
  });

  it.each([
    ['mp4', 'libx264'],
    ['ts', 'mpeg2video'],
  ])('no more of a `%s` file is read than allowed, and no part is taken for the whole', async (type, codec) => {
    const reason = 'what may be read of it does not tell its length: a larger maxBytesPerInput lets more be read';
    await tested.put('long', readFileSync(await files.make(`long.${type}`, ...pictures('25', 500), '-c:v', codec)));
    const analyze = tested.another({ maxBytesPerInput: 5000 });
    expect(await detailOf(settingsOf(file('long')), analyze)).toMatchObject({ reason: `input 1: ${reason}` });
    expect(tested.reads()).toEqual(['HEAD', 5000]);
  });

  it('a file whose beginning tells the length is complete even when no more may be read', async () => {
    const args = [...pictures('25', 500), '-c:v', 'libx264', '-movflags', 'faststart'];
    await tested.put('fast.mp4', readFileSync(await files.make('fast.mp4', ...args)));
    const analyze = tested.another({ maxBytesPerInput: 20_000 });
    expect(await detailOf(settingsOf(file('fast.mp4')), analyze)).toMatchObject({
      status: 'COMPLETE',
      frameCount: 500,
    });
    expect(tested.reads()).toEqual(['HEAD', 20_000]);
  });

  describe.each(['mp4', 'mov'])('a fragmented `%s` file', (type) => {
    const FRAMES = 1500;
    beforeAll(async () => {
      const args = ['-c:v', 'libx264', '-g', '10', '-movflags', 'frag_keyframe+empty_moov'];
      await files.make(`fragmented.${type}`, ...pictures('25', FRAMES), ...args);
    });

    it.each([
      [1_000_000_000, { status: 'COMPLETE', frameCount: FRAMES }],
      [
        100_000,
        {
          status: 'FAILED',
          reason:
            'input 1: what may be read of it does not tell its length: a larger maxBytesPerInput lets more be read',
        },
      ],
    ])('of which %d bytes may be read is counted whole or not at all', async (maxBytesPerInput, detail) => {
      await tested.put('fragmented', readFileSync(files.path(`fragmented.${type}`)));
      const found = await detailOf(settingsOf(file('fragmented')), tested.another({ maxBytesPerInput }));
      expect(found).toMatchObject(detail);
    });
  });

  it('inputs for which no time is left are told', async () => {
    await tested.put('a.mp4', readFileSync(video));
    expect(await detailOf(settingsOf(file('a.mp4')), tested.analyze, withTime(9000))).toMatchObject({
      status: 'FAILED',
      reason: 'input 1: there was no time left to read it',
    });
  });

  it('the message comes again when S3, the table or the queue fails', async () => {
    await tested.put('a.mp4', readFileSync(video));
    const message = batchOf(createJobEvent(settingsOf(file('a.mp4'))));
    expect(await tested.another({ jobDetailTable: 'none' })(message, withTime())).toEqual(FAILURE);
    expect(await tested.another({ eventQueueUrl: `${tested.config.eventQueueUrl}-none` })(message, withTime())).toEqual(
      FAILURE,
    );
    const line = { level: 'ERROR', jobId: JOB_ID, eventId: expect.any(String) as string, messageId: 'm0' };
    expect(tested.logged()).toMatchObject([
      { ...line, error: { name: 'ResourceNotFoundException' } },
      { ...line, error: { name: expect.stringContaining('Queue') as string } },
    ]);

    expect(await tested.analyze(message, withTime())).toEqual(NO_FAILURE);
    expect((await tested.nextFact())?.detail).toMatchObject({ status: 'COMPLETE' });
  });
});
