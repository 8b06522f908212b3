import type { CheckedEvent } from '../../functions/collector/event/checked-event.ts';
import { facts } from '../../functions/collector/job/facts.ts';
import { merge } from '../../functions/collector/job/job-state.ts';
import type { JobState } from '../../functions/collector/job/job-state.ts';
import { progressMetrics } from '../../functions/collector/job/progress-metrics.ts';
import { random } from './random.ts';
import { FRAME_COUNT, KINDS } from './simulate-jobs.ts';
import type { SimulatedJob, SimulatedUpdate } from './simulate-jobs.ts';

/** How good the estimates for some jobs are. Errors are shares of the time that was left; every job weighs the same. */
export type Quality = {
  jobs: number;
  /** At updates after a quarter of the job's time. */
  updates: number;
  /** The share of these updates that have an estimate. */
  estimated: number;
  medianError: number;
  p90Error: number;
  /** The share of estimates whose bounds hold what was left. */
  withinBounds: number;
  /** The errors of the baseline, time × (100 − percent) / percent, at the same updates. */
  baselineMedianError: number;
  baselineP90Error: number;
};

/** One update's figures, and how much they weigh. */
type Finding = { weight: number; error: number; baseline: number; within: boolean };
/** What one job gave. */
type Outcome = { updates: number; findings: Finding[] };

const START = Date.UTC(2026, 0, 1);

/**
 * Plays simulated jobs through the collector's reducer, as if its updates came in order: the quality for each kind of
 * job, and for all. The same for the same seed.
 */
export function measureEstimates(options: {
  jobsOfEachKind: number;
  seed: number;
}): Record<string, Quality> & { all: Quality } {
  const kinds = Object.entries(KINDS).map(([kind, simulate], index): [string, Outcome[]] => {
    const numbers = random(options.seed + index);
    return [kind, Array.from({ length: options.jobsOfEachKind }, () => play(simulate(numbers)))];
  });
  return {
    ...Object.fromEntries(kinds.map(([kind, outcomes]) => [kind, quality(outcomes)])),
    all: quality(kinds.flatMap(([, outcomes]) => outcomes)),
  };
}

function play({ end, updates }: SimulatedJob): Outcome {
  const counted = updates.filter(({ at }) => at >= end / 4).length;
  const findings: Finding[] = [];
  let state: JobState = { ...facts(event('PROGRESSING', 0)), frameCount: { time: START, value: FRAME_COUNT } };
  for (const update of updates) {
    state = merge(state, facts(statusUpdate(update)));
    if (update.at < end / 4) continue;
    const { estJobTimeRemaining, estJobTimeRemainingLow, estJobTimeRemainingHigh, ...metrics } = progressMetrics(state);
    if (estJobTimeRemaining === undefined) continue;
    const left = end - update.at;
    const percent = metrics.percentJobComplete ?? 0;
    findings.push({
      weight: 1 / counted,
      error: Math.abs(estJobTimeRemaining - left) / left,
      baseline: Math.abs((update.at * (100 - percent)) / percent - left) / left,
      within: (estJobTimeRemainingLow ?? Infinity) <= left && left <= (estJobTimeRemainingHigh ?? 0),
    });
  }
  return { updates: counted, findings };
}

function statusUpdate({ at, retryCount, percent, frames }: SimulatedUpdate): CheckedEvent {
  const progress = { retryCount, jobPercentComplete: percent, framesDecoded: frames, phases: {} };
  return { ...event('STATUS_UPDATE', at), progress };
}

function event(status: string, at: number): CheckedEvent {
  return { id: status, jobId: 'simulated', source: 'aws.mediaconvert', status, body: '', timestamp: START + 1000 * at };
}

function quality(outcomes: readonly Outcome[]): Quality {
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  const weighed = total(findings.map(({ weight }) => weight));
  return {
    jobs: outcomes.length,
    updates: total(outcomes.map(({ updates }) => updates)),
    estimated: round(weighed / outcomes.filter(({ updates }) => updates > 0).length),
    medianError: quantile(findings, 'error', 0.5),
    p90Error: quantile(findings, 'error', 0.9),
    withinBounds: round(total(findings.map(({ weight, within }) => (within ? weight : 0))) / weighed),
    baselineMedianError: quantile(findings, 'baseline', 0.5),
    baselineP90Error: quantile(findings, 'baseline', 0.9),
  };
}

function quantile(findings: readonly Finding[], figure: 'error' | 'baseline', share: number): number {
  const sorted = findings.toSorted((a, b) => a[figure] - b[figure]);
  let open = share * total(sorted.map(({ weight }) => weight));
  const found = sorted.find(({ weight }) => (open -= weight) <= 0) ?? sorted.at(-1);
  return round(found?.[figure] ?? NaN);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
