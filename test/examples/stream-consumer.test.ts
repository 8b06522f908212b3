import { CreateTableCommand, type DynamoDBClient, ScanCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, ListShardsCommand } from '@aws-sdk/client-kinesis';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { KinesisStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsumer } from '../../examples/stream-consumer/create-consumer.ts';
import { FinishedJobs } from '../../examples/stream-consumer/finished-jobs.ts';
import { MediaConvertJobProgress } from '../../infra/media-convert-job-progress.ts';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { type EmbeddedDynamoDb, startDynalite } from '../embedded/start-dynalite.ts';
import { postEvents, sampleEvent, startTestStack } from '../end-to-end/test-stack.ts';

let dynamodb: EmbeddedDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynalite();
});
afterAll(() => dynamodb.close());

let tables = 0;
async function createTable(client: DynamoDBClient): Promise<string> {
  tables += 1;
  const TableName = `FinishedJobs-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'jobId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'jobId', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.05 }, { TableName });
  return TableName;
}

async function itemsOf(table: string): Promise<unknown[]> {
  const { Items = [] } = await dynamodb.client.send(new ScanCommand({ TableName: table }));
  return Items.map((item) => unmarshall(item)).sort((a, b) => String(a['jobId']).localeCompare(String(b['jobId'])));
}

/** A batch of a shard, as Lambda hands it over. The sequence numbers are 0, 1, … */
const batchOf = (...records: { data: Uint8Array | string; key?: string }[]): KinesisStreamEvent => ({
  Records: records.map(({ data, key = 'key' }, index) => ({
    awsRegion: 'us-east-1',
    eventID: `shardId-000000000000:${index}`,
    eventName: 'aws:kinesis:record',
    eventSource: 'aws:kinesis',
    eventSourceARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/JobStream',
    eventVersion: '1.0',
    invokeIdentityArn: 'arn:aws:iam::000000000000:role/consumer',
    kinesis: {
      approximateArrivalTimestamp: 0,
      data: Buffer.from(data).toString('base64'),
      kinesisSchemaVersion: '1.0',
      partitionKey: key,
      sequenceNumber: String(index),
    },
  })),
});
const record = (jobId: string, version: number, status: string, more: object = {}) => ({
  data: JSON.stringify({ jobId, version, status, queueName: 'Default', progressMetrics: {}, error: null, ...more }),
});

describe('the records that the collector wrote', () => {
  let stack: LocalStack;
  beforeAll(async () => {
    // What else reads the streams does not stand in the way.
    stack = await startTestStack({ context: { archive: 'true', waf: 'true' } });
  });
  afterAll(() => stack.close());

  /** Reads JobStream as the consumer role may, until it tells that so many jobs have ended. */
  async function readUntilEnded(jobs: number): Promise<KinesisStreamEvent> {
    const { endpoints, region, credentials, resources } = stack.outputs;
    const kinesis = new KinesisClient({ endpoint: endpoints.kinesis, region, credentials: credentials.consumer });
    const StreamName = resources.jobStream ?? '';
    const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
    const iterators = await Promise.all(
      Shards.map(({ ShardId }) =>
        kinesis.send(new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' })),
      ),
    );
    let open = iterators.map(({ ShardIterator }) => ShardIterator);
    const read: { data: string; key: string }[] = [];
    // A job that has ended has more than one record when its analysis is told afterwards.
    const ended = () =>
      new Set(read.flatMap(({ data, key }) => (/"status":"(?:COMPLETE|ERROR|CANCELED)"/.test(data) ? [key] : [])));
    while (ended().size < jobs) {
      const answers = await Promise.all(
        open.map((ShardIterator) => kinesis.send(new GetRecordsCommand({ ShardIterator }))),
      );
      open = answers.map(({ NextShardIterator }) => NextShardIterator);
      read.push(
        ...answers.flatMap(({ Records = [] }) =>
          Records.map(({ Data = [], PartitionKey: key = '' }) => ({ data: Buffer.from(Data).toString(), key })),
        ),
      );
    }
    kinesis.destroy();
    return batchOf(...read);
  }

  it('become the jobs that have ended, each once, also when the batch comes again', async () => {
    const at = Date.parse('2026-11-24T12:00:00.000Z');
    const jobs: [string, string][] = [
      [`${at}-comple`, 'COMPLETE'],
      [`${at}-errord`, 'ERROR'],
    ];
    for (const [jobId, last] of jobs) {
      await postEvents(stack, await sampleEvent('PROGRESSING', jobId, at + 5_000));
      await postEvents(stack, await sampleEvent(last, jobId, at + 65_000));
    }
    const table = await createTable(dynamodb.client);
    const consume = createConsumer({ client: dynamodb.client, table });
    const batch = await readUntilEnded(jobs.length);

    expect(await consume(batch)).toEqual({ batchItemFailures: [] });
    const items = await itemsOf(table);
    expect(await consume(batch)).toEqual({ batchItemFailures: [] });

    expect(items).toMatchObject([
      { jobId: `${at}-comple`, status: 'COMPLETE', queueName: 'Default', progressingDuration: 60 },
      { jobId: `${at}-errord`, status: 'ERROR', queueName: 'Default', errorMessage: 'Example error message' },
    ]);
    expect(await itemsOf(table)).toEqual(items);
    expect(batch.Records.every(({ kinesis }) => kinesis.partitionKey.startsWith(String(at)))).toBe(true);
  });
});

describe('the consumer', () => {
  it('keeps the newest of a job, in whatever order its records come', async () => {
    const table = await createTable(dynamodb.client);
    const consume = createConsumer({ client: dynamodb.client, table });

    await consume(
      batchOf(
        record('a', 3, 'COMPLETE', { progressMetrics: { decodeRate: 50 } }),
        record('a', 4, 'COMPLETE', { progressMetrics: { decodeRate: 60, queuedDuration: 0 } }),
        record('a', 3, 'COMPLETE', { progressMetrics: { decodeRate: 50 } }),
        record('b', 1, 'PROGRESSING'),
      ),
    );

    expect(await itemsOf(table)).toEqual([
      { jobId: 'a', version: 4, status: 'COMPLETE', queueName: 'Default', decodeRate: 60, queuedDuration: 0 },
    ]);
  });

  it('leaves out what it cannot read, and logs its sequence number', async () => {
    const table = await createTable(dynamodb.client);
    const lines: string[] = [];
    const consume = createConsumer({ client: dynamodb.client, table, log: (line) => lines.push(line) });

    const answer = await consume(
      batchOf({ data: 'not JSON' }, { data: 'null' }, { data: '{"status":"COMPLETE"}' }, record('a', 1, 'CANCELED')),
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await itemsOf(table)).toMatchObject([{ jobId: 'a' }]);
    expect(lines.map((line) => (JSON.parse(line) as { sequenceNumber: string }).sequenceNumber)).toEqual([
      '0',
      '1',
      '2',
    ]);
  });

  it('stops at the first record that it cannot write, and names it: the rest comes again', async () => {
    const table = await createTable(dynamodb.client);
    const lines: string[] = [];
    const consume = createConsumer({ client: dynamodb.client, table, log: (line) => lines.push(line) });
    // An item of DynamoDB holds 400 KB at most.
    const tooLarge = record('b', 1, 'ERROR', { error: { message: 'x'.repeat(401 * 1024) } });

    const answer = await consume(batchOf(record('a', 1, 'COMPLETE'), tooLarge, record('c', 1, 'COMPLETE')));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(lines).toEqual([expect.stringContaining('"jobId":"b"')]);
    expect(await itemsOf(table)).toMatchObject([{ jobId: 'a' }]);
  });
});

describe('its construct', () => {
  it('reads JobStream with the rights of a consumer, writes its table, and nothing else', () => {
    const app = new App({ builtinCloudFormationValidation: false, context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new Stack(app, 'Stack');
    const progress = new MediaConvertJobProgress(stack, 'Progress');
    new FinishedJobs(stack, 'FinishedJobs', { progress });
    const template = Template.fromStack(stack);

    const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
      id.startsWith('FinishedJobs'),
    );
    const statements = policies.flatMap(
      ([, { Properties }]) =>
        (Properties as { PolicyDocument: { Statement: { Action: string | string[] }[] } }).PolicyDocument.Statement,
    );
    expect(statements.flatMap(({ Action: action }) => action)).toEqual([
      'dynamodb:PutItem',
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
      'sqs:SendMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
    ]);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('JobStream'), 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: '{"data":{"status":["COMPLETE","ERROR","CANCELED"]}}' }] },
    });
  });
});
