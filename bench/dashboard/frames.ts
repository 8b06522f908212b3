import { spread } from '../spread.ts';

/** How smooth a page was. */
export type Smoothness = {
  frames: number;
  /** By the median frame, and by the one that is longer than 95 % of them. */
  framesPerSecond: number;
  framesPerSecondP5: number;
  longestFrameMs: number;
};

/** Of the moments at which the page's frames began, in milliseconds. */
export function smoothness(moments: readonly number[]): Smoothness {
  const lengths = moments.slice(1).map((moment, index) => moment - (moments[index] ?? NaN));
  const { runs, median, p95, max } = spread(lengths);
  return {
    frames: runs,
    framesPerSecond: perSecond(median),
    framesPerSecondP5: perSecond(p95),
    longestFrameMs: max,
  };
}

function perSecond(milliseconds: number): number {
  return Math.round(10_000 / milliseconds) / 10;
}
