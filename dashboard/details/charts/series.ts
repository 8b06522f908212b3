import type { Sample } from './sample.ts';

/** What is drawn, a column an update, by time. Times in epoch milliseconds, rates in frames a second. */
export type Series = {
  times: number[];
  percents: (number | null)[];
  frames: (number | null)[];
  /** Frames decoded a second since the update before, of the same attempt; null once all are decoded. */
  rates: (number | null)[];
  /** The times of the first update after each time that MediaConvert started the job over. */
  restarts: number[];
};

/** What frames tell at the most of a job that goes on: they say nothing of the upload that follows. */
const MOST_PERCENT_BY_FRAMES = 99;

/** Lays samples out in the order of their times. Where updates tell no percentage, frames do, as far as it is known how many there are. */
export function seriesOf(samples: Iterable<Sample>, frameCount: number | null | undefined): Series {
  const ordered = [...samples].sort((a, b) => a.time - b.time);
  return {
    times: ordered.map(({ time }) => time),
    percents: ordered.map(({ percent, frames }) => percent ?? percentByFrames(frames, frameCount)),
    frames: ordered.map(({ frames }) => frames),
    rates: ordered.map((sample, index) => rate(ordered[index - 1], sample)),
    restarts: ordered
      .filter(({ retryCount }, index) => retryCount > (ordered[index - 1]?.retryCount ?? 0))
      .map(({ time }) => time),
  };
}

function percentByFrames(frames: number | null, frameCount: number | null | undefined): number | null {
  if (frames === null || typeof frameCount !== 'number' || frameCount <= 0) return null;
  return Math.min(MOST_PERCENT_BY_FRAMES, (100 * frames) / frameCount);
}

function rate(from: Sample | undefined, to: Sample): number | null {
  if (from === undefined || from.isDecoded || from.frames === null || to.frames === null) return null;
  if (from.retryCount !== to.retryCount || to.time <= from.time || to.frames < from.frames) return null;
  return (1000 * (to.frames - from.frames)) / (to.time - from.time);
}
