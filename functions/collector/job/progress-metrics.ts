import { PHASES } from '../../../schema/events/job-phases.ts';
import type { JobPhase, PercentSource } from '../../../schema/generated/graphql.ts';
import { knownTimes } from './answered.ts';
import type { Attempt, EventTimes, JobState, PhaseTimes } from './job-state.ts';
import { known } from './known.ts';
import { currentPhase } from './phases.ts';
import { remainingFigures } from './remaining-figures.ts';
import type { RemainingFigures } from './remaining-figures.ts';

/** A job that waits longer than this, in seconds, waits for capacity: an idle queue starts a job well within it. */
export const WAITED_FOR_CAPACITY_SECONDS = 60;

/** How far a job is, and how fast it goes. What is not known is absent. Durations in seconds, percentages 0 to 100. */
export type ProgressMetrics = {
  percentJobComplete?: number;
  percentSource?: PercentSource;
  percentDecodeComplete?: number;
  currentPhase?: JobPhase;
  currentPhasePercentComplete?: number;
  framesDecoded?: number;
  frameCount?: number;
  framesRemaining?: number;
  decodeRate?: number;
  estDecodeTimeRemaining?: number;
  queuedDuration?: number;
  progressingDuration?: number;
  statusDuration?: number;
  decodeDuration?: number;
  phaseDurations?: PhaseDurations;
  speed?: number;
  waitedForCapacity?: boolean;
  waitedForCapacityDuration?: number;
  retryCount?: number;
} & RemainingFigures;

type FrameFigures = {
  frameCount?: number | undefined;
  framesDecoded?: number;
  framesRemaining?: number;
  countedAt?: number | undefined;
};

/** Seconds spent in each phase. */
type PhaseDurations = { probing?: number; transcoding?: number; uploading?: number };

/**
 * The figures that a job's state gives, by the formulas of AWS's sample *MediaConvert Job Progress Metrics*.
 * Never NaN, infinite or negative, and no percentage above 100, whatever the events told.
 */
export function progressMetrics(state: JobState): ProgressMetrics {
  const end = endTime(state);
  const times = untilEnd(knownTimes(state), end);
  const retryToldBy = state.attempt?.progress ?? state.snapshot?.value.retryCount;
  const complete = state.status?.status === 'COMPLETE';
  const frames = frameFigures(state, times, end);
  const percents = percentages(state.attempt, complete, frames);
  const statusDuration = seconds(times.firstProgressingTime, complete ? times.completeTime : times.lastStatusTime);
  // The time in the id is exact; an answered one is rounded.
  const createTime = state.eventTimes?.createTime ?? state.idTime ?? times.createTime;
  const queuedDuration = seconds(createTime, times.firstProgressingTime);
  const decodeRate = over(frames.framesDecoded, seconds(times.firstProgressingTime, frames.countedAt));
  const { framesDecoded, frameCount, framesRemaining } = frames;

  return known({
    ...percents,
    ...phaseFigures(state, complete),
    framesDecoded,
    frameCount,
    framesRemaining,
    decodeRate,
    estDecodeTimeRemaining: isOver(state) && !complete ? undefined : timeFor(framesRemaining, decodeRate),
    ...remainingFigures(state, percents.percentSource, times.firstProgressingTime),
    queuedDuration,
    progressingDuration: seconds(times.firstProgressingTime, end ?? times.lastProgressingTime),
    statusDuration,
    decodeDuration: seconds(times.firstProgressingTime, times.decodeTime),
    phaseDurations: phaseDurations(untilEnd(state.attempt?.phaseSeen ?? {}, end), end ?? times.lastStatusTime),
    speed: over(mediaDecoded(state, complete, over(framesDecoded, frameCount)), statusDuration),
    ...waitFigures(queuedDuration),
    retryCount: retryToldBy === undefined ? undefined : state.attempt?.retryCount,
  });
}

/** `countedAt`: when `framesDecoded` was told. A complete job has decoded all frames, if it is known how many. */
function frameFigures(state: JobState, { completeTime }: EventTimes, end: number | undefined): FrameFigures {
  const frameCount = state.frameCount?.value;
  if (state.status?.status === 'COMPLETE' && frameCount !== undefined) {
    return { frameCount, framesDecoded: frameCount, framesRemaining: 0, countedAt: completeTime };
  }
  const told = state.attempt?.framesDecoded;
  if (told === undefined) return { frameCount };
  const countedAt = Math.min(told.time, end ?? Infinity);
  if (frameCount === undefined) return { framesDecoded: told.value, countedAt };
  const framesDecoded = Math.min(told.value, frameCount);
  return { frameCount, framesDecoded, framesRemaining: frameCount - framesDecoded, countedAt };
}

/**
 * The service's percentage counts. Frames stand in for it where updates lack it, and go on to count for as long as the
 * service's is lower: within an attempt the percentage never falls.
 */
function percentages(attempt: Attempt | undefined, complete: boolean, { framesDecoded, frameCount }: FrameFigures) {
  if (complete) {
    return { percentJobComplete: 100, percentSource: 'TERMINAL' as const, percentDecodeComplete: 100 };
  }
  const told = attempt?.jobPercentComplete;
  const counted = percentOf(attempt?.framesWithoutPercent, frameCount);
  const percentDecodeComplete = percentOf(framesDecoded, frameCount);
  if (counted !== undefined && counted > (told ?? -1)) {
    return { percentJobComplete: counted, percentSource: 'FRAMES' as const, percentDecodeComplete };
  }
  return {
    percentJobComplete: told,
    percentSource: told === undefined ? undefined : ('SERVICE' as const),
    percentDecodeComplete,
  };
}

/** The furthest phase that an update, or an answer about the same attempt, has shown. */
function phaseFigures({ attempt, snapshot }: JobState, complete: boolean) {
  const progress = attempt?.progress?.value;
  const asked = snapshot?.value;
  const answered = (asked?.retryCount ?? 0) === attempt?.retryCount ? asked?.currentPhase : undefined;
  const shown = progress && currentPhase(progress);
  const phase = PHASES.findLast((name) => name === shown || name === answered);
  if (phase === undefined) return {};
  if (complete) return { currentPhase: 'UPLOADING' as const, currentPhasePercentComplete: 100 };
  return { currentPhase: phase, currentPhasePercentComplete: progress?.phases[phase]?.percentComplete };
}

function waitFigures(queuedDuration: number | undefined) {
  if (queuedDuration === undefined) return {};
  // In whole milliseconds, and so exact: in floating point, 60.1 - 60 is not 0.1.
  const waitedMs = Math.round((queuedDuration - WAITED_FOR_CAPACITY_SECONDS) * 1000);
  const waitedForCapacityDuration = Math.max(0, waitedMs) / 1000;
  return { waitedForCapacity: waitedForCapacityDuration > 0, waitedForCapacityDuration };
}

/** A phase lasts from when it was first seen until the next one was, or until the job's end or last status update. */
function phaseDurations(seen: PhaseTimes, end: number | undefined): PhaseDurations | undefined {
  const { PROBING, TRANSCODING, UPLOADING } = seen;
  const durations = known({
    probing: seconds(PROBING, TRANSCODING ?? UPLOADING ?? end),
    transcoding: seconds(TRANSCODING, UPLOADING ?? end),
    uploading: seconds(UPLOADING, end),
  });
  return Object.keys(durations).length === 0 ? undefined : durations;
}

/** Seconds of media decoded. */
function mediaDecoded(state: JobState, complete: boolean, shareDecoded: number | undefined): number | undefined {
  const share = complete ? 1 : shareDecoded;
  return state.duration === undefined || share === undefined ? undefined : state.duration.value * share;
}

function isOver({ status }: JobState): boolean {
  return status?.status === 'COMPLETE' || status?.status === 'CANCELED' || status?.status === 'ERROR';
}

function endTime(state: JobState): number | undefined {
  return isOver(state) ? state.status?.time : undefined;
}

/** A job does nothing after its end, whatever a late event's own clock says. */
function untilEnd<Times extends object>(times: Times, end: number | undefined): Times {
  if (end === undefined) return times;
  return Object.fromEntries(
    Object.entries(times).map(([name, time]: [string, number]) => [name, Math.min(time, end)]),
  ) as Times;
}

/** The clocks of two events may disagree: what would be negative is 0. */
function seconds(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.max(0, to - from) / 1000;
}

function percentOf(part: number | undefined, whole: number | undefined): number | undefined {
  const share = over(part, whole);
  return share === undefined ? undefined : 100 * Math.min(1, share);
}

/** No larger than a number that DynamoDB's client takes. */
function over(amount: number | undefined, by: number | undefined): number | undefined {
  if (amount === undefined || by === undefined || by <= 0) return undefined;
  return Math.min(amount / by, Number.MAX_SAFE_INTEGER);
}

function timeFor(framesRemaining: number | undefined, rate: number | undefined): number | undefined {
  return framesRemaining === 0 ? 0 : over(framesRemaining, rate);
}
