import { effects } from './invocation.ts';

/**
 * `extensions`: what is asked of AppSync is recorded, and done by whoever ran the handler.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html
 */
export const extensions = {
  setSubscriptionFilter(filter: unknown): void {
    effects().subscriptionFilter = filter;
  },
  setSubscriptionInvalidationFilter(filter: unknown): void {
    effects().invalidationFilter = filter;
  },
  invalidateSubscriptions(invalidation: unknown): void {
    effects().invalidations.push(invalidation);
  },
  evictFromApiCache(typeName: string, fieldName: string, keys: unknown): void {
    effects().evictions.push({ typeName, fieldName, keys });
  },
};
