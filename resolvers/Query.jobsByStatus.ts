import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { QueryJobsByStatusArgs } from '../schema/generated/graphql.ts';
import type { JobListStash, JobPage } from './lib/job-list.ts';
import { page } from './lib/page.ts';
import { requireKeyLength } from './lib/require-length.ts';
import { userMetadataTag } from './lib/tags.ts';
import { tenantOf } from './lib/tenant.ts';

type JobsByStatusContext = Context<QueryJobsByStatusArgs, JobListStash, { result: JobPage }>;

/**
 * Asks for the keys of the jobs in a status, of JobTable's index; for a tenant, for the keys of all its jobs, of JobTagTable: those in
 * another status are dropped when they are read.
 */
export function request(ctx: JobsByStatusContext): object {
  const tenant = tenantOf(ctx);
  const { status, sortDirection } = ctx.args;
  const order = { ...page(ctx.args), scanIndexForward: sortDirection === 'ASC' };
  if (tenant === 'ALL') {
    ctx.stash.keyQuery = query<{ status: string }>({
      index: 'status-createdAt-index',
      query: { status: { eq: status } },
      ...order,
    });
  } else {
    const tag = userMetadataTag(tenant.key, tenant.value);
    requireKeyLength(`the caller's tenant`, tag);
    ctx.stash.tenantKeyQuery = query<{ tag: string }>({ query: { tag: { eq: tag } }, ...order });
  }
  ctx.stash.condition = { status };
  return {};
}

/** The page that `Function.getJobs` read. */
export function response(ctx: JobsByStatusContext): JobPage {
  return ctx.prev.result;
}
