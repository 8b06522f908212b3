import type { Figures } from './figures.ts';

/** What Node itself may come to hold more of in the meantime: its own sockets and timers of the moment come and go. */
const COMES_AND_GOES = { handles: 2, sockets: 3, timers: 3, maps: 1, sets: 1 } as const;

/** How much the heap may grow. A connection that is kept takes some ten kilobytes. */
const HEAP_GROWTH = 0.05;

/** What a process that nobody is connected to holds too much of, after clients have come and gone once more; nothing unless it leaks. */
export function leaks(before: Figures, after: Figures): string[] {
  const found = (Object.keys(COMES_AND_GOES) as (keyof typeof COMES_AND_GOES)[])
    .filter((name) => after[name] > before[name] + COMES_AND_GOES[name])
    .map((name) => `${name}: ${before[name]}, then ${after[name]}`);
  if (after.webSockets > 0) found.push(`webSockets: ${after.webSockets}`);
  if (after.heapBytes > (1 + HEAP_GROWTH) * before.heapBytes) {
    found.push(`heapBytes: ${before.heapBytes}, then ${after.heapBytes}`);
  }
  return found;
}
