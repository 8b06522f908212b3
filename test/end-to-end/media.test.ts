import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateJobCommand, GetJobCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { InputClipping } from '@aws-sdk/client-mediaconvert';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JobStatus, ProgressMetrics } from '../../schema/generated/graphql.ts';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { ffmpeg } from '../embedded/ffmpeg.ts';
import { startTestStack } from './test-stack.ts';

const run = promisify(execFile);

/** What is asked of a job here. */
type Job = {
  status: JobStatus;
  analysis: { status: string; frameCount: number | null; reason: string | null } | null;
  progressMetrics: Pick<ProgressMetrics, 'frameCount' | 'framesDecoded' | 'percentJobComplete'>;
  events: { items: { status: string }[] };
};

describe.skipIf(ffmpeg === undefined)('a job of real media (needs `ffmpeg`)', () => {
  let stack: LocalStack;
  let directory: string;
  let video: string;
  let mediaConvert: MediaConvertClient;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'job-progress-media-'));
    video = join(directory, 'video.mp4');
    await run(ffmpeg ?? '', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=size=64x36:rate=25:duration=8', video]);
    stack = await startTestStack({ context: { mediaBuckets: '["media"]' }, speed: 20 });
    const { endpoints, region, credentials } = stack.outputs;
    const s3 = new S3Client({ endpoint: endpoints.s3, region, credentials: credentials.admin, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'media' }));
    const Body = await readFile(video);
    await s3.send(new PutObjectCommand({ Bucket: 'media', Key: 'video.mp4', Body }));
    mediaConvert = new MediaConvertClient({ endpoint: endpoints.mediaconvert, region, credentials: credentials.admin });
  });
  afterAll(async () => {
    await stack.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function createJob(clips: InputClipping[], tags: Record<string, string> = {}): Promise<string> {
    const { Job } = await mediaConvert.send(
      new CreateJobCommand({
        Role: 'arn:aws:iam::000000000000:role/MediaConvert',
        StatusUpdateInterval: 'SECONDS_10',
        Tags: tags,
        Settings: {
          Inputs: [{ FileInput: 's3://media/video.mp4', TimecodeSource: 'ZEROBASED', InputClippings: clips }],
          OutputGroups: [
            {
              OutputGroupSettings: {
                Type: 'FILE_GROUP_SETTINGS',
                FileGroupSettings: { Destination: 's3://media/out/' },
              },
              Outputs: [{ ContainerSettings: { Container: 'MP4' } }],
            },
          ],
        },
      }),
    );
    return Job?.Id ?? '';
  }

  async function job(id: string): Promise<Job | null> {
    const query = `query ($id: ID!) {
      job(id: $id) {
        status
        analysis { status frameCount reason }
        progressMetrics { frameCount framesDecoded percentJobComplete }
        events(limit: 100) { items { status } }
      }
    }`;
    const response = await fetch(stack.outputs.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': stack.outputs.apiKey ?? '' },
      body: JSON.stringify({ query, variables: { id } }),
    });
    const { data, errors } = (await response.json()) as { data: { job: Job | null }; errors?: unknown };
    expect(errors).toBeUndefined();
    return data.job;
  }

  const until = (id: string, holds: (found: Job | null) => void): Promise<void> =>
    vi.waitFor(async () => holds(await job(id)), { timeout: 25_000, interval: 100 });

  /** Frames between both ends, both included. */
  async function countFrames(...ranges: [first: number, last: number][]): Promise<number> {
    const select = ranges.map(([first, last]) => `between(n,${first},${last})`).join('+');
    const filter = `select='${select}'`;
    const args = ['-v', 'info', '-i', video, '-vf', filter, '-fps_mode', 'passthrough', '-f', 'null', '-'];
    const { stderr } = await run(ffmpeg ?? '', args);
    return Number([...stderr.matchAll(/frame=\s*(\d+)/g)].at(-1)?.[1]);
  }

  it('ends with the frame count that ffmpeg counts in its two clips', async () => {
    const id = await createJob([
      { StartTimecode: '00:00:01:00', EndTimecode: '00:00:02:09' },
      { StartTimecode: '00:00:04:00', EndTimecode: '00:00:04:24' },
    ]);
    const frameCount = await countFrames([25, 59], [100, 124]);
    expect(frameCount).toBe(60);
    await until(id, (found) =>
      expect(found).toMatchObject({
        status: 'COMPLETE',
        analysis: { status: 'COMPLETE', frameCount, reason: null },
        progressMetrics: { frameCount, framesDecoded: frameCount, percentJobComplete: 100 },
      }),
    );
  });

  it('is complete again once the reconciler has asked, though its `COMPLETE` was lost', async () => {
    const id = await createJob([{ StartTimecode: '00:00:00:00' }], { 'simulate:lose': 'COMPLETE' });
    await vi.waitFor(
      async () => {
        const { Job } = await mediaConvert.send(new GetJobCommand({ Id: id }));
        expect(Job?.Status).toBe('COMPLETE');
      },
      { timeout: 25_000, interval: 100 },
    );
    await until(id, (found) => expect(found).toMatchObject({ status: 'PROGRESSING', analysis: { frameCount: 200 } }));

    const { endpoints, region, credentials, resources } = stack.outputs;
    const lambda = new LambdaClient({ endpoint: endpoints.lambda, region, credentials: credentials.admin });
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: resources.reconcilerFunction, Payload: JSON.stringify({ jobIds: [id] }) }),
    );
    expect(answer.FunctionError).toBeUndefined();
    await until(id, (found) => {
      expect(found).toMatchObject({ status: 'COMPLETE', progressMetrics: { percentJobComplete: 100 } });
      expect(found?.events.items.map(({ status }) => status)).toContain('SNAPSHOT');
    });
  });
});
