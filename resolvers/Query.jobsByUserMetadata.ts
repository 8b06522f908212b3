import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { QueryJobsByUserMetadataArgs } from '../schema/generated/graphql.ts';
import type { JobListStash, JobPage } from './lib/job-list.ts';
import { page } from './lib/page.ts';
import { requireKeyLength } from './lib/require-length.ts';
import { requireText } from './lib/require-text.ts';
import { userMetadataTag } from './lib/tags.ts';
import { tenantOf, visibleTag } from './lib/tenant.ts';

type JobsByUserMetadataContext = Context<QueryJobsByUserMetadataArgs, JobListStash, { result: JobPage }>;

/** Asks for the keys of the jobs that carry a pair of user metadata, and that the caller may see, of JobTagTable. */
export function request(ctx: JobsByUserMetadataContext): object {
  const { key, value, status, sortDirection } = ctx.args;
  const tag = visibleTag(userMetadataTag(key, value), tenantOf(ctx));
  requireText('key', key);
  requireKeyLength('key and value', tag);
  ctx.stash.keyQuery = query<{ tag: string }>({
    query: { tag: { eq: tag } },
    ...page(ctx.args),
    scanIndexForward: sortDirection === 'ASC',
  });
  ctx.stash.condition = { status: status ?? null };
  return {};
}

/** The page that `Function.getJobs` read. */
export function response(ctx: JobsByUserMetadataContext): JobPage {
  return ctx.prev.result;
}
