import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { QueryJobsByQueueArgs } from '../schema/generated/graphql.ts';
import type { JobListStash, JobPage } from './lib/job-list.ts';
import { page } from './lib/page.ts';
import { queueNameOf } from './lib/queue-name.ts';
import { requireKeyLength } from './lib/require-length.ts';
import { requireText } from './lib/require-text.ts';
import { queueTag } from './lib/tags.ts';
import { tenantOf, visibleTag } from './lib/tenant.ts';

type JobsByQueueContext = Context<QueryJobsByQueueArgs, JobListStash, { result: JobPage }>;

/**
 * Asks for the keys of the jobs that are, or were, in a queue, and that the caller may see, of JobTagTable. A job that hopped away is
 * dropped when it is read.
 */
export function request(ctx: JobsByQueueContext): object {
  const { queue, status, sortDirection } = ctx.args;
  const name = queueNameOf(queue);
  const tag = visibleTag(queueTag(name), tenantOf(ctx));
  requireText('queue', name);
  requireKeyLength('queue', tag);
  ctx.stash.keyQuery = query<{ tag: string }>({
    query: { tag: { eq: tag } },
    ...page(ctx.args),
    scanIndexForward: sortDirection === 'ASC',
  });
  // The argument is the queue's ARN, or its name alone.
  ctx.stash.condition =
    queue === name ? { status: status ?? null, queueName: name } : { status: status ?? null, queue };
  return {};
}

/** The page that `Function.getJobs` read. */
export function response(ctx: JobsByQueueContext): JobPage {
  return ctx.prev.result;
}
