import type { MetadataPair } from './checked-event.ts';
import { isObject } from '../../lib/read-field.ts';

/**
 * User metadata as pairs sorted by key, in the order of UTF-16 code units. A list, not an object, because users choose
 * the keys: `__proto__`, `status` and `ttl` are keys like any other. Undefined when there is none.
 */
export function readMetadata(value: unknown): MetadataPair[] | undefined {
  if (!isObject(value)) return undefined;
  const pairs: MetadataPair[] = [];
  for (const [key, text] of Object.entries(value)) {
    if (typeof text === 'string') pairs.push({ key, value: text });
  }
  return pairs.length === 0 ? undefined : pairs.sort((a, b) => (a.key < b.key ? -1 : 1));
}
