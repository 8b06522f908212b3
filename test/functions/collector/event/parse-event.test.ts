import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../../../functions/collector/event/parse-event.ts';
import { hostileEventText, parsed } from '../arbitrary-event.ts';
import { SAMPLE_NAMES, sampleText, sampleWith } from '../samples.ts';

const DEFAULT_QUEUE = 'arn:aws:mediaconvert:us-west-2:111122223333:queues/Default';
const EVENT_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('an event that names a job', () => {
  it.each(SAMPLE_NAMES)('is taken: the sample `%s`', (name) => {
    expect(parsed(sampleText(name))).toMatchObject({ status: name, account: '111122223333', region: 'us-west-2' });
  });

  it('is read whole: `STATUS_UPDATE`', () => {
    const body = sampleText('STATUS_UPDATE');
    expect(parsed(body)).toEqual({
      id: EVENT_ID,
      jobId: '1671477617078-2886ye',
      source: 'aws.mediaconvert',
      status: 'STATUS_UPDATE',
      body,
      timestamp: 1671477681737,
      account: '111122223333',
      region: 'us-west-2',
      queue: DEFAULT_QUEUE,
      progress: {
        framesDecoded: 353,
        jobPercentComplete: 7,
        currentPhase: 'TRANSCODING',
        retryCount: 0,
        phases: {
          PROBING: { status: 'COMPLETE', percentComplete: 100 },
          TRANSCODING: { status: 'PROGRESSING', percentComplete: 2 },
          UPLOADING: { status: 'PENDING', percentComplete: 0 },
        },
      },
    });
  });

  it('is read whole: `CreateJob`, whose times are epoch seconds', () => {
    const body = sampleText('CreateJob');
    expect(parsed(body)).toEqual({
      id: '0987dcba-09fe-87dc-65ba-ab0987654321',
      jobId: '1712252725875-defhgi',
      source: 'aws.mediaconvert',
      status: 'CreateJob',
      body,
      timestamp: Date.parse('2024-04-04T17:45:26Z'),
      account: '111122223333',
      region: 'us-west-2',
      queue: DEFAULT_QUEUE,
      createTime: 1712252726000,
      statusUpdateInterval: 60,
      settings: '{}',
    });
  });

  it.each([
    ['a warning code of digits', 'NEW_WARNING', {}, { newWarning: { code: 0, message: 'Example warning message' } }],
    ['a warning code as a number', 'NEW_WARNING', { warningCode: 7 }, { newWarning: { code: 7 } }],
    ['a warning code of letters', 'NEW_WARNING', { warningCode: 'x' }, { newWarning: undefined }],
    ['an unknown status', 'PROGRESSING', { status: 'SHINY' }, { status: 'SHINY' }],
    ['no status', 'PROGRESSING', { status: null }, { status: 'UNKNOWN' }],
    ['no timestamp', 'PROGRESSING', { timestamp: null }, { timestamp: Date.parse('2022-12-19T19:20:21Z') }],
    ['a timestamp that is text', 'PROGRESSING', { timestamp: '1' }, { timestamp: Date.parse('2022-12-19T19:20:21Z') }],
    ['no progress', 'STATUS_UPDATE', { jobProgress: null }, { progress: { framesDecoded: 353, phases: {} } }],
    ['no progress and no frames', 'STATUS_UPDATE', { jobProgress: 1, framesDecoded: 'x' }, { progress: undefined }],
    ['no percentage', 'STATUS_UPDATE', { jobProgress: { jobPercentComplete: null } }, { progress: { phases: {} } }],
    [
      'a percentage above 100',
      'STATUS_UPDATE',
      { jobProgress: { jobPercentComplete: 250 } },
      { progress: { jobPercentComplete: 100 } },
    ],
    ['metadata of another type', 'PROGRESSING', { userMetadata: ['a'] }, { userMetadata: undefined }],
    [
      'metadata that is no text',
      'PROGRESSING',
      { userMetadata: { b: 1, a: 'x' } },
      { userMetadata: [{ key: 'a', value: 'x' }] },
    ],
    [
      '`blackVideoSegments`',
      'COMPLETE',
      { blackVideoSegments: [{ start: 1, end: 2 }] },
      { outputs: { blackVideoSegments: [{ start: 1, end: 2 }] } },
    ],
    ['`blackSegments`', 'COMPLETE', {}, { outputs: { blackVideoSegments: [{ start: 0, end: 10 }] } }],
    [
      'inputs without tracks',
      'INPUT_INFORMATION',
      { inputDetails: [{}] },
      { inputs: [{ id: 1, uri: null, video: [], audio: [] }] },
    ],
  ])('is used as far as it goes: %s', (_case, name, detail, expected) => {
    expect(parsed(sampleWith(name, detail))).toMatchObject(expected);
  });

  it('keeps metadata keys such as `__proto__`, sorted', () => {
    const body = sampleText('PROGRESSING').replace('"userMetadata": {}', '"userMetadata": {"ttl":"1","__proto__":"2"}');
    expect(parsed(body).userMetadata).toEqual([
      { key: '__proto__', value: '2' },
      { key: 'ttl', value: '1' },
    ]);
  });

  it('takes the time of a call from `eventTime`, if nothing else tells', () => {
    expect(parsed(sampleWith('CancelJob', {}, { time: 'noon' })).timestamp).toBe(Date.parse('2024-04-04T17:46:03Z'));
  });

  it('never throws, whatever its fields hold', () => {
    fc.assert(fc.property(hostileEventText, (text) => void parsed(text)));
  });

  it('leaves out settings that are nested too deeply to be written', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(
      parsed(sampleText('CreateJob').replaceAll('"settings": {}', `"settings": ${deep}`)).settings,
    ).toBeUndefined();
  });
});

describe('a fact of our own', () => {
  const fact = (name: string, type: string, detail: object) =>
    JSON.stringify({
      id: EVENT_ID,
      source: `mediaconvert-job-progress.${name}`,
      'detail-type': type,
      time: '2026-11-23T12:00:00Z',
      detail: { jobId: 'j-1', timestamp: 1_700_000_000_123, ...detail },
    });
  const analysis = (detail: object) => fact('analyzer', 'MediaConvert Job Analysis', detail);
  const snapshot = (detail: object) => fact('reconciler', 'MediaConvert Job Snapshot', detail);
  const common = { id: EVENT_ID, jobId: 'j-1', timestamp: 1_700_000_000_123 };

  it('is read whole: `ANALYSIS`', () => {
    const found = { status: 'COMPLETE', codec: 'AVC', frameCount: 7230, duration: 241.2, numInputs: 2, numOutputs: 3 };
    const body = analysis(found);
    expect(parsed(body)).toEqual({
      ...common,
      source: 'mediaconvert-job-progress.analyzer',
      status: 'ANALYSIS',
      body,
      analysis: { ...found, reason: null },
    });
  });

  it('is used as far as it goes: `ANALYSIS`', () => {
    const wrong = { status: 'DONE', codec: 7, frameCount: -1, duration: 1e300, numInputs: '2', numOutputs: -3 };
    expect(parsed(analysis({ ...wrong, reason: null })).analysis).toEqual({
      ...{ status: null, codec: null, frameCount: null, duration: null, numInputs: null, numOutputs: null },
      reason: null,
    });
  });

  it('is read whole: `SNAPSHOT`, whose times are epoch seconds', () => {
    const body = snapshot({
      job: {
        status: 'PROGRESSING',
        createdAt: 1_700_000_000,
        timing: { submitTime: 1_700_000_001, startTime: 1_700_000_002, finishTime: 1_700_000_003 },
        queue: DEFAULT_QUEUE,
        queueTransitions: [{ sourceQueue: 'A', destinationQueue: 'B', timestamp: 1_700_000_001 }, 'x'],
        userMetadata: { b: '1', a: '2' },
        statusUpdateInterval: 'SECONDS_10',
        jobPercentComplete: 40,
        currentPhase: 'TRANSCODING',
        retryCount: 1,
        warnings: [{ code: 7, count: 2 }],
        outputGroupDetails: [{ outputDetails: [{ durationInMs: 0 }] }],
      },
    });
    expect(parsed(body)).toEqual({
      ...common,
      source: 'mediaconvert-job-progress.reconciler',
      status: 'SNAPSHOT',
      body,
      queue: DEFAULT_QUEUE,
      userMetadata: [
        { key: 'a', value: '2' },
        { key: 'b', value: '1' },
      ],
      statusUpdateInterval: 10,
      warnings: [{ code: 7, count: 2 }],
      snapshot: {
        status: 'PROGRESSING',
        createTime: 1_700_000_000_000,
        startTime: 1_700_000_002_000,
        finishTime: 1_700_000_003_000,
        hops: [{ fromQueue: 'A', toQueue: 'B', time: 1_700_000_001_000 }],
        jobPercentComplete: 40,
        currentPhase: 'TRANSCODING',
        retryCount: 1,
      },
    });
  });

  it.each([
    ['a job that is not known', { job: null }, { snapshot: null }],
    ['no job', {}, { snapshot: { status: undefined } }],
    ['a job of another type', { job: [] }, { snapshot: { status: undefined } }],
    ['a status that is new', { job: { status: 'PAUSED' } }, { snapshot: { status: undefined } }],
    ['no percentage', { job: { jobPercentComplete: null } }, { snapshot: { jobPercentComplete: undefined } }],
    [
      'an error',
      { job: { status: 'ERROR', errorCode: 1040, errorMessage: 'bad input' } },
      { error: { code: 1040, message: 'bad input' } },
    ],
    [
      'outputs of a job that is complete',
      { job: { status: 'COMPLETE', outputGroupDetails: [{ outputDetails: [{ durationInMs: 5 }] }] } },
      { outputs: { groups: [{ type: null, outputs: [{ durationInMs: 5, outputFilePaths: [] }] }] } },
    ],
  ])('is used as far as it goes: `SNAPSHOT` with %s', (_case, detail, expected) => {
    expect(parsed(snapshot(detail))).toMatchObject(expected);
  });

  it('of another type is none', () => {
    expect(parseEvent(fact('analyzer', 'MediaConvert Job Snapshot', {}))).toEqual({ poison: 'not from MediaConvert' });
  });
});

describe('poison', () => {
  it.each([
    ['not JSON', '{'],
    ['not JSON', '[]'],
    ['not JSON', 'null'],
    ['not from MediaConvert', sampleWith('PROGRESSING', {}, { source: 'aws.s3' })],
    ['not from MediaConvert', '{}'],
    ['no detail', '{"source":"aws.mediaconvert"}'],
    ['no job id', sampleWith('PROGRESSING', { jobId: '' })],
    ['no job id', sampleWith('PROGRESSING', { jobId: 7 })],
    ['no job id', sampleWith('PROGRESSING', { jobId: 'x'.repeat(300) })],
    ['no job id', sampleWith('CreateJob', { errorCode: 'BadRequestException', responseElements: null })],
    ['no job id', sampleWith('CreateJob', { errorCode: 'AccessDenied' })],
    ['no job id', sampleWith('CancelJob', { errorCode: 'NotFoundException' })],
    ['no job id', sampleWith('CreateJob', { eventName: 'CreateQueue' })],
  ])('is told with its reason: %s', (reason, text) => {
    expect(parseEvent(text)).toEqual({ poison: reason });
  });

  it('is what any text is, or an event: parsing never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseEvent(text)));
  });
});
