import type { Sample } from './progress-samples.ts';

/** How far a job was told to be, as far as an estimate rests on it. Times are epoch milliseconds. */
export type ProgressTold = {
  /** When the job was at 0 %. Unknown of an attempt that MediaConvert made after a failed one. */
  startedAt?: number | undefined;
  /** Times and percentages, in any order. */
  samples: readonly Sample[];
  /** When the newest report was made, which repeats the furthest percentage or tells it first. */
  reportedAt: number;
  /** The percentages are told in steps of this. */
  step: number;
};

/** Seconds from the newest report until the job is complete: `0 <= low <= estimate <= high`, all finite. */
export type TimeRemaining = { estimate: number; low: number; high: number };

/** There is ground for an estimate once this much was told: three percentages, the start's 0 among them, … */
const LEAST_POINTS = 3;
/** … 5 percentage points of progress, … */
const LEAST_PERCENT = 5;
/** … and 15 seconds of it. */
const LEAST_SECONDS = 15;

/** The recent pace is that of about the last seventh of the job, whatever the interval of its reports. */
const RECENT_PERCENT = 100 / 7;
/** How far from the estimate the bounds are, as a power of e: for each unit that the pace is spread, and at the least. */
const PER_SPREAD = 1.5;
const AT_LEAST = 0.1;

/** Less progress than this, in percentage points, is none yet: told so finely, a pause would have a pace, and a huge one. */
const SMALLEST_PERCENT = 0.5;

/** A percentage reached, in seconds of any clock. */
type Point = { at: number; percent: number };
/** The way from one point to the next. */
type Stretch = { seconds: number; percent: number; middle: number };

/**
 * How long a job will still take, at the pace of its recent progress. Where that differs from its overall pace, the job
 * is on its way from one to the other, and is taken to go on half as far. Undefined while there is no ground for it.
 */
export function timeRemaining(told: ProgressTold): TimeRemaining | undefined {
  const points = pointsOf(told);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < LEAST_POINTS) return undefined;
  const now = Math.max(last.at, told.reportedAt / 1000);
  if (last.percent - first.percent < LEAST_PERCENT || now - first.at < LEAST_SECONDS) return undefined;

  // Since the last step was taken, another half was at the most: a percentage that stays the same slows the pace.
  const reached = stretchesOf(points);
  const sinceLast = Math.min(told.step / 2, (now - last.at) / recentPace(reached));
  const percent = Math.min(100, last.percent + sinceLast);
  const pace = paceToCome(percent > last.percent ? stretchesOf([...points, { at: now, percent }]) : reached);
  // A job that stands still may go on at the pace that it had.
  const fastest = Math.min(pace, paceToCome(reached));
  const factor = Math.exp(AT_LEAST + PER_SPREAD * spreadOfPace(reached));
  return {
    estimate: bounded((100 - percent) * pace),
    low: bounded(Math.max(0, 100 - percent - told.step) * (fastest / factor)),
    high: bounded((100 - percent + told.step) * (pace * factor)),
  };
}

/** The percentages in their order, each at the time when it was reached. What is not further than what came before adds nothing. */
function pointsOf({ startedAt, samples }: ProgressTold): Point[] {
  const points: Point[] = startedAt === undefined ? [] : [{ at: startedAt / 1000, percent: 0 }];
  const inOrder = samples.toSorted((a, b) => a[0] - b[0] || b[1] - a[1]);
  for (const [time, percent] of inOrder) {
    const [at, last] = [time / 1000, points.at(-1)];
    if (last === undefined || (at > last.at && percent - last.percent >= SMALLEST_PERCENT))
      points.push({ at, percent });
  }
  return points;
}

function stretchesOf(points: readonly Point[]): Stretch[] {
  return points.slice(1).map(({ at, percent }, index) => {
    const from = points[index] ?? { at, percent };
    return { seconds: at - from.at, percent: percent - from.percent, middle: (from.at + at) / 2 };
  });
}

/** Seconds for a percentage point, over all. */
function overallPace(stretches: readonly Stretch[]): number {
  return sum(stretches, ({ seconds }) => seconds) / sum(stretches, ({ percent }) => percent);
}

/** Seconds for a percentage point, where a stretch counts by its time, and the less the longer ago it was. */
function recentPace(stretches: readonly Stretch[]): number {
  const memory = RECENT_PERCENT * overallPace(stretches);
  const newest = stretches.at(-1)?.middle ?? 0;
  const weight = ({ middle }: Stretch): number => Math.exp((middle - newest) / memory);
  return sum(stretches, (each) => weight(each) * each.seconds) / sum(stretches, (each) => weight(each) * each.percent);
}

function paceToCome(stretches: readonly Stretch[]): number {
  const recent = recentPace(stretches);
  return recent * Math.sqrt(recent / overallPace(stretches));
}

/** The standard deviation of the pace's logarithm over the time. */
function spreadOfPace(stretches: readonly Stretch[]): number {
  const time = sum(stretches, ({ seconds }) => seconds);
  const logPace = ({ seconds, percent }: Stretch): number => Math.log(seconds / percent);
  const mean = sum(stretches, (each) => each.seconds * logPace(each)) / time;
  return Math.sqrt(sum(stretches, (each) => each.seconds * (logPace(each) - mean) ** 2) / time);
}

function sum(stretches: readonly Stretch[], value: (stretch: Stretch) => number): number {
  return stretches.reduce((total, stretch) => total + value(stretch), 0);
}

/** No larger than a number that DynamoDB's client takes. */
function bounded(seconds: number): number {
  return Math.min(seconds, Number.MAX_SAFE_INTEGER);
}
