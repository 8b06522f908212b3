import { frameRate, percent } from '../../words/quantity.ts';
import type { Series } from './series.ts';

/** The percentages in words: `25 updates, from 2 % to 97 %. Started over once.` */
export function percentSummary({ times, percents, restarts }: Series): string {
  const known = percents.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const span =
    first === undefined || last === undefined
      ? 'none told how far the job was'
      : known.length === 1
        ? `at ${percent(first)}`
        : `from ${percent(first)} to ${percent(last)}`;
  return `${updates(times.length)}, ${span}.${restartWords(restarts.length)}`;
}

/** The rates in words: `Lowest 120.1 fps, median 182.4 fps, highest 190.0 fps.` */
export function rateSummary({ rates }: Series): string {
  const sorted = rates.filter((value) => value !== null).sort((a, b) => a - b);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return 'No two updates that tell how fast it went.';
  if (sorted.length === 1) return `${frameRate(lowest)}, by one update.`;
  return `Lowest ${frameRate(lowest)}, median ${frameRate(median(sorted))}, highest ${frameRate(highest)}.`;
}

/** The middle of sorted values, or half-way between the two in the middle. Not a number of none. */
export function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

function updates(count: number): string {
  return count === 1 ? '1 update' : `${count} updates`;
}

function restartWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' Started over once.' : ` Started over ${count} times.`;
}
