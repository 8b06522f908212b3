import type { PercentSource } from '../../../schema/generated/graphql.ts';
import type { JobState } from './job-state.ts';
import { timeRemaining } from './time-remaining.ts';

/** Seconds from the newest report until the job is complete, and their bounds: all three of them, or none. */
export type RemainingFigures = {
  estJobTimeRemaining?: number;
  estJobTimeRemainingLow?: number;
  estJobTimeRemainingHigh?: number;
};

/** Nothing of a job that failed or was cancelled, or while there is no ground for an estimate; 0 of a complete job. */
export function remainingFigures(
  { status, attempt, frameCount }: JobState,
  source: PercentSource | undefined,
  firstProgressingTime: number | undefined,
): RemainingFigures {
  if (status?.status === 'COMPLETE') return figures({ estimate: 0, low: 0, high: 0 });
  if (status?.status !== 'PROGRESSING' || attempt === undefined || source === undefined) return {};

  const frames = source === 'FRAMES' ? (frameCount?.value ?? 0) : 0;
  // All frames are decoded, and nothing tells how long the upload takes.
  if (source === 'FRAMES' && (attempt.framesWithoutPercent ?? 0) >= frames) return {};

  const percents =
    source === 'FRAMES'
      ? (attempt.frameSamples ?? []).map(([time, decoded]) => [time, Math.min(100, (100 * decoded) / frames)] as const)
      : (attempt.percentSamples ?? []);
  const remaining = timeRemaining({
    startedAt: attempt.retryCount === 0 ? firstProgressingTime : undefined,
    samples: percents,
    reportedAt: attempt.progress?.time ?? 0,
    step: source === 'FRAMES' ? Math.max(1, 100 / frames) : 1,
  });
  return remaining === undefined ? {} : figures(remaining);
}

function figures({ estimate, low, high }: { estimate: number; low: number; high: number }): RemainingFigures {
  return { estJobTimeRemaining: estimate, estJobTimeRemainingLow: low, estJobTimeRemainingHigh: high };
}
