import type { Rule } from './merge-rules.ts';

/** How far a job was at a time: epoch milliseconds, and a percentage or a number of frames. */
export type Sample = readonly [time: number, amount: number];

/** The earliest sample of each stretch of 4 percentage points, and the furthest: at most 27, spread over the whole job. */
export const sparseByPercent: Rule<Sample[]> = sparse((percent) => Math.floor(percent / 4));

/**
 * The same of frames. How many there will be may be told later, so the stretches grow with the frames, four to a
 * doubling, and only the furthest 26 are kept: they reach back to about a hundredth of the frames decoded.
 */
export const sparseByFrames: Rule<Sample[]> = sparse((frames) => Math.floor(4 * Math.log2(1 + frames)));

const MAX_STRETCHES = 26;

/**
 * Keeps the earliest sample of each of the furthest stretches, and the earliest of the furthest samples. What is kept is
 * first by a fixed order, so what was left out on one side could not have been kept on the other.
 */
function sparse(stretchOf: (amount: number) => number): Rule<Sample[]> {
  return (a, b) => {
    const grown = b.length === 1 ? withFurther(a, b[0], stretchOf) : undefined;
    if (grown !== undefined) return grown;
    const sorted = [...a, ...b].sort(byTime);
    const first = new Map<number, Sample>();
    for (const sample of sorted) {
      const stretch = stretchOf(sample[1]);
      if (!first.has(stretch)) first.set(stretch, sample);
    }
    const furthest = sorted.reduce((best, sample) => (sample[1] > best[1] ? sample : best));
    const kept = [...first.values()].sort((x, y) => y[1] - x[1]).slice(0, MAX_STRETCHES);
    const merged = [...kept.filter((sample) => !same(sample, furthest)), furthest].sort(byTime);
    return merged.length === a.length && merged.every((sample, index) => same(sample, a[index])) ? a : merged;
  };
}

/**
 * The usual case in short: a sample later and further than all others, which went further each. It takes the place of the last one,
 * unless that is the first of its stretch. Undefined in every other case, and when a stretch may have to go.
 */
function withFurther(
  a: Sample[],
  sample: Sample | undefined,
  stretchOf: (amount: number) => number,
): Sample[] | undefined {
  const last = a.at(-1);
  if (sample === undefined || last === undefined || a.length >= MAX_STRETCHES) return undefined;
  if (sample[0] <= last[0] || sample[1] <= last[1] || !isAscending(a)) return undefined;
  const before = a.at(-2);
  const isFirst = before === undefined || stretchOf(before[1]) !== stretchOf(last[1]);
  return isFirst ? [...a, sample] : a.with(-1, sample);
}

/** Whether each sample is further than the one before. */
function isAscending(samples: readonly Sample[]): boolean {
  let furthest = -Infinity;
  for (const sample of samples) {
    if (sample[1] <= furthest) return false;
    furthest = sample[1];
  }
  return true;
}

function byTime(a: Sample, b: Sample): number {
  return a[0] - b[0] || a[1] - b[1];
}

function same(a: Sample, b: Sample | undefined): boolean {
  return a[0] === b?.[0] && a[1] === b[1];
}
