import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  PutRecordsCommand,
  SubscribeToShardCommand,
} from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { createShardIterators } from '../../../local/kinesis/shard-iterators.ts';
import { startKinesis } from '../../../local/kinesis/start-kinesis.ts';
import { ACCOUNT, awsError, REGION, ROLE_ARN, serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';

const stream = (ref: string, properties: Record<string, unknown>): Resource => ({
  logicalId: ref,
  type: 'AWS::Kinesis::Stream',
  ref,
  attributes: {},
  properties,
});
const arn = (name: string): string => `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${name}`;

let kinesis: Awaited<ReturnType<typeof startKinesis>>;
let gateway: ServedGateway;
let admin: KinesisClient;

beforeAll(async () => {
  kinesis = await startKinesis({
    streams: [
      stream('jobs', { ShardCount: 1, RetentionPeriodHours: 48 }),
      stream('events', { StreamModeDetails: { StreamMode: 'ON_DEMAND' }, RetentionPeriodHours: 24 }),
      stream('metrics', { ShardCount: 1, RetentionPeriodHours: 8760 }),
    ],
    region: REGION,
    accountId: ACCOUNT,
  });
  gateway = await serveGateway(() => ({ kinesis: kinesis.route }));
  admin = new KinesisClient(gateway.client(gateway.admin));
});

afterAll(async () => {
  admin.destroy();
  await gateway.close();
  await kinesis.close();
});

const clientFor = (...actions: [action: string, stream: string][]): KinesisClient =>
  new KinesisClient(
    gateway.client(
      gateway.principal(
        ...actions.map(([Action, name]) => ({ Effect: 'Allow' as const, Action, Resource: arn(name) })),
      ),
    ),
  );

const newestRecords = async (client: KinesisClient): Promise<string> => {
  const { ShardIterator: iterator } = await client.send(
    new GetShardIteratorCommand({
      StreamName: 'jobs',
      ShardId: 'shardId-000000000000',
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  return iterator ?? '';
};

it('streams are ready, with their retention, seven days at most, and on-demand ones with four shards', async () => {
  const summary = async (StreamName: string) => {
    const { StreamDescriptionSummary: described } = await admin.send(new DescribeStreamSummaryCommand({ StreamName }));
    return [described?.StreamStatus, described?.OpenShardCount, described?.RetentionPeriodHours];
  };
  expect((await admin.send(new ListStreamsCommand())).StreamNames).toEqual(['events', 'jobs', 'metrics']);
  expect([await summary('jobs'), await summary('events'), await summary('metrics')]).toEqual([
    ['ACTIVE', 1, 48],
    ['ACTIVE', 4, 24],
    ['ACTIVE', 1, 168],
  ]);
});

it('a stream is found by `StreamARN` as by `StreamName`', async () => {
  const Records = [{ Data: Buffer.from('{"by":"arn"}'), PartitionKey: 'job' }];
  await admin.send(new PutRecordsCommand({ StreamARN: arn('jobs'), Records }));
  const read = await admin.send(
    new GetRecordsCommand({ StreamARN: arn('jobs'), ShardIterator: await newestRecords(admin) }),
  );
  expect(read.Records?.map(({ Data }) => Buffer.from(Data ?? []).toString())).toEqual(['{"by":"arn"}']);
  expect((await admin.send(new ListShardsCommand({ StreamARN: arn('events') }))).Shards).toHaveLength(4);
  expect(
    await awsError(admin.send(new ListShardsCommand({ StreamARN: arn('jobs').replace(REGION, 'eu-west-1') }))),
  ).toMatchObject({ name: 'ResourceNotFoundException' });
});

it('`CreateStream` in on-demand mode needs no shard count', async () => {
  await admin.send(new CreateStreamCommand({ StreamName: 'later', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }));
  await expect(admin.send(new DescribeStreamSummaryCommand({ StreamName: 'later' }))).resolves.toBeDefined();
});

it('a producer may put into its stream only', async () => {
  const producer = clientFor(['kinesis:PutRecords', 'jobs']);
  const put = (StreamName: string) =>
    producer.send(new PutRecordsCommand({ StreamName, Records: [{ Data: Buffer.from('{}'), PartitionKey: 'a' }] }));
  await expect(put('jobs')).resolves.toMatchObject({ FailedRecordCount: 0 });
  expect(await awsError(put('events'))).toEqual({
    name: 'AccessDeniedException',
    status: 400,
    message: `User: ${ROLE_ARN} is not authorized to perform: kinesis:PutRecords on resource: ${arn('events')} because no identity-based policy allows the kinesis:PutRecords action`,
  });
});

it('`GetRecords` asks for permission on the stream of the iterator, page after page', async () => {
  const first = await newestRecords(admin);
  const consumer = clientFor(['kinesis:GetRecords', 'jobs']);
  const other = clientFor(['kinesis:GetRecords', 'events']);
  const { NextShardIterator: next = '' } = await consumer.send(new GetRecordsCommand({ ShardIterator: first }));
  await expect(consumer.send(new GetRecordsCommand({ ShardIterator: next }))).resolves.toBeDefined();
  expect(await awsError(other.send(new GetRecordsCommand({ ShardIterator: next })))).toMatchObject({
    name: 'AccessDeniedException',
  });
});

it('`GetRecords` refuses an iterator that was not given out here', async () => {
  expect(await awsError(admin.send(new GetRecordsCommand({ ShardIterator: 'made-up' })))).toMatchObject({
    name: 'ExpiredIteratorException',
    status: 400,
  });
});

it('an operation that kinesalite lacks is refused by name', async () => {
  const command = new SubscribeToShardCommand({
    ConsumerARN: `${arn('jobs')}/consumer/x:1`,
    ShardId: 'shardId-000000000000',
    StartingPosition: { Type: 'LATEST' },
  });
  const { name, message } = await awsError(admin.send(command));
  expect({ name, message }).toEqual({
    name: 'UnknownOperationException',
    message: 'The operation SubscribeToShard of kinesis is not imitated here.',
  });
});

it('only the newest iterators are remembered', () => {
  const iterators = createShardIterators(2);
  iterators.remember('a', 'jobs');
  iterators.remember('b', 'jobs');
  iterators.remember('a', 'jobs');
  iterators.remember('c', 'events');
  expect(['a', 'b', 'c'].map((iterator) => iterators.streamOf(iterator))).toEqual(['jobs', undefined, 'events']);
});
