import type { JobProgress } from '../../client/job/job-progress.ts';
import { duration } from '../words/quantity.ts';

/** How long a running job may still take. `low` and `middle` say where the low bound and the estimate are drawn, 0 to 1; the high bound is at 1. */
export type Estimate = {
  text: string;
  range: string;
  drawn: { low: number; middle: number } | undefined;
};

/** The estimate of a running job, with its bounds; what nobody can tell is `not known`. */
export function estimateOf({ progressMetrics }: JobProgress): Estimate {
  const { estJobTimeRemaining: middle, estJobTimeRemainingLow: low, estJobTimeRemainingHigh: high } = progressMetrics;
  if (typeof middle !== 'number') return { text: 'not known', range: '', drawn: undefined };
  if (typeof low !== 'number' || typeof high !== 'number')
    return { text: duration(middle), range: '', drawn: undefined };
  const range = duration(low) === duration(high) ? '' : `between ${duration(low)} and ${duration(high)}`;
  return {
    text: duration(middle),
    range,
    drawn: high > 0 && range !== '' ? { low: low / high, middle: Math.min(1, middle / high) } : undefined,
  };
}
