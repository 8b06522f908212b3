import { runtime, util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import { isAlive } from './lib/alive.ts';
import type { JobItem } from './lib/job-item.ts';
import { isListed, type JobKey, type JobKeyPage, type JobListStash, type JobPage } from './lib/job-list.ts';
import { jobOfItem } from './lib/job-of-item.ts';
import { raise } from './lib/raise.ts';
import { isVisible, tenantOf } from './lib/tenant.ts';

type GetJobsContext = Context<
  unknown,
  JobListStash,
  { result: JobKeyPage },
  undefined,
  { data: Record<string, (JobItem | null)[]>; unprocessedKeys?: Record<string, unknown[]> | null }
>;

/** Reads the jobs of the key page in one BatchGetItem. Without keys, which BatchGetItem does not take, the page is empty. */
export function request(ctx: GetJobsContext): DynamoDBBatchGetItemRequest {
  const { keys, nextToken } = ctx.prev.result;
  if (keys.length === 0) runtime.earlyReturn({ items: [], nextToken });
  // BatchGetItem refuses to read an item twice. The `#` keeps ids such as `__proto__` from being anything but names.
  const distinct: Record<string, { id: string }> = {};
  for (const key of keys) distinct[`#${key.id}`] = { id: key.id };
  return batchGet({ tables: { [jobTable(ctx)]: { keys: Object.values(distinct) } } });
}

/**
 * The jobs in the keys' order, without those that have vanished, expired, or changed since their index row was written, and without
 * any that the caller may not see, whatever the index says.
 */
export function response(ctx: GetJobsContext): JobPage {
  if (ctx.error) raise(ctx.error);
  const table = jobTable(ctx);
  const unread = ctx.result.unprocessedKeys?.[table] ?? [];
  if (unread.length > 0) {
    // A resolver cannot ask again, and a page that silently lacks jobs would never be asked for again.
    util.error(
      `Throttled: ${unread.length} jobs of the page could not be read; ask for the same page again`,
      'Throttled',
    );
  }
  const tenant = tenantOf(ctx);
  const items: Record<string, JobItem> = {};
  for (const item of ctx.result.data[table] ?? []) {
    if (isAlive(item) && isVisible(item, tenant) && isListed(item, ctx.stash.condition)) items[rowName(item)] = item;
  }
  const { keys, nextToken } = ctx.prev.result;
  return { items: keys.flatMap((key) => jobsOf(items[rowName(key)])), nextToken };
}

function jobsOf(item: JobItem | undefined): JobPage['items'] {
  return item ? [jobOfItem(item)] : [];
}

/** Names what an index row points to. A row of another `createdAt` is a leftover of an earlier life of the job. */
function rowName(key: JobKey): string {
  return `${key.createdAt}#${key.id}`;
}

/** Batch requests name their tables themselves. The API's environment says which one it is. */
function jobTable(ctx: GetJobsContext): string {
  return ctx.env['JOB_TABLE'] ?? '';
}
