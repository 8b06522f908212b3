import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type {
  AttributeDefinition,
  CreateTableCommandInput,
  DynamoDBClient,
  KeySchemaElement,
} from '@aws-sdk/client-dynamodb';

/** The names of the tables. */
export type JobTables = { jobTable: string; jobTagTable: string; jobDetailTable: string; eventTable: string };

/** The names of each table's partition key and, where it has one, its sort key. All of them are strings. */
export const JOB_TABLE_KEYS: Record<keyof JobTables, readonly string[]> = {
  jobTable: ['id'],
  jobTagTable: ['tag', 'job'],
  jobDetailTable: ['id', 'part'],
  eventTable: ['jobId', 'event'],
};

const STATUS_INDEX_KEY = ['status', 'createdAt'];

let created = 0;

/** Creates a set of the four tables, as the stack has them, under the given names or names of their own. Returns the names. */
export async function createJobTables(client: DynamoDBClient, names = newNames()): Promise<JobTables> {
  await Promise.all(
    (Object.keys(JOB_TABLE_KEYS) as (keyof JobTables)[]).map(async (table) => {
      const TableName = names[table];
      await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...shapeOf(table) }));
      await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.05 }, { TableName });
    }),
  );
  return names;
}

function newNames(): JobTables {
  created += 1;
  return {
    jobTable: `JobTable-${created}`,
    jobTagTable: `JobTagTable-${created}`,
    jobDetailTable: `JobDetailTable-${created}`,
    eventTable: `EventTable-${created}`,
  };
}

function shapeOf(table: keyof JobTables): Omit<CreateTableCommandInput, 'TableName'> {
  const key = JOB_TABLE_KEYS[table];
  if (table !== 'jobTable') return { AttributeDefinitions: textAttributes(key), KeySchema: keySchema(key) };
  return {
    AttributeDefinitions: textAttributes([...key, ...STATUS_INDEX_KEY]),
    KeySchema: keySchema(key),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'status-createdAt-index',
        KeySchema: keySchema(STATUS_INDEX_KEY),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  };
}

function textAttributes(names: readonly string[]): AttributeDefinition[] {
  return names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
}

function keySchema(names: readonly string[]): KeySchemaElement[] {
  return names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' }));
}
