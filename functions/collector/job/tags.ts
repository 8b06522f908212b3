import type { MetadataPair } from '../event/checked-event.ts';
import { knownHops } from './answered.ts';
import { currentQueue, queueNameOf } from './describe-job.ts';
import type { JobState } from './job-state.ts';

/** AWS: a partition key holds up to 2048 bytes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_TAG_BYTES = 2048;

/** `key=value`, unambiguous: in the key, `%` is written `%25` and `=` is written `%3D`. */
export function userMetadataPair(key: string, value: string): string {
  return `${key.replaceAll('%', '%25').replaceAll('=', '%3D')}=${value}`;
}

/** The tags that a job is found by: its queue and its user metadata. Leaves out what is empty, or too long for a key. */
export function indexTags(state: JobState): string[] {
  const pairs = (state.userMetadata?.value ?? []).filter(({ key }) => key !== '');
  return [
    ...queueTags(queueNameOf(currentQueue(state))),
    ...pairs.map(({ key, value }) => `userMetadata:${userMetadataPair(key, value)}`),
  ].filter(isKey);
}

/** The tags of the queues that the job is known to have been in, and is not in any more. */
export function formerQueueTags(state: JobState): string[] {
  const hops = knownHops(state);
  const seen = [state.queue?.value, ...hops.flatMap(({ fromQueue, toQueue }) => [fromQueue, toQueue])];
  const tags = new Set(seen.flatMap((queue) => (queue === undefined ? [] : queueTags(queueNameOf(queue)))));
  for (const tag of indexTags(state)) tags.delete(tag);
  return [...tags].filter(isKey);
}

/**
 * The tags of a job, each of them once more within its tenant: a tenant lists jobs by these, and so never pages through the
 * jobs of others. In the tenant's pair `%` is written `%25` and `|`, which ends it, `%7C`. Leaves out what is too long for a key.
 */
export function withTenantTags(tags: readonly string[], tenant: MetadataPair | undefined): string[] {
  if (tenant === undefined) return [...tags];
  const pair = userMetadataPair(tenant.key, tenant.value).replaceAll('%', '%25').replaceAll('|', '%7C');
  return [...tags, ...tags.map((tag) => `tenant:${pair}|${tag}`).filter(isKey)];
}

function queueTags(queueName: string): string[] {
  return queueName === '' ? [] : [`queue:${queueName}`];
}

function isKey(tag: string): boolean {
  return byteLength(tag) <= MAX_TAG_BYTES;
}

/** Bytes in UTF-8. A lone surrogate is written as U+FFFD, which has three like every other one of its range. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
