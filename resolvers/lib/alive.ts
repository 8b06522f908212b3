import { util } from '@aws-appsync/utils';

/** Whether an item is there and has not expired. DynamoDB deletes expired items late: up to days after their `ttl` (epoch seconds). */
export function isAlive<Item extends { ttl: number }>(item: Item | null | undefined): item is Item {
  return item ? item.ttl > util.time.nowEpochSeconds() : false;
}
