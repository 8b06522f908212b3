import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { startDynamoDb } from '../../../local/dynamodb/start-dynamodb.ts';
import { ACCOUNT, awsError, REGION, ROLE_ARN, serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';

const JOBS: Resource = {
  logicalId: 'Jobs',
  type: 'AWS::DynamoDB::Table',
  ref: 'jobs',
  attributes: {},
  properties: {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'status', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [
      {
        IndexName: 'status-index',
        KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  },
};
const DETAILS: Resource = {
  logicalId: 'Details',
  type: 'AWS::DynamoDB::GlobalTable',
  ref: 'details',
  attributes: {},
  properties: {
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'part', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'part', AttributeType: 'S' },
    ],
    Replicas: [{ Region: REGION }],
  },
};
const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/jobs`;

let dynamodb: Awaited<ReturnType<typeof startDynamoDb>>;
let gateway: ServedGateway;
let admin: DynamoDBClient;

beforeAll(async () => {
  dynamodb = await startDynamoDb({ engine: 'dynalite', tables: [JOBS, DETAILS], region: REGION, accountId: ACCOUNT });
  gateway = await serveGateway(() => ({ dynamodb: dynamodb.route }));
  admin = new DynamoDBClient(gateway.client(gateway.admin));
});

afterAll(async () => {
  admin.destroy();
  await gateway.close();
  await dynamodb.close();
});

describe('the tables of the stack', () => {
  it('are ready, with keys, indexes and billing as synthesized', async () => {
    const { Table: table } = await admin.send(new DescribeTableCommand({ TableName: 'jobs' }));
    expect({
      status: table?.TableStatus,
      keys: table?.KeySchema,
      billing: table?.BillingModeSummary?.BillingMode,
      indexes: table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
    }).toEqual({
      status: 'ACTIVE',
      keys: JOBS.properties['KeySchema'],
      billing: 'PAY_PER_REQUEST',
      indexes: JOBS.properties['GlobalSecondaryIndexes'],
    });
    expect((await admin.send(new ListTablesCommand())).TableNames).toEqual(['details', 'jobs']);
  });

  it('keep items in a data directory, and refuse to go on with other keys', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'tables-'));
    const start = (tables: Resource[]) =>
      startDynamoDb({ engine: 'dynalite', dataDirectory, tables, region: REGION, accountId: ACCOUNT });
    const first = await start([JOBS]);
    const firstGateway = await serveGateway(() => ({ dynamodb: first.route }));
    const writer = new DynamoDBClient(firstGateway.client(firstGateway.admin));
    await writer.send(new PutItemCommand({ TableName: 'jobs', Item: { id: { S: 'kept' } } }));
    await firstGateway.close();
    await first.close();

    const second = await start([JOBS, DETAILS]);
    const secondGateway = await serveGateway(() => ({ dynamodb: second.route }));
    const reader = new DynamoDBClient(secondGateway.client(secondGateway.admin));
    const read = await reader.send(new GetItemCommand({ TableName: 'jobs', Key: { id: { S: 'kept' } } }));
    await secondGateway.close();
    await second.close();

    expect(read.Item).toEqual({ id: { S: 'kept' } });
    await expect(start([{ ...DETAILS, ref: 'jobs' }])).rejects.toThrow(/the kept table jobs has other keys or indexes/);
    rmSync(dataDirectory, { recursive: true });
  });

  it('keep items when the engine restarts, for which they need a data directory', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'tables-'));
    const place = { engine: 'dynalite' as const, tables: [JOBS], region: REGION, accountId: ACCOUNT };
    const [kept, inMemory] = [await startDynamoDb({ ...place, dataDirectory }), await startDynamoDb(place)];
    const gateway = await serveGateway(() => ({ dynamodb: kept.route }));
    const client = new DynamoDBClient(gateway.client(gateway.admin));
    await client.send(new PutItemCommand({ TableName: 'jobs', Item: { id: { S: 'kept' } } }));
    await kept.restart?.();
    const read = await client.send(new GetItemCommand({ TableName: 'jobs', Key: { id: { S: 'kept' } } }));
    client.destroy();
    await gateway.close();
    await Promise.all([kept.close(), inMemory.close()]);
    rmSync(dataDirectory, { recursive: true });

    expect(read.Item).toEqual({ id: { S: 'kept' } });
    expect([kept.restart, inMemory.restart]).toEqual([expect.any(Function), undefined]);
  });
});

describe('a failed condition', () => {
  const put = (id: string, condition: string, returnValues?: 'ALL_OLD'): PutItemCommand =>
    new PutItemCommand({
      TableName: 'jobs',
      Item: { id: { S: id }, version: { N: '2' } },
      ConditionExpression: condition,
      ...(returnValues && { ReturnValuesOnConditionCheckFailure: returnValues }),
    });
  const failure = async (command: PutItemCommand | UpdateItemCommand): Promise<ConditionalCheckFailedException> => {
    const error: unknown = await (command instanceof PutItemCommand ? admin.send(command) : admin.send(command)).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ConditionalCheckFailedException)) throw new Error('the write did not fail its condition');
    return error;
  };

  it('carries the item with `ReturnValuesOnConditionCheckFailure: ALL_OLD`', async () => {
    const item = { id: { S: 'taken' }, version: { N: '1' } };
    await admin.send(new PutItemCommand({ TableName: 'jobs', Item: item }));
    const updated = new UpdateItemCommand({
      TableName: 'jobs',
      Key: { id: { S: 'taken' } },
      UpdateExpression: 'SET version = :two',
      ConditionExpression: 'version = :seven',
      ExpressionAttributeValues: { ':two': { N: '2' }, ':seven': { N: '7' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect((await failure(put('taken', 'attribute_not_exists(id)', 'ALL_OLD'))).Item).toEqual(item);
    expect((await failure(updated)).Item).toEqual(item);
  });

  it('carries none when there is none, or when none is asked for', async () => {
    expect((await failure(put('absent', 'attribute_exists(id)', 'ALL_OLD'))).Item).toBeUndefined();
    await admin.send(new PutItemCommand({ TableName: 'jobs', Item: { id: { S: 'unasked' } } }));
    expect((await failure(put('unasked', 'attribute_not_exists(id)'))).Item).toBeUndefined();
  });
});

describe('permissions', () => {
  const denied = (action: string, resource: string) => ({
    name: 'AccessDeniedException',
    status: 400,
    message: `User: ${ROLE_ARN} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  });
  const allowedTo = (action: string, resource: string): DynamoDBClient =>
    new DynamoDBClient(gateway.client(gateway.principal({ Effect: 'Allow', Action: action, Resource: resource })));
  const query = new QueryCommand({
    TableName: 'jobs',
    IndexName: 'status-index',
    KeyConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'status' },
    ExpressionAttributeValues: { ':s': { S: 'ERROR' } },
  });

  it('allow exactly the action and the table that a role names', async () => {
    const reader = allowedTo('dynamodb:GetItem', TABLE_ARN);
    await expect(
      reader.send(new GetItemCommand({ TableName: 'jobs', Key: { id: { S: 'x' } } })),
    ).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect(await awsError(reader.send(new PutItemCommand({ TableName: 'jobs', Item: { id: { S: 'x' } } })))).toEqual(
      denied('dynamodb:PutItem', TABLE_ARN),
    );
    expect(await awsError(reader.send(new GetItemCommand({ TableName: 'details', Key: { id: { S: 'x' } } })))).toEqual(
      denied('dynamodb:GetItem', TABLE_ARN.replace('jobs', 'details')),
    );
  });

  it('of an index are asked for on the index, not on its table', async () => {
    expect(await awsError(allowedTo('dynamodb:Query', TABLE_ARN).send(query))).toEqual(
      denied('dynamodb:Query', `${TABLE_ARN}/index/status-index`),
    );
    await expect(allowedTo('dynamodb:Query', `${TABLE_ARN}/index/*`).send(query)).resolves.toMatchObject({ Count: 0 });
  });

  it('of `BatchGetItem` are asked for on every table', async () => {
    const Keys = [{ id: { S: 'x' } }];
    const command = new BatchGetItemCommand({ RequestItems: { jobs: { Keys }, details: { Keys } } });
    expect(await awsError(allowedTo('dynamodb:BatchGetItem', TABLE_ARN).send(command))).toEqual(
      denied('dynamodb:BatchGetItem', TABLE_ARN.replace('jobs', 'details')),
    );
  });

  it('of a transaction are those of its actions', async () => {
    const Item = { id: { S: 'x' } };
    const command = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: 'jobs', Item } },
        { ConditionCheck: { TableName: 'jobs', Key: Item, ConditionExpression: 'attribute_exists(id)' } },
      ],
    });
    expect(await awsError(allowedTo('dynamodb:PutItem', TABLE_ARN).send(command))).toEqual(
      denied('dynamodb:ConditionCheckItem', TABLE_ARN),
    );
    const read = new TransactGetItemsCommand({
      TransactItems: [{ Get: { TableName: 'details', Key: { ...Item, part: Item.id } } }],
    });
    expect(await awsError(allowedTo('dynamodb:GetItem', TABLE_ARN).send(read))).toEqual(
      denied('dynamodb:GetItem', TABLE_ARN.replace('jobs', 'details')),
    );
    const checking = allowedTo('dynamodb:ConditionCheckItem', TABLE_ARN);
    const check = { ConditionCheck: { TableName: 'jobs', Key: Item, ConditionExpression: 'attribute_not_exists(id)' } };
    // It needs no permission to write, though here it is an update.
    await expect(checking.send(new TransactWriteItemsCommand({ TransactItems: [check] }))).resolves.toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
  });
});

it('passes the errors of the engine on', async () => {
  expect(
    await awsError(admin.send(new GetItemCommand({ TableName: 'nowhere', Key: { id: { S: 'x' } } }))),
  ).toMatchObject({ name: 'ResourceNotFoundException', status: 400 });
  expect(
    await awsError(
      admin.send(
        new CreateTableCommand({
          TableName: 'jobs',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        }),
      ),
    ),
  ).toMatchObject({ name: 'ResourceInUseException', status: 400 });
});
