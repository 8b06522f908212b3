import { PHASES } from '../../../schema/events/job-phases.ts';
import type { JobPhase, PercentSource } from '../../../schema/generated/graphql.ts';
import { knownTimes } from './answered.ts';
import type { Attempt, EventTimes, JobState, PhaseTimes } from './job-state.ts';
import { known } from '../../lib/known.ts';
import type { Stamped } from './merge-rules.ts';
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
export function progressMetrics(state: JobState): Readonly<ProgressMetrics> {
  const metrics = computed.get(state) ?? computeMetrics(state);
  computed.set(state, metrics);
  return metrics;
}

/** A state never changes, and a step of its job asks for its figures several times: when it is stored, published and counted. */
const computed = new WeakMap<JobState, Readonly<ProgressMetrics>>();

function computeMetrics(state: JobState): ProgressMetrics {
  const end = endTime(state);
  const times = untilEnd(knownTimes(state), end);
  const complete = state.status?.status === 'COMPLETE';
  const frames = frameFigures(state, times, end);
  const percents = percentages(state.attempt, complete, frames);
  const statusDuration = seconds(times.firstProgressingTime, complete ? times.completeTime : times.lastStatusTime);
  // The time in the id is exact; an answered one is rounded.
  const createTime = state.eventTimes?.createTime ?? state.idTime ?? times.createTime;
  const queuedDuration = seconds(createTime, times.firstProgressingTime);
  const { framesDecoded, frameCount, framesRemaining } = frames;
  const startedOver = !complete && (state.attempt?.retryCount ?? 0) > 0;
  const decodeRate = startedOver
    ? rateSinceFirst(state.attempt?.firstFrames, frames)
    : over(framesDecoded, seconds(times.firstProgressingTime, frames.countedAt));
  const speed = startedOver
    ? mediaDecoded(state, over(decodeRate, frameCount))
    : over(mediaDecoded(state, complete ? 1 : over(framesDecoded, frameCount)), statusDuration);

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
    speed,
    ...waitFigures(queuedDuration),
    retryCount: retryCountTold(state),
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

/** What frames tell at the most of a job that goes on: they say nothing of the upload that follows. */
const MOST_PERCENT_BY_FRAMES = 99;

/**
 * The service's percentage counts. Frames stand in for it where updates lack it, and go on to count for as long as the
 * service's is lower: within an attempt the percentage never falls.
 */
function percentages(attempt: Attempt | undefined, complete: boolean, { framesDecoded, frameCount }: FrameFigures) {
  if (complete) {
    return { percentJobComplete: 100, percentSource: 'TERMINAL' as const, percentDecodeComplete: 100 };
  }
  const told = attempt?.jobPercentComplete;
  const byFrames = percentOf(attempt?.framesWithoutPercent, frameCount);
  const counted = byFrames === undefined ? undefined : Math.min(MOST_PERCENT_BY_FRAMES, byFrames);
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

/**
 * The furthest phase of the attempt that any update or answer has told, whatever came after. `phaseSeen` has PROBING of
 * every job that left its queue, told or not: that counts only while the newest update or answer tells it.
 */
function phaseFigures({ attempt, snapshot }: JobState, complete: boolean) {
  const progress = attempt?.progress?.value;
  const asked = snapshot?.value;
  const answered = (asked?.retryCount ?? 0) === attempt?.retryCount ? asked?.currentPhase : undefined;
  const shown = progress && currentPhase(progress);
  const isTold = (name: JobPhase) => name !== 'PROBING' && attempt?.phaseSeen?.[name] !== undefined;
  const phase = PHASES.findLast((name) => name === shown || name === answered || isTold(name));
  if (phase === undefined) return {};
  if (complete) return { currentPhase: 'UPLOADING' as const, currentPhasePercentComplete: 100 };
  return { currentPhase: phase, currentPhasePercentComplete: progress?.phases[phase]?.percentComplete };
}

/** An attempt is taken for the first until one is told: that alone is no figure. */
function retryCountTold({ attempt, snapshot }: JobState): number | undefined {
  if (attempt === undefined) return undefined;
  const isTold = attempt.progress !== undefined || snapshot?.value.retryCount !== undefined || attempt.retryCount > 0;
  return isTold ? attempt.retryCount : undefined;
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

/** Frames a second since an attempt first told how many it had decoded: when it began is not told. */
function rateSinceFirst(first: Stamped<number> | undefined, { framesDecoded, countedAt }: FrameFigures) {
  if (first === undefined || framesDecoded === undefined) return undefined;
  return over(Math.max(0, framesDecoded - first.value), seconds(first.time, countedAt));
}

/** Seconds of media, of the share of the inputs that is decoded. */
function mediaDecoded({ duration }: JobState, share: number | undefined): number | undefined {
  return duration === undefined || share === undefined ? undefined : bounded(duration.value * share);
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
  const told = known(times) as Record<string, number>;
  return Object.fromEntries(Object.entries(told).map(([name, time]) => [name, Math.min(time, end)])) as Times;
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
function bounded(amount: number): number {
  return Math.min(amount, Number.MAX_SAFE_INTEGER);
}

function over(amount: number | undefined, by: number | undefined): number | undefined {
  if (amount === undefined || by === undefined || by <= 0) return undefined;
  return bounded(amount / by);
}

function timeFor(framesRemaining: number | undefined, rate: number | undefined): number | undefined {
  return framesRemaining === 0 ? 0 : over(framesRemaining, rate);
}
