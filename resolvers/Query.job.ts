import type { Context, DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { QueryJobArgs } from '../schema/generated/graphql.ts';
import { isAlive } from './lib/alive.ts';
import type { JobItem } from './lib/job-item.ts';
import { jobOfItem, type JobFields } from './lib/job-of-item.ts';
import { raise } from './lib/raise.ts';
import { requireKeyLength } from './lib/require-length.ts';
import { requireText } from './lib/require-text.ts';
import { isVisible, tenantOf } from './lib/tenant.ts';

type QueryJobContext = Context<QueryJobArgs, Record<string, unknown>, undefined, undefined, JobItem | null>;

/** Reads the job's item, for whoever may see any. */
export function request(ctx: QueryJobContext): DynamoDBGetItemRequest {
  tenantOf(ctx);
  requireText('id', ctx.args.id);
  requireKeyLength('id', ctx.args.id);
  // A client subscribes, then asks: a stale answer to that question would hide the update that came just before, and a job's last
  // update is followed by none that could put it right.
  return get<{ id: string }>({ key: { id: ctx.args.id }, consistentRead: true });
}

/** The job, or null when it is unknown or expired; of another tenant, a job is as good as unknown. */
export function response(ctx: QueryJobContext): JobFields | null {
  if (ctx.error) raise(ctx.error);
  return isAlive(ctx.result) && isVisible(ctx.result, tenantOf(ctx)) ? jobOfItem(ctx.result) : null;
}
