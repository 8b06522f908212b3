import { allowedSilenceMs } from '../../lib/allowed-silence.ts';
import type { JobRecord } from './job-record.ts';

/**
 * Whether a progressing job had sent nothing, at the given time in epoch milliseconds, for longer than its update interval
 * allows. An answer to somebody's question, even one that shows progress, is nothing that the job sent.
 */
export function isStalled({ heardAt, state }: JobRecord, now: number): boolean {
  return state.status?.status === 'PROGRESSING' && now - heardAt > allowedSilenceMs(state.statusUpdateInterval?.value);
}
