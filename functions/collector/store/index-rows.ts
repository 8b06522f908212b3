import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { JobState } from '../job/job-state.ts';
import type { Step } from '../job/next-record.ts';
import { formerQueueTags, indexTags, withTenantTags } from '../job/tags.ts';
import { tenantOf } from '../job/tenant.ts';
import { batchWrite } from './batch-write.ts';
import type { Write } from './batch-write.ts';

/** Where the rows are kept that jobs are found by, and the key of the pair that names a job's tenant; undefined without tenancy. */
export type IndexRows = { client: DynamoDBClient; table: string; tenantMetadataKey: string | undefined };

/**
 * Writes the rows that a job is found by, and deletes those of tags that it has lost. The queues that it was in are known from its
 * state, so that their rows go even when an earlier attempt ended half-way. Throws when any of it failed.
 */
export async function writeIndexRows({ client, table, tenantMetadataKey }: IndexRows, step: Step): Promise<void> {
  const { record, previous } = step;
  const job = { S: `${new Date(record.createdAt).toISOString()}#${record.id}` };
  const ttl = { N: String(record.rowsTtl) };
  const withTenant = (tags: readonly string[], state: JobState): string[] =>
    withTenantTags(tags, tenantOf(state, tenantMetadataKey));
  const tags = withTenant(indexTags(record.state), record.state);
  const lost = new Set([
    ...(previous ? withTenant(indexTags(previous.state), previous.state) : []),
    ...withTenant(formerQueueTags(record.state), record.state),
  ]);
  for (const tag of tags) lost.delete(tag);

  const writes: Write[] = [
    ...tags.map((tag) => ({ put: { tag: { S: tag }, job, ttl } })),
    ...[...lost].map((tag) => ({ delete: { tag: { S: tag }, job } })),
  ];
  const [failure] = await batchWrite(client, { table, keyNames: ['tag', 'job'] }, writes);
  if (failure !== undefined) throw failure[1];
}
