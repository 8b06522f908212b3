import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { backoff } from '../../lib/backoff.ts';
import { CANDIDATE_ATTRIBUTES } from '../job/candidate.ts';
import type { JobItem } from '../job/candidate.ts';

// AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
/** How many items a call may read. */
export const MOST_ITEMS = 100;

const ATTEMPTS = 6;

/** Names of attributes can be reserved words: each part of a path gets a placeholder. */
const PLACEHOLDERS = new Map(
  [...new Set(CANDIDATE_ATTRIBUTES.flatMap((path) => path.split('.')))].map((name) => [name, `#${name}`]),
);
const PROJECTION = {
  ProjectionExpression: CANDIDATE_ATTRIBUTES.map((path) =>
    path
      .split('.')
      .map((name) => `#${name}`)
      .join('.'),
  ).join(', '),
  ExpressionAttributeNames: Object.fromEntries([...PLACEHOLDERS].map(([name, placeholder]) => [placeholder, name])),
};

/**
 * Reads up to 100 jobs, no two of one id, in any order, as far as JobTable holds them. What DynamoDB leaves unread is read again
 * with backoff; what it leaves after six attempts is not returned.
 */
export async function readJobs(client: DynamoDBClient, table: string, ids: readonly string[]): Promise<JobItem[]> {
  const items: JobItem[] = [];
  let keys: Record<string, AttributeValue>[] = ids.map((id) => ({ id: { S: id } }));
  for (let attempt = 0; keys.length > 0 && attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await backoff(attempt);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ...PROJECTION } } }),
    );
    items.push(...(Responses?.[table] ?? []).map((item) => unmarshall(item) as JobItem));
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}
