import { readFileSync } from 'node:fs';
import type { PerEvent } from './measure-per-event.ts';

/** What `npm run bench -- per-event` measured. */
export function readPerEvent(): PerEvent {
  const text = readFileSync(new URL('../results/per-event.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { rows: PerEvent }).rows;
}
