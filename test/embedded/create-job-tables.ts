import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The names of the tables. */
export type JobTables = { jobTable: string; jobTagTable: string; jobDetailTable: string; eventTable: string };

const text = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
const key = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
];

const TABLES: Record<keyof JobTables, Omit<CreateTableCommandInput, 'TableName'>> = {
  jobTable: {
    AttributeDefinitions: text('id', 'status', 'createdAt'),
    KeySchema: key('id'),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'status-createdAt-index',
        KeySchema: key('status', 'createdAt'),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  },
  jobTagTable: { AttributeDefinitions: text('tag', 'job'), KeySchema: key('tag', 'job') },
  jobDetailTable: { AttributeDefinitions: text('id', 'part'), KeySchema: key('id', 'part') },
  eventTable: { AttributeDefinitions: text('jobId', 'event'), KeySchema: key('jobId', 'event') },
};

let created = 0;

/** Creates a set of the four tables, as the stack has them, under names of its own. Returns the names. */
export async function createJobTables(client: DynamoDBClient): Promise<JobTables> {
  created += 1;
  const names: JobTables = {
    jobTable: `JobTable-${created}`,
    jobTagTable: `JobTagTable-${created}`,
    jobDetailTable: `JobDetailTable-${created}`,
    eventTable: `EventTable-${created}`,
  };
  await Promise.all(
    (Object.keys(TABLES) as (keyof JobTables)[]).map(async (table) => {
      const TableName = names[table];
      await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...TABLES[table] }));
      await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.05 }, { TableName });
    }),
  );
  return names;
}
