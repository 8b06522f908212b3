import type { CheckedEvent } from './checked-event.ts';
import { isObject } from '../../lib/read-field.ts';

const ENVELOPE = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region'] as const;
const MAX_LENGTH = 256;

/** What stands in the place of a `detail` that is too large to be kept. `originalSize`: of the whole event, in bytes. */
type OmittedDetail = {
  jobId: string;
  status: string;
  timestamp?: number | undefined;
  omitted: true;
  originalSize: number;
};

/**
 * The whole event, or, when it is larger than `maxBytes`, its envelope with a `detail` that says that it was omitted, as CloudTrail does
 * it in its records.
 */
export function keptBody({ body, jobId, status, timestamp }: CheckedEvent, maxBytes: number): string {
  const originalSize = Buffer.byteLength(body);
  if (originalSize <= maxBytes) return body;
  const told: unknown = JSON.parse(body);
  const envelope = isObject(told) ? told : {};
  const named = ENVELOPE.flatMap((name) => {
    const value = envelope[name];
    return typeof value === 'string' && value.length <= MAX_LENGTH ? [[name, value]] : [];
  });
  const detail: OmittedDetail = { jobId, status, timestamp, omitted: true, originalSize };
  return JSON.stringify({ ...Object.fromEntries(named), resources: [], detail });
}
