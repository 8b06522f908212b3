import { allowedSilenceMs } from '../../lib/allowed-silence.ts';
import type { Candidate } from './candidate.ts';

/**
 * Whether a progressing job has sent nothing for longer than its update interval allows, whatever MediaConvert answered meanwhile.
 * `now` in epoch milliseconds.
 */
export function isStalled({ status, heardAt, statusUpdateInterval }: Candidate, now: number): boolean {
  return status === 'PROGRESSING' && now - heardAt > allowedSilenceMs(statusUpdateInterval);
}
