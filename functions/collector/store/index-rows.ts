import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Step } from '../job/next-record.ts';
import { formerQueueTags, indexTags } from '../job/tags.ts';
import { batchWrite } from './batch-write.ts';
import type { Write } from './batch-write.ts';

/**
 * Writes the rows that a job is found by, and deletes those of tags that it has lost. The queues that it was in are known from its
 * state, so that their rows go even when an earlier attempt ended half-way. Throws when any of it failed.
 */
export async function writeIndexRows(client: DynamoDBClient, table: string, step: Step): Promise<void> {
  const { record, previous } = step;
  const job = { S: `${new Date(record.createdAt).toISOString()}#${record.id}` };
  const ttl = { N: String(record.rowsTtl) };
  const tags = indexTags(record.state);
  const lost = new Set([...(previous ? indexTags(previous.state) : []), ...formerQueueTags(record.state)]);
  for (const tag of tags) lost.delete(tag);

  const writes: Write[] = [
    ...tags.map((tag) => ({ put: { tag: { S: tag }, job, ttl } })),
    ...[...lost].map((tag) => ({ delete: { tag: { S: tag }, job } })),
  ];
  const [failure] = await batchWrite(client, { table, keyNames: ['tag', 'job'] }, writes);
  if (failure !== undefined) throw failure[1];
}
