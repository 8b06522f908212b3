import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { startDynamoDb } from '../../../local/dynamodb/start-dynamodb.ts';
import { ACCOUNT, awsError, REGION, serveGateway } from '../gateway/serve-gateway.ts';

const start = () =>
  startDynamoDb({
    engine: 'local',
    tables: [
      {
        logicalId: 'Jobs',
        type: 'AWS::DynamoDB::Table',
        ref: 'jobs',
        attributes: {},
        properties: {
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
      },
    ],
    region: REGION,
    accountId: ACCOUNT,
  });

afterEach(() => {
  vi.unstubAllEnvs();
});

it('DynamoDB Local is refused without a Java runtime', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  await expect(start()).rejects.toThrow('DynamoDB Local needs a Java runtime on the PATH, and there is none');
});

/** Only where a jar is at hand: the tests need no Java. */
const withJar = it.skipIf(process.env['DYNAMODB_LOCAL_JAR'] === undefined);

withJar('DynamoDB Local serves the tables, with transactions and items of failed conditions', async () => {
  const starting = start();
  // Also when the time is up before it has started.
  onTestFinished(async () => (await starting).close());
  const dynamodb = await starting;
  const gateway = await serveGateway(() => ({ dynamodb: dynamodb.route }));
  const client = new DynamoDBClient(gateway.client(gateway.admin));
  const Item = { id: { S: 'x' } };
  await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'jobs', Item } }] }));
  expect((await client.send(new GetItemCommand({ TableName: 'jobs', Key: Item }))).Item).toEqual(Item);
  const put = new PutItemCommand({
    TableName: 'jobs',
    Item,
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  await expect(client.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item });
  const nobody = new DynamoDBClient(gateway.client(gateway.principal()));
  expect(await awsError(nobody.send(put))).toMatchObject({ name: 'AccessDeniedException' });
  await gateway.close();
});

/** A process that starts DynamoDB Local, and says on which port. */
const STARTER = `
  import { startDynamoDbLocal } from '${new URL('../../../local/dynamodb/dynamodb-local.ts', import.meta.url).href}';
  console.log((await startDynamoDbLocal()).address.port);
`;

withJar('DynamoDB Local ends with the process that has started it, even where that is killed', async () => {
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', STARTER]);
  onTestFinished(() => void starter.kill());
  const [port] = (await once(starter.stdout, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${port.toString().trim()}/`;
  expect((await fetch(url)).status).toBe(400);

  starter.kill('SIGKILL');
  await expect.poll(() => fetch(url).catch(() => 'ended'), { timeout: 20_000 }).toBe('ended');
});
