import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordCommand,
} from '@aws-sdk/client-kinesis';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { generateClient } from 'aws-amplify/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outputs } from '../../local/outputs.ts';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { redriveCommand } from '../../redrive/redrive-command.ts';
import { createPipe } from '../watch/terminal.ts';
import { progressInput } from './progress-input.ts';
import { subscribeToJob } from './subscribe-to-job.ts';
import { postEvents, sampleEvent, startTestStack } from './test-stack.ts';
import { configureAmplify, watchWithAmplify } from './watch-with-amplify.ts';

let stack: LocalStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.close());

function client(who: keyof Outputs['credentials'], endpoint: keyof Outputs['endpoints']) {
  const { outputs } = stack;
  return {
    endpoint: outputs.endpoints[endpoint],
    region: outputs.region,
    credentials: outputs.credentials[who],
    maxAttempts: 1,
  };
}

async function graphql(query: string, variables: object, headers?: Record<string, string>) {
  const response = await fetch(stack.outputs.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(headers ?? { 'x-api-key': stack.outputs.apiKey ?? '' }) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: (await response.json()) as { data?: unknown; errors?: object[] } };
}

describe('the way of an event', () => {
  it('goes from `PutEvents` into every store and stream', async () => {
    const jobId = `${Date.now()}-putevt`;
    const { updates, close } = await subscribeToJob(stack.outputs, jobId);
    const event = await sampleEvent('PROGRESSING', jobId, Date.now());
    const detail = { ...event.detail, userMetadata: { title: 'A=B', ttl: '7' } };
    const eventBridge = new EventBridgeClient(client('admin', 'eventbridge'));
    const answer = await eventBridge.send(
      new PutEventsCommand({
        Entries: [
          { Source: 'aws.mediaconvert', DetailType: 'MediaConvert Job State Change', Detail: JSON.stringify(detail) },
        ],
      }),
    );
    expect(answer.FailedEntryCount).toBe(0);
    expect(await updates.next()).toEqual({ version: 1, status: 'PROGRESSING' });
    close();

    const { resources } = stack.outputs;
    const dynamodb = new DynamoDBClient(client('admin', 'dynamodb'));
    const job = await dynamodb.send(new GetItemCommand({ TableName: resources.jobTable, Key: { id: { S: jobId } } }));
    expect(unmarshall(job.Item ?? {})).toMatchObject({
      id: jobId,
      version: 1,
      status: 'PROGRESSING',
      queueName: 'Default',
    });
    const events = await dynamodb.send(
      new QueryCommand({
        TableName: resources.eventTable,
        KeyConditionExpression: 'jobId = :id',
        ExpressionAttributeValues: { ':id': { S: jobId } },
      }),
    );
    expect(events.Items?.map((item) => unmarshall(item)['status'] as string)).toEqual(['PROGRESSING']);

    const tagged = await graphql(
      'query ($value: String!) { jobsByUserMetadata(key: "title", value: $value) { items { id userMetadata { key value } } } }',
      { value: 'A=B' },
    );
    expect(tagged.body).toEqual({
      data: {
        jobsByUserMetadata: {
          items: [
            {
              id: jobId,
              userMetadata: [
                { key: 'title', value: 'A=B' },
                { key: 'ttl', value: '7' },
              ],
            },
          ],
        },
      },
    });

    expect((await streamRecords(resources.eventStream)).map((record) => record.PartitionKey)).toContain(jobId);
    expect((await streamRecords(resources.jobStream)).map((record) => record.PartitionKey)).toContain(jobId);
    const metrics = (await streamRecords(resources.metricStream))
      .filter((record) => record.PartitionKey === jobId)
      .map((record) => JSON.parse(Buffer.from(record.Data ?? []).toString()) as { MetricName: string; Value: number });
    expect(metrics.find((metric) => metric.MetricName === 'PROGRESSING')).toMatchObject({ Value: 1 });
  });

  it('keeps every documented status of one job, in order of their times', async () => {
    const jobId = `${Date.now()}-allsts`;
    const { updates, close } = await subscribeToJob(stack.outputs, jobId);
    const statuses = ['QUEUE_HOP', 'PROGRESSING', 'INPUT_INFORMATION', 'STATUS_UPDATE', 'NEW_WARNING', 'COMPLETE'];
    const at = Date.now();
    const events = await Promise.all(statuses.map((status, index) => sampleEvent(status, jobId, at + index)));
    expect((await postEvents(stack, events.toReversed())).status).toBe(200);
    let update;
    do update = await updates.next();
    while (update.status !== 'COMPLETE' || (await eventStatuses(jobId)).length < statuses.length);
    close();
    expect(await eventStatuses(jobId)).toEqual(statuses);
  });

  it('puts poison into the dead-letter queue at once, with its `reason`', async () => {
    const sqs = new SQSClient(client('admin', 'sqs'));
    const { eventQueueUrl, deadLetterQueueUrl } = stack.outputs.resources;
    await sqs.send(new SendMessageCommand({ QueueUrl: eventQueueUrl, MessageBody: 'not JSON' }));
    const answer = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetterQueueUrl,
        WaitTimeSeconds: 10,
        MessageAttributeNames: ['All'],
      }),
    );
    expect(
      answer.Messages?.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.['reason']?.StringValue]),
    ).toEqual([['not JSON', expect.stringMatching(/JSON/)]]);
  });

  it('is taken up again by `npm run redrive`, as often as one likes: the job is the same', async () => {
    const jobId = `${Date.now()}-redrve`;
    const { updates, close } = await subscribeToJob(stack.outputs, jobId);
    const at = Date.now();
    const events = await Promise.all(
      ['QUEUE_HOP', 'PROGRESSING', 'COMPLETE'].map((status, index) => sampleEvent(status, jobId, at + index)),
    );
    const job = () =>
      graphql(
        'query ($id: ID!) { job(id: $id) { version status createdAt eventTimes { createTime firstProgressingTime completeTime } events { items { id status } } } }',
        { id: jobId },
      );
    await postEvents(stack, events.slice(2));
    expect(await updates.next()).toMatchObject({ status: 'COMPLETE' });

    // The first two fail, as does the third, which was stored all the same.
    const summary = expect.stringMatching(/^3 events sent on, [01] left as poison, 0 failed\n$/) as string;
    expect(await redriveDeadLetters(events)).toEqual({ status: 0, stdout: summary, stderr: '' });
    while ((await eventStatuses(jobId)).length < 3 || updates.size === 0) await updates.next();
    const { body } = await job();
    expect(body).toMatchObject({ data: { job: { status: 'COMPLETE' } } });
    expect(await eventStatuses(jobId)).toEqual(['QUEUE_HOP', 'PROGRESSING', 'COMPLETE']);

    expect(await redriveDeadLetters(events)).toEqual({ status: 0, stdout: summary, stderr: '' });
    await updates.next();
    expect((await job()).body).toEqual(body);
    close();
  });

  it('refuses an event that names no `source`, and says which', async () => {
    const response = await postEvents(stack, [{ 'detail-type': 'x', detail: {} }]);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/source/);
  });

  it('is seen by the official Amplify client, from SUBMITTED to COMPLETE, and `job` agrees', async () => {
    configureAmplify(stack.outputs);
    const jobId = `${Date.now()}-amplfy`;
    const { updates, unsubscribe } = await watchWithAmplify(jobId);
    const seen: unknown[] = [];
    let at = Date.now();
    for (const status of ['QUEUE_HOP', 'PROGRESSING', 'STATUS_UPDATE', 'COMPLETE']) {
      await postEvents(stack, await sampleEvent(status, jobId, (at += 1_000)));
      const { version, status: jobStatus, progressMetrics } = await updates.next();
      seen.push({ version, jobStatus, percent: progressMetrics.percentJobComplete });
    }
    expect(seen).toEqual([
      { version: 1, jobStatus: 'SUBMITTED', percent: null },
      { version: 2, jobStatus: 'PROGRESSING', percent: null },
      { version: 3, jobStatus: 'PROGRESSING', percent: 7 },
      { version: 4, jobStatus: 'COMPLETE', percent: 100 },
    ]);
    unsubscribe();

    const answer = await generateClient().graphql({
      query: /* GraphQL */ `
        query Job($id: ID!) {
          job(id: $id) {
            id
            version
            status
            outputGroups {
              type
            }
            events {
              items {
                status
              }
            }
          }
        }
      `,
      variables: { id: jobId },
    });
    expect(answer).toMatchObject({
      data: {
        job: {
          id: jobId,
          version: 4,
          status: 'COMPLETE',
          outputGroups: [{ type: 'FILE_GROUP' }],
          events: {
            items: [
              { status: 'QUEUE_HOP' },
              { status: 'PROGRESSING' },
              { status: 'STATUS_UPDATE' },
              { status: 'COMPLETE' },
            ],
          },
        },
      },
    });
  });
});

describe('the doors', () => {
  const publish = 'mutation ($input: JobProgressInput!) { publishJobProgress(input: $input) { jobId } }';

  it('closes `publishJobProgress` to API keys', async () => {
    const { status, body } = await graphql(publish, { input: progressInput('1') });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { publishJobProgress: null },
      errors: [
        {
          errorType: 'Unauthorized',
          message: 'Not Authorized to access publishJobProgress on type Mutation',
          path: ['publishJobProgress'],
        },
      ],
    });
  });

  it.each([
    ['a wrong API key', { 'x-api-key': 'da2-wrong' }],
    ['no API key', {}],
  ])('answers 401 `UnauthorizedException` to %s', async (_case, headers) => {
    const { status, body } = await graphql('{ job(id: "1") { id } }', {}, headers);
    expect([status, body]).toEqual([
      401,
      { errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }] },
    ]);
  });

  const key = { id: { S: '1' } };
  it.each([
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'InvalidSignatureException'],
    ['an unknown access key', { accessKeyId: 'AKIAUNKNOWNUNKNOWN00' }, 'UnrecognizedClientException'],
  ])('answers as AWS does to %s', async (_case, change, name) => {
    const configuration = client('admin', 'dynamodb');
    const dynamodb = new DynamoDBClient({
      ...configuration,
      credentials: { ...configuration.credentials, ...change },
    });
    await expect(
      dynamodb.send(new GetItemCommand({ TableName: stack.outputs.resources.jobTable, Key: key })),
    ).rejects.toMatchObject({ name });
  });

  it('answers `AccessDeniedException` to a principal without the permission', async () => {
    const none = new DynamoDBClient(client('none', 'dynamodb'));
    const consumer = new DynamoDBClient(client('consumer', 'dynamodb'));
    for (const dynamodb of [none, consumer]) {
      await expect(
        dynamodb.send(new GetItemCommand({ TableName: stack.outputs.resources.jobTable, Key: key })),
      ).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining('dynamodb:GetItem') as string,
      });
    }
  });

  it('lets the consumer read the streams, and write none', async () => {
    const StreamName = stack.outputs.resources.eventStream ?? '';
    await expect(streamRecords(StreamName)).resolves.not.toHaveLength(0);
    const kinesis = new KinesisClient(client('consumer', 'kinesis'));
    await expect(
      kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: '1', Data: Buffer.from('{}') })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

/** What MediaConvert sent of a job; the analyzer's fact comes whenever it is done. */
async function eventStatuses(jobId: string): Promise<string[]> {
  const { body } = await graphql('query ($id: ID!) { job(id: $id) { events(limit: 100) { items { status } } } }', {
    id: jobId,
  });
  const data = body.data as { job: { events: { items: { status: string }[] } } | null };
  return (data.job?.events.items ?? []).map(({ status }) => status).filter((status) => status !== 'ANALYSIS');
}

/** All records of a stream, read as a consumer does. */
async function streamRecords(StreamName: string | null) {
  if (StreamName === null) throw new Error('the stack has no such stream');
  const kinesis = new KinesisClient(client('consumer', 'kinesis'));
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
  const records = await Promise.all(
    Shards.map(async ({ ShardId }) => {
      const { ShardIterator } = await kinesis.send(
        new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      );
      return (await kinesis.send(new GetRecordsCommand({ ShardIterator }))).Records ?? [];
    }),
  );
  return records.flat();
}

/** Has events lie in the dead-letter queue, and redrives it. */
async function redriveDeadLetters(events: readonly object[]) {
  const sqs = new SQSClient(client('admin', 'sqs'));
  const { deadLetterQueueUrl: QueueUrl } = stack.outputs.resources;
  for (const event of events) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
  const directory = await mkdtemp(join(tmpdir(), 'way-'));
  const outputs = join(directory, 'outputs.json');
  await writeFile(outputs, JSON.stringify(stack.outputs));
  const [stdout, stderr] = [createPipe(), createPipe()];
  const { signal } = new AbortController();
  const status = await redriveCommand(['--outputs', outputs], { stdout, stderr, signal, progressIntervalMs: 60_000 });
  await rm(directory, { recursive: true });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}
