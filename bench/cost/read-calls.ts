import { readFileSync } from 'node:fs';
import type { CallsPerEvent } from '../calls/measure-calls.ts';

/** What `npm run bench -- calls` measured. */
export function readCalls(): CallsPerEvent {
  const text = readFileSync(new URL('../results/calls-per-event.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { rows: CallsPerEvent }).rows;
}
