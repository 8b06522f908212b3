import type { Context } from '@aws-appsync/utils';
import type { SubscriptionOnJobProgressArgs } from '../schema/generated/graphql.ts';
import { requireFilterLength } from './lib/require-length.ts';
import { requireText } from './lib/require-text.ts';

/** Lets the subscription in if its argument can match. AppSync itself compares `jobId` with each update's: no filter is set. */
export function request(ctx: Context<SubscriptionOnJobProgressArgs>): { payload: null } {
  requireText('jobId', ctx.args.jobId);
  requireFilterLength('jobId', ctx.args.jobId);
  return { payload: null };
}

/** Nothing: a subscription's first data are its first update. */
export function response(): null {
  return null;
}
