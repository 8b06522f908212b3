import { extensions, util, type Context } from '@aws-appsync/utils';
import type { SubscriptionOnJobProgressArgs } from '../schema/generated/graphql.ts';
import { requireFilterLength } from './lib/require-length.ts';
import { requireText } from './lib/require-text.ts';
import { visibleUpdates, type TenantCondition } from './lib/tenant.ts';

type Conditions = TenantCondition & { jobId: { eq: string } };

/** Lets the subscription in if its caller may see any job, and its argument can match. */
export function request(ctx: Context<SubscriptionOnJobProgressArgs>): { payload: null } {
  visibleUpdates(ctx);
  requireText('jobId', ctx.args.jobId);
  requireFilterLength('jobId', ctx.args.jobId);
  return { payload: null };
}

/**
 * For a caller who may see all jobs, sets no filter: AppSync itself compares `jobId` with each update's. A filter turns that off,
 * so that a tenant's has `jobId` in it.
 */
export function response(ctx: Context<SubscriptionOnJobProgressArgs>): null {
  const visible = visibleUpdates(ctx);
  if (visible.tenant) {
    const conditions: Conditions = { jobId: { eq: ctx.args.jobId }, ...visible };
    extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(conditions));
  }
  return null;
}
