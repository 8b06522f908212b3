import {
  CancelJobCommand,
  CreateJobCommand,
  GetJobCommand,
  GetQueueCommand,
  ListJobsCommand,
  ListQueuesCommand,
  MediaConvertClient,
} from '@aws-sdk/client-mediaconvert';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, awsError, REGION } from '../gateway/serve-gateway.ts';
import {
  BUCKET,
  IDENT,
  jobIdOf,
  nameOf,
  ROLE,
  serveMediaConvert,
  type ServedMediaConvert,
  settings,
} from './serve-media-convert.ts';

const SPEED = 100;
const QUEUES = `arn:aws:mediaconvert:${REGION}:${ACCOUNT}:queues`;
/** On this clock a job ends when it is cancelled. */
const ENDLESS = { 'simulate:speed': '0.0001' };

let served: ServedMediaConvert;

beforeAll(async () => {
  served = await serveMediaConvert(SPEED);
});

afterAll(async () => {
  await served.close();
  expect(served.log).toEqual([]);
});

const cancel = (Id: string): Promise<unknown> => served.client.send(new CancelJobCommand({ Id }));
const details = (id: string, name: string): Record<string, unknown>[] =>
  served.events.filter((event) => jobIdOf(event) === id && nameOf(event) === name).map(({ detail }) => detail);

describe('a job', () => {
  it('is created, played with the figures of its real input, and known afterwards', async () => {
    const UserMetadata = { application: 'Test' };
    const id = await served.createJob({ UserMetadata, StatusUpdateInterval: 'SECONDS_10' });
    await served.told(id, 'COMPLETE');
    expect(served.namesOf(id)).toEqual(['CreateJob', 'PROGRESSING', 'INPUT_INFORMATION', 'STATUS_UPDATE', 'COMPLETE']);

    const common = {
      timestamp: expect.any(Number) as number,
      accountId: ACCOUNT,
      queue: `${QUEUES}/Default`,
      jobId: id,
      userMetadata: { application: 'Test' },
    };
    expect(details(id, 'INPUT_INFORMATION')).toEqual([
      {
        ...common,
        status: 'INPUT_INFORMATION',
        inputDetails: [
          {
            id: 1,
            uri: IDENT,
            video: [
              {
                streamId: 1,
                codec: 'H_264',
                width: 64,
                height: 36,
                frameRate: 25,
                sar: '1:1',
                bitDepth: 8,
                interlaceMode: 'PROGRESSIVE',
                colorFormat: 'YUV_420',
                standard: 'UNSPECIFIED',
                fourCC: 'avc1',
              },
            ],
          },
        ],
      },
    ]);
    // 5 s of probing, 4 s of transcoding, 2 s of uploading.
    expect(details(id, 'STATUS_UPDATE')).toEqual([
      {
        ...common,
        status: 'STATUS_UPDATE',
        framesDecoded: 200,
        jobProgress: {
          phaseProgress: {
            PROBING: { status: 'COMPLETE', percentComplete: 100 },
            TRANSCODING: { status: 'COMPLETE', percentComplete: 100 },
            UPLOADING: { status: 'PROGRESSING', percentComplete: 50 },
          },
          jobPercentComplete: 95,
          currentPhase: 'UPLOADING',
          retryCount: 0,
        },
      },
    ]);
    expect(details(id, 'COMPLETE')).toEqual([
      {
        ...common,
        status: 'COMPLETE',
        outputGroupDetails: [
          {
            type: 'FILE_GROUP',
            outputDetails: [
              {
                outputFilePaths: [`s3://${BUCKET}/out/ident.mp4`],
                durationInMs: 8_000,
                videoDetails: { widthInPx: 640, heightInPx: 360 },
              },
            ],
          },
        ],
        paddingInserted: 0,
        blackVideoDetected: 0,
      },
    ]);
    expect(await served.getJob(id)).toMatchObject({
      Id: id,
      Status: 'COMPLETE',
      Queue: `${QUEUES}/Default`,
      Role: ROLE,
      Settings: { Inputs: [{ FileInput: IDENT }] },
      StatusUpdateInterval: 'SECONDS_10',
      UserMetadata,
      RetryCount: 0,
      OutputGroupDetails: [
        { OutputDetails: [{ DurationInMs: 8_000, VideoDetails: { WidthInPx: 640, HeightInPx: 360 } }] },
      ],
      Timing: {
        SubmitTime: expect.any(Date) as Date,
        StartTime: expect.any(Date) as Date,
        FinishTime: expect.any(Date) as Date,
      },
    });
  });

  it('has an audit record that answers what CreateJob answered, and names no tags', async () => {
    const id = await served.createJob({ Tags: { team: 'video' } });
    await served.told(id, 'CreateJob');
    const [record] = details(id, 'CreateJob');
    expect(record).toMatchObject({
      eventSource: 'mediaconvert.amazonaws.com',
      awsRegion: REGION,
      requestParameters: { role: ROLE },
      responseElements: { job: { id, status: 'SUBMITTED', settings: { inputs: [{ fileInput: IDENT }] } } },
    });
    expect(JSON.stringify(record)).not.toContain('team');
  });

  it('shows phase and percentage while it progresses, and only then', async () => {
    const id = await served.createJob({ Settings: settings(`s3://${BUCKET}/harbour.mp4`) });
    await served.told(id, 'INPUT_INFORMATION');
    const progressing = await served.getJob(id);
    expect(progressing).toMatchObject({ Status: 'PROGRESSING', RetryCount: 0 });
    expect(progressing.CurrentPhase).toMatch(/PROBING|TRANSCODING/);
    expect(progressing.JobPercentComplete).toBeTypeOf('number');
    await served.told(id, 'COMPLETE');
    const complete = await served.getJob(id);
    expect([complete.CurrentPhase, complete.JobPercentComplete]).toEqual([undefined, undefined]);
  });

  it('is created once for one `ClientRequestToken`, and recorded twice', async () => {
    const ClientRequestToken = 'again';
    const Tags = ENDLESS;
    const id = await served.createJob({ ClientRequestToken, Tags });
    expect(await served.createJob({ ClientRequestToken, Tags })).toBe(id);
    expect(await served.createJob({ ClientRequestToken: 'another', Tags })).not.toBe(id);
    await cancel(id);
    await served.told(id, 'CancelJob');
    expect(served.namesOf(id).filter((name) => name === 'CreateJob')).toHaveLength(2);
    const { Jobs = [] } = await served.client.send(new ListJobsCommand({ Status: 'PROGRESSING' }));
    for (const { Id = '' } of Jobs) await cancel(Id);
  });
});

describe('an input', () => {
  beforeAll(async () => {
    const put = (Key: string, Body: Buffer) => served.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
    await put('text.mp4', Buffer.from('no media'));
    await put('empty.mp4', Buffer.alloc(0));
  });

  it.each([
    ['that is not there', `s3://${BUCKET}/absent.mp4`, {}, 1404],
    ['in a bucket that is not there', 's3://absent/ident.mp4', {}, 1404],
    ['on the web, which is not read from here', 'https://example.com/ident.mp4', {}, 1404],
    ['that is no media', `s3://${BUCKET}/text.mp4`, {}, 1040],
    ['that is empty', `s3://${BUCKET}/empty.mp4`, {}, 1040],
    ['with a clip after its end', IDENT, { InputClippings: [{ StartTimecode: '00:01:00:00' }] }, 1060],
    [
      'with a clip on another timeline',
      IDENT,
      {
        TimecodeSource: 'SPECIFIEDSTART',
        TimecodeStart: '10:00:00:00',
        InputClippings: [{ StartTimecode: '00:00:01:00' }],
      },
      1060,
    ],
  ])('%s ends the job in `ERROR`', async (_, uri, input, code) => {
    const id = await served.createJob({ Settings: settings(uri, input) });
    await served.told(id, 'ERROR');
    expect(served.namesOf(id)).toEqual(['CreateJob', 'PROGRESSING', 'ERROR']);
    const [error] = details(id, 'ERROR');
    expect(error).toMatchObject({ errorCode: code, errorMessage: expect.stringContaining(uri) as string });
    const { Status, ErrorCode, ErrorMessage } = await served.getJob(id);
    expect({ Status, ErrorCode, ErrorMessage }).toEqual({
      Status: 'ERROR',
      ErrorCode: code,
      ErrorMessage: error?.['errorMessage'],
    });
  });
});

describe('a queue', () => {
  it('lets jobs wait for a slot: the highest priority goes first, then the first one submitted', async () => {
    const Queue = 'Lectures';
    const running = await served.createJob({ Queue, Tags: ENDLESS });
    const waiting = [0, 10, 0].map((Priority) => served.createJob({ Queue: `${QUEUES}/Lectures`, Priority }));
    const [second = '', first = '', third = ''] = await Promise.all(waiting);
    const inOrder = [second, third].sort((one, other) => one.localeCompare(other));
    expect((await served.getJob(first)).Status).toBe('SUBMITTED');
    const lectures = await served.client.send(new GetQueueCommand({ Name: Queue }));
    expect(lectures.Queue).toMatchObject({ ConcurrentJobs: 1, ProgressingJobsCount: 1, SubmittedJobsCount: 3 });
    await cancel(running);
    await Promise.all([first, second, third].map((id) => served.told(id, 'COMPLETE')));
    const started = served.events.filter((event) => nameOf(event) === 'PROGRESSING').map(jobIdOf);
    const order = [first, second, third].sort((one, other) => started.indexOf(one) - started.indexOf(other));
    expect(order[0]).toBe(first);
    expect([...order.slice(1)].sort((one, other) => one.localeCompare(other))).toEqual(inOrder);
    // One at a time.
    const ends = order.map((id) => details(id, 'COMPLETE')[0]?.['timestamp'] as number);
    const starts = order.map((id) => details(id, 'PROGRESSING')[0]?.['timestamp'] as number);
    expect(starts.slice(1).every((start, index) => start >= (ends[index] ?? Infinity))).toBe(true);
  });

  it('is left for another one when the wait is too long', async () => {
    const running = await served.createJob({ Queue: 'Lectures', Tags: ENDLESS });
    const id = await served.createJob({
      Queue: 'Lectures',
      Priority: 1,
      HopDestinations: [{ WaitMinutes: 1, Queue: 'Default', Priority: 5 }],
    });
    await served.told(id, 'COMPLETE');
    expect(served.namesOf(id)).toEqual(['CreateJob', 'QUEUE_HOP', 'PROGRESSING', 'INPUT_INFORMATION', 'COMPLETE']);
    expect(details(id, 'QUEUE_HOP')[0]).toMatchObject({
      queue: `${QUEUES}/Default`,
      previousQueue: `${QUEUES}/Lectures`,
      priority: 5,
      previousPriority: 1,
    });
    // What GetJob shows is the submission, and the hop beside it.
    expect(await served.getJob(id)).toMatchObject({
      Queue: `${QUEUES}/Lectures`,
      Priority: 1,
      QueueTransitions: [{ SourceQueue: `${QUEUES}/Lectures`, DestinationQueue: `${QUEUES}/Default` }],
    });
    await cancel(running);
  });

  it('is listed with its jobs, or not found', async () => {
    const { Queues = [] } = await served.client.send(new ListQueuesCommand());
    expect(Queues.map(({ Name, Arn, Type, Status }) => ({ Name, Arn, Type, Status }))).toEqual([
      { Name: 'Default', Arn: `${QUEUES}/Default`, Type: 'SYSTEM', Status: 'ACTIVE' },
      { Name: 'Lectures', Arn: `${QUEUES}/Lectures`, Type: 'CUSTOM', Status: 'ACTIVE' },
    ]);
    expect(await awsError(served.client.send(new GetQueueCommand({ Name: 'absent' })))).toMatchObject({
      name: 'NotFoundException',
      status: 404,
    });
  });
});

describe('CancelJob', () => {
  it('ends a job that progresses, with its record and `CANCELED`', async () => {
    const id = await served.createJob({ Tags: ENDLESS });
    await served.told(id, 'PROGRESSING');
    await cancel(id);
    await served.told(id, 'CANCELED');
    expect(served.namesOf(id)).toEqual(['CreateJob', 'PROGRESSING', 'CancelJob', 'CANCELED']);
    expect((await served.getJob(id)).Status).toBe('CANCELED');
  });

  it('ends a job that waits, and nothing but its record tells of it', async () => {
    const running = await served.createJob({ Queue: 'Lectures', Tags: ENDLESS });
    const id = await served.createJob({ Queue: 'Lectures' });
    await cancel(id);
    await cancel(running);
    const next = await served.createJob({ Queue: 'Lectures' });
    await served.told(next, 'COMPLETE');
    expect(served.namesOf(id)).toEqual(['CreateJob', 'CancelJob']);
    expect(await served.getJob(id)).toMatchObject({ Status: 'CANCELED' });
  });

  it('is refused for a job that has ended, and for one that is not known', async () => {
    const id = await served.createJob();
    await served.told(id, 'COMPLETE');
    expect(await awsError(cancel(id))).toMatchObject({ name: 'ConflictException', status: 409 });
    expect(await awsError(cancel('absent'))).toMatchObject({ name: 'NotFoundException', status: 404 });
  });
});

describe('ListJobs', () => {
  it('gives every job once, page after page, the newest first', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await served.createJob({ Queue: 'Lectures' }));
    const listed: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await served.client.send(new ListJobsCommand({ Queue: 'Lectures', MaxResults: 2, NextToken }));
      listed.push(...(page.Jobs ?? []).map(({ Id = '' }) => Id));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(listed.slice(0, 5)).toEqual([...ids].reverse());
    expect(new Set(listed).size).toBe(listed.length);
    await served.told(ids.at(-1) ?? '', 'COMPLETE');
    const { Jobs = [] } = await served.client.send(
      new ListJobsCommand({ Queue: `${QUEUES}/Lectures`, Status: 'COMPLETE', Order: 'ASCENDING' }),
    );
    expect(Jobs.every(({ Status }) => Status === 'COMPLETE')).toBe(true);
    expect(Jobs.map(({ Id }) => Id).slice(-5)).toEqual(ids);
  });

  it.each([{ MaxResults: 21 }, { MaxResults: 0 }, { NextToken: 'nonsense' }, { Queue: 'absent' }])(
    'refuses %o',
    async (input) => {
      expect(await awsError(served.client.send(new ListJobsCommand(input)))).toMatchObject({
        name: 'BadRequestException',
        status: 400,
      });
    },
  );
});

describe('permissions', () => {
  const JOB = `arn:aws:mediaconvert:${REGION}:${ACCOUNT}:jobs/x`;
  type Call = (client: MediaConvertClient) => Promise<unknown>;

  it.each<[action: string, resource: string, call: Call]>([
    [
      'mediaconvert:CreateJob',
      `${QUEUES}/Default`,
      (client) => client.send(new CreateJobCommand({ Role: ROLE, Settings: settings(IDENT) })),
    ],
    ['mediaconvert:GetJob', JOB, (client) => client.send(new GetJobCommand({ Id: 'x' }))],
    ['mediaconvert:CancelJob', JOB, (client) => client.send(new CancelJobCommand({ Id: 'x' }))],
    ['mediaconvert:ListJobs', `${QUEUES}/*`, (client) => client.send(new ListJobsCommand())],
    ['mediaconvert:ListQueues', `${QUEUES}/*`, (client) => client.send(new ListQueuesCommand())],
    ['mediaconvert:GetQueue', `${QUEUES}/x`, (client) => client.send(new GetQueueCommand({ Name: 'x' }))],
  ])('%s on %s is needed', async (action, resource, call) => {
    const nobody = new MediaConvertClient(served.gateway.client(served.gateway.principal()));
    const { name, message } = await awsError(call(nobody));
    nobody.destroy();
    expect(name).toBe('AccessDeniedException');
    expect(message).toContain(`${action} on resource: ${resource}`);
  });
});

describe('closing', () => {
  it('ends what waits, plays and is delayed at once', async () => {
    const closing = await serveMediaConvert(1);
    const Tags = { 'simulate:delay': 'CreateJob:3600s' };
    const HopDestinations = [{ WaitMinutes: 60 }];
    const id = await closing.createJob({ Queue: 'Lectures', HopDestinations, Tags });
    await closing.createJob({ Queue: 'Lectures', HopDestinations, Tags });
    await closing.told(id, 'PROGRESSING');
    await closing.close();
    expect(closing.log).toEqual([]);
    expect(closing.namesOf(id)).not.toContain('COMPLETE');
  });
});
