import type { JobPhase, JobStatus } from '../../../schema/generated/graphql.ts';
import type { MetadataPair, ReportedProgress, ReportedSnapshot } from '../event/checked-event.ts';
import { MAX_HOPS } from '../../lib/job-limits.ts';
import { canonicalJson } from './canonical-json.ts';
import { lowestCodes } from './lowest-codes.ts';
import {
  earliest,
  entries,
  field,
  firstOf,
  greatest,
  greatestValue,
  highest,
  latest,
  newest,
  oldest,
  unlessSame,
} from './merge-rules.ts';
import type { Rule, Stamped } from './merge-rules.ts';
import { sparseByFrames, sparseByPercent } from './progress-samples.ts';
import type { Sample } from './progress-samples.ts';

/**
 * Everything that the events of a job have taught, in mergeable form. What users see is computed from it and never merged.
 * Times are epoch milliseconds. A field that was never told is undefined: states have one shape, and merging them is compiled once.
 */
export type JobState = {
  status?: RankedStatus | undefined;
  /** The time that the job's id starts with. */
  idTime?: number | undefined;
  account?: Stamped<string> | undefined;
  region?: Stamped<string> | undefined;
  /** The queue that the newest event named. */
  queue?: Stamped<string> | undefined;
  /** The queue that the newest hop led to. It counts more: which queue events name after a hop is not documented. */
  hoppedTo?: Stamped<string> | undefined;
  userMetadata?: Stamped<MetadataPair[]> | undefined;
  eventTimes?: EventTimes | undefined;
  attempt?: Attempt | undefined;
  /** By code, the 40 lowest. */
  warnings?: Record<string, Warning> | undefined;
  error?: Stamped<{ code?: number; message?: string }> | undefined;
  /** The first 20. */
  queueTransitions?: QueueTransition[] | undefined;
  /** Seconds. */
  statusUpdateInterval?: Stamped<number> | undefined;
  /**
   * Frames that the inputs hold, within their clips, as the first complete analysis counted them: that read what the job
   * reads, and under a later count the percentage could fall.
   */
  frameCount?: Stamped<number> | undefined;
  /** Seconds of media that the inputs hold, within their clips, as the first complete analysis found. */
  duration?: Stamped<number> | undefined;
  /** How many inputs the job has. */
  inputCount?: number | undefined;
  /** What MediaConvert answered when it was asked last and knew the job. */
  snapshot?: Stamped<Answer> | undefined;
  /** When MediaConvert was asked last and did not know the job. */
  missingTime?: number | undefined;
};

/** What of an answer is kept apart from what events tell. */
export type Answer = Pick<ReportedSnapshot, 'createTime' | 'startTime' | 'hops' | 'currentPhase' | 'retryCount'>;

/** A status, how final it is, and since when. */
export type RankedStatus = { rank: number; time?: number | undefined; status: JobStatus };

/** When things happened to a job. */
export type EventTimes = {
  createTime?: number | undefined;
  firstProgressingTime?: number | undefined;
  lastProgressingTime?: number | undefined;
  lastStatusTime?: number | undefined;
  decodeTime?: number | undefined;
  completeTime?: number | undefined;
  errorTime?: number | undefined;
  canceledTime?: number | undefined;
  lastTime?: number | undefined;
};

/** What is known of one attempt at a job. MediaConvert may start a job over, and everything here with it. */
export type Attempt = {
  retryCount: number;
  progress?: Stamped<ReportedProgress> | undefined;
  jobPercentComplete?: number | undefined;
  /** The most frames that an update told, and when one told any last: the count is one from the attempt's beginning, and cannot fall. */
  framesDecoded?: Stamped<number> | undefined;
  /** How many frames the first update that told them had. The attempt's own rate is counted from it. */
  firstFrames?: Stamped<number> | undefined;
  /** The most frames of the updates that told no percentage. */
  framesWithoutPercent?: number | undefined;
  /** How far the attempt was at times: what its remaining time is estimated from. */
  percentSamples?: Sample[] | undefined;
  /** The same in frames, of the updates that told no percentage. */
  frameSamples?: Sample[] | undefined;
  /** When each phase was first seen to have begun. */
  phaseSeen?: PhaseTimes | undefined;
  /** When an update first showed the inputs decoded. */
  decodeTime?: number | undefined;
};

/** A time for each phase. */
export type PhaseTimes = Partial<Record<JobPhase, number | undefined>>;

/** What is known of a warning. COMPLETE and MediaConvert's answers tell how often it came, but not when. */
export type Warning = {
  /** The first 50. */
  times?: number[] | undefined;
  lastTime?: number | undefined;
  reportedCount?: number | undefined;
  /** When an event told the count. */
  reportedTime?: number | undefined;
  /** When a job was over of which an answer told the count: rounded to seconds, and so apart from the time of an event. */
  answeredTime?: number | undefined;
  message?: Stamped<string> | undefined;
};

/** A hop between queues. */
export type QueueTransition = { fromQueue?: string; toQueue?: string; priority?: number; time?: number };

/** The more final status; of equals the earlier one, then the one whose name comes first. Final statuses absorb. */
const mostFinal: Rule<RankedStatus> = (a, b) => {
  if (a.rank !== b.rank) return a.rank > b.rank ? a : b;
  const timeA = a.time ?? Infinity;
  const timeB = b.time ?? Infinity;
  if (timeA !== timeB) return timeA < timeB ? a : b;
  return a.status <= b.status ? a : b;
};

const ascending = (a: number, b: number): number => a - b;

/** Hops in the order of time. */
export const byTime = (a: QueueTransition, b: QueueTransition): number =>
  (a.time ?? 0) - (b.time ?? 0) || (canonicalJson(a) < canonicalJson(b) ? -1 : 1);

const firstHops = firstOf(MAX_HOPS, byTime);
const firstTimes = firstOf(50, ascending);

/** Merges the times of two sides: of each, the earliest or the latest. */
export const mergeTimes: Rule<EventTimes> = (a, b) =>
  unlessSame(a, {
    createTime: field(earliest, a.createTime, b.createTime),
    firstProgressingTime: field(earliest, a.firstProgressingTime, b.firstProgressingTime),
    lastProgressingTime: field(latest, a.lastProgressingTime, b.lastProgressingTime),
    lastStatusTime: field(latest, a.lastStatusTime, b.lastStatusTime),
    decodeTime: field(earliest, a.decodeTime, b.decodeTime),
    completeTime: field(earliest, a.completeTime, b.completeTime),
    errorTime: field(earliest, a.errorTime, b.errorTime),
    canceledTime: field(earliest, a.canceledTime, b.canceledTime),
    lastTime: field(latest, a.lastTime, b.lastTime),
  });

const mergePhases: Rule<PhaseTimes> = (a, b) =>
  unlessSame(a, {
    PROBING: field(earliest, a.PROBING, b.PROBING),
    TRANSCODING: field(earliest, a.TRANSCODING, b.TRANSCODING),
    UPLOADING: field(earliest, a.UPLOADING, b.UPLOADING),
  });

/** Of two sides that know the same attempt. */
const mergeAttempts: Rule<Attempt> = (a, b) =>
  unlessSame(a, {
    retryCount: a.retryCount,
    progress: field(newest, a.progress, b.progress),
    jobPercentComplete: field(greatest, a.jobPercentComplete, b.jobPercentComplete),
    framesDecoded: field(greatestValue, a.framesDecoded, b.framesDecoded),
    firstFrames: field(oldest, a.firstFrames, b.firstFrames),
    framesWithoutPercent: field(greatest, a.framesWithoutPercent, b.framesWithoutPercent),
    percentSamples: field(sparseByPercent, a.percentSamples, b.percentSamples),
    frameSamples: field(sparseByFrames, a.frameSamples, b.frameSamples),
    phaseSeen: field(mergePhases, a.phaseSeen, b.phaseSeen),
    decodeTime: field(earliest, a.decodeTime, b.decodeTime),
  });

const mergeWarnings: Rule<Warning> = (a, b) =>
  unlessSame(a, {
    times: field(firstTimes, a.times, b.times),
    lastTime: field(latest, a.lastTime, b.lastTime),
    reportedCount: field(greatest, a.reportedCount, b.reportedCount),
    reportedTime: field(earliest, a.reportedTime, b.reportedTime),
    answeredTime: field(earliest, a.answeredTime, b.answeredTime),
    message: field(newest, a.message, b.message),
  });

const highestAttempt = highest('retryCount', mergeAttempts);
const warningsByCode = entries(mergeWarnings, lowestCodes);

/** Merges what is known of a job from two sides: in any order, any grouping, any repetition, with the same result. */
export const merge: Rule<JobState> = (a, b) =>
  unlessSame(a, {
    status: field(mostFinal, a.status, b.status),
    idTime: field(earliest, a.idTime, b.idTime),
    account: field(newest, a.account, b.account),
    region: field(newest, a.region, b.region),
    queue: field(newest, a.queue, b.queue),
    hoppedTo: field(newest, a.hoppedTo, b.hoppedTo),
    userMetadata: field(newest, a.userMetadata, b.userMetadata),
    eventTimes: field(mergeTimes, a.eventTimes, b.eventTimes),
    attempt: field(highestAttempt, a.attempt, b.attempt),
    warnings: field(warningsByCode, a.warnings, b.warnings),
    error: field(oldest, a.error, b.error),
    queueTransitions: field(firstHops, a.queueTransitions, b.queueTransitions),
    statusUpdateInterval: field(newest, a.statusUpdateInterval, b.statusUpdateInterval),
    frameCount: field(oldest, a.frameCount, b.frameCount),
    duration: field(oldest, a.duration, b.duration),
    inputCount: field(greatest, a.inputCount, b.inputCount),
    snapshot: field(newest, a.snapshot, b.snapshot),
    missingTime: field(latest, a.missingTime, b.missingTime),
  });
