import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, ListShardsCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CancelJobCommand, CreateJobCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, vi } from 'vitest';
import type { Faults } from '../../local/faults/create-faults.ts';
import { PROFILES } from '../../local/faults/profiles.ts';
import type { Outputs } from '../../local/outputs.ts';
import { listen } from '../embedded/listen.ts';
import { EVERYTHING } from '../infra/everything.ts';
import { subscribeToJob } from './subscribe-to-job.ts';
import { postEvents, sampleEvent, type TestStack } from './test-stack.ts';

const [MEDIA_BUCKET = ''] = EVERYTHING.mediaBuckets ?? [];

/** Has every principal of a stack of `EVERYTHING` do all that it is there for, once at least. The schedules do their part by themselves. */
export async function playEverything(stack: TestStack, faults: Faults): Promise<void> {
  await uploadMedia(stack.outputs);
  await failToPublish(stack, faults);
  await Promise.all([
    playJob(stack),
    playSilentJob(stack),
    cancelJob(stack),
    sendPoison(stack.outputs),
    loseRaces(stack),
    askLikeCloudFormation(stack),
  ]);
  await consumeStreams(stack.outputs);
}

/** The collector holds back an event of a job that it cannot publish. */
async function failToPublish(stack: TestStack, faults: Faults): Promise<void> {
  faults.set(PROFILES.outage);
  await postEvents(stack, await sampleEvent('PROGRESSING', `${Date.now()}-outage`, Date.now()));
  await vi.waitFor(() => expect(faults.counts()).toEqual({ FAIL: 1 }), { timeout: 10_000 });
  faults.set({ rules: [] });
}

type Service = 'dynamodb' | 'kinesis' | 'lambda' | 'mediaconvert' | 's3' | 'sqs';

function client({ endpoints, region, credentials }: Outputs, service: Service, who: keyof Outputs['credentials']) {
  return { endpoint: endpoints[service], region, credentials: credentials[who] };
}

async function uploadMedia(outputs: Outputs): Promise<void> {
  const s3 = new S3Client({ ...client(outputs, 's3', 'admin'), forcePathStyle: true });
  const Body = await readFile(new URL('../../local/mediaconvert/media/ident.mp4', import.meta.url));
  await s3.send(new CreateBucketCommand({ Bucket: MEDIA_BUCKET }));
  await s3.send(new PutObjectCommand({ Bucket: MEDIA_BUCKET, Key: 'ident.mp4', Body }));
}

async function createJob(outputs: Outputs, tags: Record<string, string> = {}): Promise<string> {
  const mediaConvert = new MediaConvertClient(client(outputs, 'mediaconvert', 'admin'));
  const { Job } = await mediaConvert.send(
    new CreateJobCommand({
      Role: `arn:aws:iam::${outputs.accountId}:role/MediaConvert`,
      StatusUpdateInterval: 'SECONDS_10',
      UserMetadata: { title: 'Ident' },
      Tags: tags,
      Settings: {
        Inputs: [{ FileInput: `s3://${MEDIA_BUCKET}/ident.mp4`, TimecodeSource: 'ZEROBASED' }],
        OutputGroups: [
          {
            OutputGroupSettings: {
              Type: 'FILE_GROUP_SETTINGS',
              FileGroupSettings: { Destination: `s3://${MEDIA_BUCKET}/out/` },
            },
            Outputs: [{ ContainerSettings: { Container: 'MP4' } }],
          },
        ],
      },
    }),
  );
  return Job?.Id ?? '';
}

/** Answers of a GraphQL query, by the name of the field. */
async function query({ graphqlUrl, apiKey = '' }: Outputs, text: string): Promise<unknown> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify({ query: text }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

async function until(outputs: Outputs, jobId: string, state: { status: string; analysis: string }): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(await query(outputs, `{ job(id: "${jobId}") { status analysis { status } } }`)).toEqual({
        job: { status: state.status, analysis: { status: state.analysis } },
      }),
    { timeout: 60_000, interval: 100 },
  );
}

/** A job from its creation to its end, then every query and every field. */
async function playJob({ outputs }: TestStack): Promise<void> {
  const jobId = await createJob(outputs);
  await until(outputs, jobId, { status: 'COMPLETE', analysis: 'COMPLETE' });
  const lists = await query(
    outputs,
    `{
      job(id: "${jobId}") {
        settings inputs { id } outputGroups { type } outputFindings { blackVideoDetectedInMs } mediainfo(input: 1)
        events { items { status } }
      }
      byStatus: jobsByStatus(status: COMPLETE) { items { id } }
      byUserMetadata: jobsByUserMetadata(key: "title", value: "Ident") { items { id } }
      byQueue: jobsByQueue(queue: "Default") { items { id } }
    }`,
  );
  const listed = { items: expect.arrayContaining([{ id: jobId }]) as unknown };
  expect(lists).toMatchObject({ byStatus: listed, byUserMetadata: listed, byQueue: listed });
}

/** A job of whose creation and end no event tells: the analyzer asks MediaConvert for its settings, the reconciler for its status. */
async function playSilentJob({ outputs }: TestStack): Promise<void> {
  const jobId = await createJob(outputs, { 'simulate:lose': 'CreateJob,COMPLETE' });
  await until(outputs, jobId, { status: 'PROGRESSING', analysis: 'COMPLETE' });
  const lambda = new LambdaClient(client(outputs, 'lambda', 'admin'));
  const ask = new InvokeCommand({
    FunctionName: outputs.resources.reconcilerFunction,
    Payload: JSON.stringify({ jobIds: [jobId] }),
  });
  await vi.waitFor(
    async () => {
      expect((await lambda.send(ask)).FunctionError).toBeUndefined();
      expect(await query(outputs, `{ job(id: "${jobId}") { status } }`)).toEqual({ job: { status: 'COMPLETE' } });
    },
    { timeout: 60_000, interval: 500 },
  );
}

async function cancelJob({ outputs }: TestStack): Promise<void> {
  const jobId = await createJob(outputs);
  await new MediaConvertClient(client(outputs, 'mediaconvert', 'admin')).send(new CancelJobCommand({ Id: jobId }));
  await vi.waitFor(
    async () =>
      expect(await query(outputs, `{ job(id: "${jobId}") { status } }`)).toEqual({ job: { status: 'CANCELED' } }),
    { timeout: 60_000, interval: 100 },
  );
}

async function sendPoison(outputs: Outputs): Promise<void> {
  const sqs = new SQSClient(client(outputs, 'sqs', 'admin'));
  await sqs.send(new SendMessageCommand({ QueueUrl: outputs.resources.eventQueueUrl, MessageBody: 'not JSON' }));
}

/**
 * A job that is deleted while a collector remembers it: the collector's next write fails, and it reads what is there instead. Two
 * execution environments take turns as they like, so that by the third event the one that gets it has had one before.
 */
async function loseRaces(stack: TestStack): Promise<void> {
  const { outputs } = stack;
  const jobId = `${Date.now()}-racing`;
  const dynamodb = new DynamoDBClient(client(outputs, 'dynamodb', 'admin'));
  const { updates, close } = await subscribeToJob(outputs, jobId);
  for (let event = 0; event < 3; event += 1) {
    await dynamodb.send(new DeleteItemCommand({ TableName: outputs.resources.jobTable, Key: { id: { S: jobId } } }));
    await postEvents(stack, await sampleEvent('STATUS_UPDATE', jobId, Date.now()));
    await updates.next();
  }
  close();
}

/** The stream consumer reads all three streams to their ends. */
async function consumeStreams(outputs: Outputs): Promise<void> {
  const kinesis = new KinesisClient(client(outputs, 'kinesis', 'consumer'));
  const { eventStream, jobStream, metricStream } = outputs.resources;
  for (const stream of [eventStream, jobStream, metricStream]) {
    const StreamName = stream ?? undefined;
    const { Shards: [shard] = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
    const { ShardIterator } = await kinesis.send(
      new GetShardIteratorCommand({ StreamName, ShardId: shard?.ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    await kinesis.send(new GetRecordsCommand({ ShardIterator }));
  }
  kinesis.destroy();
}

/** What CloudFormation asks for when the archive is deleted, and when the dashboard comes and goes. */
async function askLikeCloudFormation(stack: TestStack): Promise<void> {
  const { outputs, assembly } = stack;
  const named = (type: string, id: RegExp): string =>
    assembly.resources.find((resource) => resource.type === type && id.test(resource.logicalId))?.ref ?? '';
  const [archive, page] = [/Archive/, /DashboardPage/].map((id) => named('AWS::S3::Bucket', id));
  const s3 = new S3Client({ ...client(outputs, 's3', 'admin'), forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: archive, Key: 'jobs/object', Body: '{}' }));

  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end());
  });
  const cloudFormation = await listen(server);
  const lambda = new LambdaClient(client(outputs, 'lambda', 'admin'));
  const ask = (RequestType: string, lambdaFunction: RegExp, BucketName: string | undefined) =>
    lambda.send(
      new InvokeCommand({
        FunctionName: named('AWS::Lambda::Function', lambdaFunction),
        Payload: JSON.stringify({
          RequestType,
          ...{ StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Objects', PhysicalResourceId: BucketName },
          ResponseURL: cloudFormation.url,
          ResourceProperties: { BucketName, Configuration: '{}' },
        }),
      }),
    );
  await ask('Delete', /Emptier/, archive);
  await ask('Create', /Publisher/, page);
  await ask('Delete', /Publisher/, page);
  await cloudFormation.close();
}
