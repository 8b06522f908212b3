import { extensions, util, type Context } from '@aws-appsync/utils';
import type { SubscriptionOnJobProgressByUserMetadataArgs } from '../schema/generated/graphql.ts';
import { requireFilterLength } from './lib/require-length.ts';
import { requireText } from './lib/require-text.ts';
import { userMetadataPair } from './lib/tags.ts';
import { visibleUpdates, type TenantCondition } from './lib/tenant.ts';

type OnJobProgressByUserMetadataContext = Context<SubscriptionOnJobProgressByUserMetadataArgs>;

type Conditions = TenantCondition & { tags: { contains: string } };

/** Lets the subscription in if its caller may see any job, and its pair can match. */
export function request(ctx: OnJobProgressByUserMetadataContext): { payload: null } {
  visibleUpdates(ctx);
  const { key, value } = ctx.args;
  requireText('key', key);
  requireFilterLength('key and value', userMetadataPair(key, value));
  return { payload: null };
}

/** Sets the filter. It looks at `tags`, since filters see nothing in a list of objects such as `userMetadata`. */
export function response(ctx: OnJobProgressByUserMetadataContext): null {
  const tag = userMetadataPair(ctx.args.key, ctx.args.value);
  const conditions: Conditions = { tags: { contains: tag }, ...visibleUpdates(ctx) };
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(conditions));
  return null;
}
