import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { nextRecord, type Step } from '../../../functions/collector/job/next-record.ts';
import { writeIndexRows } from '../../../functions/collector/store/index-rows.ts';
import { toItem } from '../../../functions/collector/store/job-item.ts';
import type { Caller } from '../../../local/appsync/caller.ts';
import type { AppSyncError } from '../../../local/appsync/graphql-error.ts';
import { parsed } from '../../functions/collector/arbitrary-event.ts';
import type { Resolvers } from '../start-resolvers.ts';
import { TABLES } from '../start-tables.ts';
import { minute, queueArn } from '../stored-items.ts';
import { KEY } from './callers.ts';

/** A job, and the tenant that its user metadata name. */
type TenantJob = { id: string; createdAt: string; tenant?: string; even: boolean };

/** Jobs of several tenants, mixed, oldest first. Every other is complete and was in queue R; the others progress in queue Q. */
export const JOBS: TenantJob[] = ['A', 'B', undefined, 'A', 'A|queue:Q', 'B', 'B', 'B', '', 'A', 'A', 'AB', 'B'].map(
  (tenant, n) => ({ id: `job-${n}`, createdAt: minute(n), even: n % 2 === 0, ...(tenant !== undefined && { tenant }) }),
);

/** The jobs of a tenant; null: all jobs. */
export const jobsOf = (tenant: string | null): TenantJob[] =>
  JOBS.filter((job) => tenant === null || job.tenant === tenant);

/** What the collector makes of a job. All of them carry `application=Foo`, and pairs that look like one of tenant A. */
export function stepOf({ id, createdAt, tenant, even }: TenantJob): Step {
  const userMetadata = { application: 'Foo', ten: 'ant=A', owner: 'A', ...(tenant !== undefined && { [KEY]: tenant }) };
  const [status, queue] = even ? ['COMPLETE', queueArn('R')] : ['PROGRESSING', queueArn('Q')];
  const detail = { jobId: id, timestamp: Date.parse(createdAt), status, queue, userMetadata };
  const event = parsed(JSON.stringify({ id, source: 'aws.mediaconvert', detail }));
  return nextRecord(id, undefined, [event], { receivedAt: Date.now(), keepSeconds: 3600 });
}

/** Stores jobs as the collector does. */
export async function collectJobs({ client }: Resolvers, jobs: readonly TenantJob[]): Promise<void> {
  for (const step of jobs.map(stepOf)) {
    await client.send(new PutItemCommand({ TableName: TABLES.jobTable, Item: toItem(step.record) }));
    await writeIndexRows({ client, table: TABLES.jobTagTable, tenantMetadataKey: KEY }, step);
  }
}

/** A list, and which of the jobs that its caller may see are in it. */
type List = { name: string; field: string; args: string; contains: (job: TenantJob) => boolean };

const isEven = ({ even }: TenantJob): boolean => even;
const isOdd = ({ even }: TenantJob): boolean => !even;

/** Every list, with every kind of argument. */
export const LISTS: List[] = [
  { name: 'jobsByStatus', field: 'jobsByStatus', args: 'status: PROGRESSING', contains: isOdd },
  {
    name: 'jobsByStatus, oldest first',
    field: 'jobsByStatus',
    args: 'status: COMPLETE, sortDirection: ASC',
    contains: isEven,
  },
  { name: 'jobsByStatus of no job', field: 'jobsByStatus', args: 'status: ERROR', contains: () => false },
  {
    name: 'jobsByUserMetadata',
    field: 'jobsByUserMetadata',
    args: 'key: "application", value: "Foo"',
    contains: () => true,
  },
  {
    name: 'jobsByUserMetadata with a status',
    field: 'jobsByUserMetadata',
    args: 'key: "application", value: "Foo", status: COMPLETE',
    contains: isEven,
  },
  {
    name: 'jobsByUserMetadata of tenant A',
    field: 'jobsByUserMetadata',
    args: `key: "${KEY}", value: "A"`,
    contains: ({ tenant }) => tenant === 'A',
  },
  {
    name: 'jobsByUserMetadata of no job',
    field: 'jobsByUserMetadata',
    args: 'key: "application", value: "Bar"',
    contains: () => false,
  },
  { name: 'jobsByQueue', field: 'jobsByQueue', args: 'queue: "Q"', contains: isOdd },
  { name: 'jobsByQueue by its ARN', field: 'jobsByQueue', args: `queue: "${queueArn('R')}"`, contains: isEven },
  {
    name: 'jobsByQueue with a status',
    field: 'jobsByQueue',
    args: 'queue: "R", status: PROGRESSING',
    contains: () => false,
  },
];

/** A page as ids; `page` is null when the field ended with errors. */
type PageAnswer = { page: { ids: string[]; nextToken: string | null } | null; errors: AppSyncError[] | undefined };

/** Asks for a page of a list. */
export async function pageOf(
  { run }: Resolvers,
  caller: Caller,
  { field, args }: List,
  paging: { limit?: number; nextToken?: string | null } = {},
): Promise<PageAnswer> {
  const source = `query ($limit: Int, $nextToken: String) {
    page: ${field}(${args}, limit: $limit, nextToken: $nextToken) { items { id } nextToken }
  }`;
  const { data, errors } = await run(source, paging, caller);
  const page = (data?.['page'] ?? null) as { items: { id: string }[]; nextToken: string | null } | null;
  return { page: page && { ids: page.items.map(({ id }) => id), nextToken: page.nextToken }, errors };
}

/** All pages of a list. */
export async function pagesOf(resolvers: Resolvers, caller: Caller, list: List, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let nextToken: string | null = null;
  do {
    const { page, errors } = await pageOf(resolvers, caller, list, { limit, nextToken });
    expect(errors).toBeUndefined();
    pages.push(page?.ids ?? []);
    nextToken = page?.nextToken ?? null;
  } while (nextToken !== null);
  return pages;
}
