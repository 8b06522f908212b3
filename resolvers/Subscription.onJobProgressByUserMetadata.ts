import { extensions, util, type Context } from '@aws-appsync/utils';
import type { JobProgress, SubscriptionOnJobProgressByUserMetadataArgs } from '../schema/generated/graphql.ts';
import { requireFilterLength } from './lib/require-length.ts';
import { requireText } from './lib/require-text.ts';
import { userMetadataPair } from './lib/tags.ts';

type OnJobProgressByUserMetadataContext = Context<SubscriptionOnJobProgressByUserMetadataArgs>;

/** Lets the subscription in if its pair can match. */
export function request(ctx: OnJobProgressByUserMetadataContext): { payload: null } {
  const { key, value } = ctx.args;
  requireText('key', key);
  requireFilterLength('key and value', userMetadataPair(key, value));
  return { payload: null };
}

/** Sets the filter. It looks at `tags`, since filters see nothing in a list of objects such as `userMetadata`. */
export function response(ctx: OnJobProgressByUserMetadataContext): null {
  const tag = userMetadataPair(ctx.args.key, ctx.args.value);
  extensions.setSubscriptionFilter(
    util.transform.toSubscriptionFilter<Pick<JobProgress, 'tags'>>({ tags: { contains: tag } }),
  );
  return null;
}
