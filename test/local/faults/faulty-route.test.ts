import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { startDynamoDb } from '../../../local/dynamodb/start-dynamodb.ts';
import { createFaults } from '../../../local/faults/create-faults.ts';
import { faultyRoute } from '../../../local/faults/faulty-route.ts';
import type { Fault } from '../../../local/faults/profiles.ts';
import { startKinesis } from '../../../local/kinesis/start-kinesis.ts';
import { startSqs } from '../../../local/sqs/start-sqs.ts';
import { ACCOUNT, awsError, REGION, serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';

const resource = (type: string, ref: string, properties: Record<string, unknown>): Resource => ({
  logicalId: ref,
  type,
  ref,
  attributes: { QueueName: ref },
  properties,
});
const JOBS = resource('AWS::DynamoDB::Table', 'jobs', {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
});

const place = { region: REGION, accountId: ACCOUNT };
const faults = createFaults({ seed: 11 });
const stops: (() => unknown)[] = [];
let gateway: ServedGateway;
let clients: { dynamodb: DynamoDBClient; kinesis: KinesisClient; sqs: SQSClient };

beforeAll(async () => {
  gateway = await serveGateway(async (gatewayUrl) => {
    const services = {
      dynamodb: await startDynamoDb({ engine: 'dynalite', tables: [JOBS], ...place }),
      kinesis: await startKinesis({
        streams: [resource('AWS::Kinesis::Stream', 'events', { ShardCount: 1 })],
        ...place,
      }),
      sqs: await startSqs({
        queues: ['twice', 'late', 'partial'].map((name) => resource('AWS::SQS::Queue', name, {})),
        gatewayUrl,
        ...place,
      }),
    };
    stops.push(...Object.values(services).map((service) => () => service.close()));
    return Object.fromEntries(
      Object.entries(services).map(([name, { route }]) => [name, faultyRoute(name, route, faults)]),
    );
  });
  const client = gateway.client(gateway.admin);
  clients = { dynamodb: new DynamoDBClient(client), kinesis: new KinesisClient(client), sqs: new SQSClient(client) };
});
afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await gateway.close();
  await Promise.all(stops.map((stop) => stop()));
});
beforeEach(() => faults.set({ rules: [] }));

/** What comes of a call while this goes wrong with every request. */
async function under<T>(fault: Fault, call: () => Promise<T>): Promise<T> {
  faults.set({ rules: [{ fault, share: 1 }] });
  return call().finally(() => faults.set({ rules: [] }));
}
const put = (id: string) => clients.dynamodb.send(new PutItemCommand({ TableName: 'jobs', Item: { id: { S: id } } }));
async function isStored(id: string): Promise<boolean> {
  const { Item } = await clients.dynamodb.send(new GetItemCommand({ TableName: 'jobs', Key: { id: { S: id } } }));
  return Item !== undefined;
}
const queueUrl = (name: string) => `${gateway.url}/${ACCOUNT}/${name}`;
async function bodiesIn(name: string, WaitTimeSeconds = 0): Promise<(string | undefined)[]> {
  const command = new ReceiveMessageCommand({ QueueUrl: queueUrl(name), MaxNumberOfMessages: 10, WaitTimeSeconds });
  return ((await clients.sqs.send(command)).Messages ?? []).map(({ Body }) => Body);
}

describe('a request that is not carried out', () => {
  it.each([
    ['THROTTLE', { name: 'ProvisionedThroughputExceededException', status: 400 }],
    ['FAIL', { name: 'InternalServerError', status: 500 }],
  ] as const)('is refused as the service would: `%s`', async (fault, error) => {
    expect(await awsError(under(fault, () => put(fault)))).toMatchObject(error);
    expect(await isStored(fault)).toBe(false);
  });

  it('is refused in the words of each service', async () => {
    const send = () => clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('twice'), MessageBody: 'x' }));
    const record = { PartitionKey: 'a', Data: Buffer.from('x') };
    const putRecord = () => clients.kinesis.send(new PutRecordsCommand({ StreamName: 'events', Records: [record] }));
    expect((await awsError(under('THROTTLE', send))).name).toBe('RequestThrottled');
    expect((await awsError(under('THROTTLE', putRecord))).name).toBe('ProvisionedThroughputExceededException');
  });

  it('loses its connection: `RESET`', async () => {
    await expect(under('RESET', () => put('reset'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await isStored('reset')).toBe(false);
  });
});

describe('a request that is carried out', () => {
  it('may lose its answer: `LOSE_ANSWER`', async () => {
    await expect(under('LOSE_ANSWER', () => put('lost'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await isStored('lost')).toBe(true);
  });

  it('over HTTP/2 loses its answer too', async () => {
    const record = { PartitionKey: 'lost', Data: Buffer.from('lost') };
    const call = () => clients.kinesis.send(new PutRecordsCommand({ StreamName: 'events', Records: [record] }));
    await expect(under('LOSE_ANSWER', call)).rejects.toThrow();
    expect(await recordsIn('events')).toContain('lost');
  });

  it('may be late: `SLOW`', async () => {
    await under('SLOW', () => put('slow'));
    expect(await isStored('slow')).toBe(true);
  });
});

async function recordsIn(StreamName: string): Promise<string[]> {
  const place = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await clients.kinesis.send(new GetShardIteratorCommand(place));
  const { Records = [] } = await clients.kinesis.send(new GetRecordsCommand({ ShardIterator }));
  return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
}

const NAMES = Array.from({ length: 10 }, (_, index) => `n${index}`);

describe('a batch of which some is left out: `PARTIAL`', () => {
  it('of `BatchWriteItem` and `BatchGetItem` tells what is unprocessed, and that is not done', async () => {
    const writes = NAMES.map((id) => ({ PutRequest: { Item: { id: { S: id } } } }));
    const { UnprocessedItems } = await under('PARTIAL', () =>
      clients.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { jobs: writes } })),
    );
    const undone = UnprocessedItems?.['jobs']?.map(({ PutRequest }) => PutRequest?.Item?.['id']?.S ?? '') ?? [];
    expect(undone.length).toBeGreaterThan(0);
    expect(undone.length).toBeLessThan(NAMES.length);
    const stored = await Promise.all(NAMES.map(async (id) => ((await isStored(id)) ? [id] : [])));
    expect([...stored.flat(), ...undone].sort()).toEqual(NAMES);

    const Keys = stored.flat().map((id) => ({ id: { S: id } }));
    const { Responses, UnprocessedKeys } = await under('PARTIAL', () =>
      clients.dynamodb.send(new BatchGetItemCommand({ RequestItems: { jobs: { Keys, ConsistentRead: true } } })),
    );
    expect(UnprocessedKeys?.['jobs']).toMatchObject({ ConsistentRead: true });
    const found = [...(Responses?.['jobs'] ?? []), ...(UnprocessedKeys?.['jobs']?.Keys ?? [])];
    expect(found.map(({ id }) => id?.S).sort()).toEqual(stored.flat());
  });

  it('of `PutRecords` answers for each record, in order', async () => {
    const Records = NAMES.map((name) => ({ PartitionKey: name, Data: Buffer.from(name) }));
    const answer = await under('PARTIAL', () =>
      clients.kinesis.send(new PutRecordsCommand({ StreamName: 'events', Records })),
    );
    const put = NAMES.filter((_, index) => answer.Records?.[index]?.SequenceNumber !== undefined);
    expect(answer.Records).toHaveLength(NAMES.length);
    expect(answer.FailedRecordCount).toBe(NAMES.length - put.length);
    expect(put.length).toBeLessThan(NAMES.length);
    expect((await recordsIn('events')).filter((name) => NAMES.includes(name)).sort()).toEqual(put);
  });

  it('of `SendMessageBatch` tells what failed', async () => {
    const Entries = NAMES.map((name) => ({ Id: name, MessageBody: name }));
    const { Successful = [], Failed = [] } = await under('PARTIAL', () =>
      clients.sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl('partial'), Entries })),
    );
    expect(Failed.length).toBeGreaterThan(0);
    expect([...Successful, ...Failed].map(({ Id }) => Id).sort()).toEqual(NAMES);
    expect((await bodiesIn('partial')).sort()).toEqual(Successful.map(({ Id }) => Id).sort());
  });

  it('of nothing that has entries is carried out', async () => {
    await under('PARTIAL', () => put('whole'));
    expect(await isStored('whole')).toBe(true);
  });
});

describe('a message', () => {
  const send = (name: string) => () =>
    clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(name), MessageBody: 'event' }));

  it('may be queued twice: `DUPLICATE`', async () => {
    await under('DUPLICATE', send('twice'));
    expect(await bodiesIn('twice')).toEqual(['event', 'event']);
  });

  it('may come late: `DELAY`', async () => {
    await under('DELAY', send('late'));
    expect(await bodiesIn('late')).toEqual([]);
    expect(await bodiesIn('late', 10)).toEqual(['event']);
  });
});
