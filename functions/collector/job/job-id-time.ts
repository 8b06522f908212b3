import { EARLIEST_EPOCH_MS } from '../../lib/earliest-time.ts';

/**
 * The epoch milliseconds that a job's id starts with. Every id seen so far starts with the 13 digits of its submission,
 * but MediaConvert does not promise it: undefined for other ids, and for digits that no event has as its time.
 */
export function jobIdTime(jobId: string): number | undefined {
  const digits = /^\d{13}(?!\d)/.exec(jobId)?.[0];
  const time = Number(digits);
  return time >= EARLIEST_EPOCH_MS ? time : undefined;
}
