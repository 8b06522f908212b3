/**
 * A pair of user metadata as `key=value`: an entry of `JobProgress.tags`. In the key `%` becomes `%25` and `=` becomes `%3D`, so
 * that `a=b` with `c` is not `a` with `b=c`.
 */
export function userMetadataPair(key: string, value: string): string {
  const escapedKey = key.split('%').join('%25').split('=').join('%3D');
  return `${escapedKey}=${value}`;
}

/** JobTagTable's partition of the jobs that carry a pair of user metadata. */
export function userMetadataTag(key: string, value: string): string {
  return `userMetadata:${userMetadataPair(key, value)}`;
}

/** JobTagTable's partition of the jobs that are, or were, in the queue of a name. */
export function queueTag(queueName: string): string {
  return `queue:${queueName}`;
}

/**
 * JobTagTable's partition of those jobs of a tenant that have a tag. In the pair that names the tenant `%` becomes `%25` and `|`,
 * which ends it, `%7C`.
 */
export function tenantTag(pair: string, tag: string): string {
  const escapedPair = pair.split('%').join('%25').split('|').join('%7C');
  return `tenant:${escapedPair}|${tag}`;
}
