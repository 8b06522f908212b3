import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { QueryJobsByStatusArgs } from '../schema/generated/graphql.ts';
import type { JobListStash, JobPage } from './lib/job-list.ts';
import { page } from './lib/page.ts';

type JobsByStatusContext = Context<QueryJobsByStatusArgs, JobListStash, { result: JobPage }>;

/** Asks for the keys of the jobs in a status, of JobTable's index. */
export function request(ctx: JobsByStatusContext): object {
  const { status, sortDirection } = ctx.args;
  ctx.stash.keyQuery = query<{ status: string }>({
    index: 'status-createdAt-index',
    query: { status: { eq: status } },
    ...page(ctx.args),
    scanIndexForward: sortDirection === 'ASC',
  });
  ctx.stash.condition = { status };
  return {};
}

/** The page that `Function.getJobs` read. */
export function response(ctx: JobsByStatusContext): JobPage {
  return ctx.prev.result;
}
