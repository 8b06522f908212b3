import { type Place, START } from '../address.ts';

/**
 * Where a search leads: `key=value` to the jobs that carry the pair, `queue:NAME` to the jobs of a queue, anything else to the job with this id, beside
 * the list that is there. The key ends at the first `=`. Undefined for an empty search, and for a pair without a key.
 */
export function readSearch(text: string, from: Place): Place | undefined {
  const wanted = text.trim();
  const equals = wanted.indexOf('=');
  if (wanted === '' || equals === 0) return undefined;
  if (equals > 0) {
    const userMetadata = { key: wanted.slice(0, equals).trim(), value: wanted.slice(equals + 1).trim() };
    return { ...START, filter: { status: from.filter.status, userMetadata } };
  }
  const [, queueName] = /^queue:\s*(.+)$/.exec(wanted) ?? [];
  if (queueName !== undefined) return { ...START, filter: { status: from.filter.status, queueName } };
  return { ...from, jobId: wanted };
}
