/**
 * The order in which to ask for jobs, given the most overdue first. Every other turn is the most overdue job's of those that are
 * left; the turns between are drawn by lot from the rest. Jobs that can never be asked for stay the most overdue: so they take
 * half of the turns and their share of the draws, and every other job gets its turn in some round.
 *
 * `random` returns a number from 0 to below 1. If it is always the same, the order remains.
 */
export function fairOrder(mostOverdueFirst: readonly string[], random: () => number): string[] {
  const drawn = mostOverdueFirst
    .map((id) => ({ id, lot: random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ id }) => id);
  const order = new Set<string>();
  const lines = [mostOverdueFirst.values(), drawn.values()];
  while (order.size < mostOverdueFirst.length) {
    for (const line of lines) addNext(order, line);
  }
  return [...order];
}

/** Adds the first of a line that is not yet there. */
function addNext(order: Set<string>, line: Iterator<string, undefined>): void {
  let next = line.next();
  while (next.value !== undefined && order.has(next.value)) next = line.next();
  if (next.value !== undefined) order.add(next.value);
}
