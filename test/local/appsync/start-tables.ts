import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { startDynalite } from '../../embedded/start-dynalite.ts';

/** Keys of any kind: dynalite does not look at them. */
export const KEYS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A DynamoDB with two tables: `jobs` by `id`, with the index `byStatus` (`status`, `at`), and `events` by `job` and `at`. */
export async function startTables(): Promise<{ endpoint: string; client: DynamoDBClient; close(): Promise<void> }> {
  const dynalite = await startDynalite();
  const endpoint = dynalite.url;
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: KEYS });
  const key = (hash: string, range?: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
  ];
  const attribute = (AttributeName: string, AttributeType: 'S' | 'N' = 'S') => ({ AttributeName, AttributeType });
  await client.send(
    new CreateTableCommand({
      TableName: 'jobs',
      KeySchema: key('id'),
      AttributeDefinitions: [attribute('id'), attribute('status'), attribute('at', 'N')],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        { IndexName: 'byStatus', KeySchema: key('status', 'at'), Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: 'events',
      KeySchema: key('job', 'at'),
      AttributeDefinitions: [attribute('job'), attribute('at', 'N')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  for (const TableName of ['jobs', 'events']) {
    await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.2 }, { TableName });
  }
  const close = async (): Promise<void> => {
    client.destroy();
    await dynalite.close();
  };
  return { endpoint, client, close };
}
