import type { JobRecord } from './job-record.ts';

/** MediaConvert's default: an update about once a minute. */
const DEFAULT_STATUS_UPDATE_INTERVAL_SECONDS = 60;

/** Updates come approximately, one may be lost, and the phases do not tick evenly: two missing updates say nothing, three do. */
const STALLED_AFTER_INTERVALS = 3;

/**
 * Whether a progressing job had sent nothing, at the given time in epoch milliseconds, for longer than its update interval
 * allows. An answer to somebody's question, even one that shows progress, is nothing that the job sent.
 */
export function isStalled({ heardAt, state }: JobRecord, now: number): boolean {
  const intervalSeconds = state.statusUpdateInterval?.value ?? DEFAULT_STATUS_UPDATE_INTERVAL_SECONDS;
  const allowedMs = STALLED_AFTER_INTERVALS * intervalSeconds * 1000;
  return state.status?.status === 'PROGRESSING' && now - heardAt > allowedMs;
}
