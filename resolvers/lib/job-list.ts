import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import type { JobStatus } from '../../schema/generated/graphql.ts';
import type { JobItem } from './job-item.ts';
import type { JobFields } from './job-of-item.ts';

/** Where a job is found, as an index row tells it. */
export type JobKey = { id: string; createdAt: string };

/** A row of JobTable's index, or of JobTagTable, whose `job` is `createdAt#id`. */
export type KeyRow = JobKey | { job: string };

/** What `Function.queryJobKeys` hands on to `Function.getJobs`: keys in the list's order. */
export type JobKeyPage = { keys: JobKey[]; nextToken: string | null };

/** A page of jobs: a JobConnection before its jobs' own resolvers ran. */
export type JobPage = { items: JobFields[]; nextToken: string | null };

/** What a job must be, when it is read, to be in the list. A condition that is null or absent holds for every job. */
export type JobCondition = { status?: JobStatus | null; queue?: string | null; queueName?: string | null };

/** `ctx.stash` of a list: what its resolver asks of the functions. */
export type JobListStash = {
  /** Not there when `tenantKeyQuery` is. */
  keyQuery?: DynamoDBQueryRequest;
  /** The query of a tenant where that of others goes to another table. */
  tenantKeyQuery?: DynamoDBQueryRequest;
  condition: JobCondition;
};

/** Whether a job still is what its index row was found by: statuses and queues change behind an index's back. */
export function isListed(item: JobItem, condition: JobCondition): boolean {
  return (
    item.status === (condition.status ?? item.status) &&
    item.queue === (condition.queue ?? item.queue) &&
    item.queueName === (condition.queueName ?? item.queueName)
  );
}

/** The keys that rows hold, in their order. */
export function keyPage({ items, nextToken }: { items: KeyRow[]; nextToken: string | null }): JobKeyPage {
  return { keys: items.map((row) => keyOfRow(row)), nextToken };
}

function keyOfRow(row: KeyRow): JobKey {
  if (!Object.hasOwn(row, 'job')) return row as JobKey;
  const { job } = row as { job: string };
  // Only the first `#` separates: a timestamp has none, and what a job id may hold is MediaConvert's to decide.
  const createdAt = job.split('#')[0] ?? '';
  return { id: job.slice(createdAt.length + 1), createdAt };
}
