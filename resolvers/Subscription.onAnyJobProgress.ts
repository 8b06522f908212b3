import { extensions, util, type Context } from '@aws-appsync/utils';
import type { SubscriptionOnAnyJobProgressArgs } from '../schema/generated/graphql.ts';
import { requireFilterLength } from './lib/require-length.ts';
import { requireText } from './lib/require-text.ts';
import { visibleUpdates, type TenantCondition } from './lib/tenant.ts';

type OnAnyJobProgressContext = Context<SubscriptionOnAnyJobProgressArgs>;

/** What a subscription filter is made of here: conditions that must all hold. */
type Conditions = TenantCondition & {
  status?: { eq: string };
  queueName?: { eq: string };
  version?: { ge: number };
};

/** Lets the subscription in if its caller may see any job, and its arguments can match. */
export function request(ctx: OnAnyJobProgressContext): { payload: null } {
  visibleUpdates(ctx);
  const { queueName } = ctx.args;
  if (queueName !== null && queueName !== undefined) {
    requireText('queueName', queueName);
    requireFilterLength('queueName', queueName);
  }
  return { payload: null };
}

/**
 * Sets a filter of the arguments that are there. One is always set, if need be one that every update passes, because a filter turns
 * AppSync's own comparison of arguments off: that one takes an argument that is null, as clients send a variable without a value,
 * for "only updates whose field is null", and nothing would ever come.
 */
export function response(ctx: OnAnyJobProgressContext): null {
  const { status, queueName } = ctx.args;
  const conditions: Conditions = visibleUpdates(ctx);
  if (status) conditions.status = { eq: status };
  if (queueName) conditions.queueName = { eq: queueName };
  if (!status && !queueName && !conditions.tenant) conditions.version = { ge: 0 };
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(conditions));
  return null;
}
