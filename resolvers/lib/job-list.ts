import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import type { JobStatus } from '../../schema/generated/graphql.ts';
import type { JobItem } from './job-item.ts';
import type { JobFields } from './job-of-item.ts';

/** Where a job is found, as an index row tells it. */
export type JobKey = { id: string; createdAt: string };

/** What `Function.queryJobKeys` hands on to `Function.getJobs`: keys in the list's order. */
export type JobKeyPage = { keys: JobKey[]; nextToken: string | null };

/** A page of jobs: a JobConnection before its jobs' own resolvers ran. */
export type JobPage = { items: JobFields[]; nextToken: string | null };

/** What a job must be, when it is read, to be in the list. A condition that is null or absent holds for every job. */
export type JobCondition = { status?: JobStatus | null; queue?: string | null; queueName?: string | null };

/** `ctx.stash` of a list: what its resolver asks of the two functions. */
export type JobListStash = { keyQuery: DynamoDBQueryRequest; condition: JobCondition };

/** Whether a job still is what its index row was found by: statuses and queues change behind an index's back. */
export function isListed(item: JobItem, condition: JobCondition): boolean {
  return (
    item.status === (condition.status ?? item.status) &&
    item.queue === (condition.queue ?? item.queue) &&
    item.queueName === (condition.queueName ?? item.queueName)
  );
}
