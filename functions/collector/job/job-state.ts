import type { JobPhase, JobStatus } from '../../../schema/generated/graphql.ts';
import type { MetadataPair, ReportedProgress, ReportedSnapshot } from '../event/checked-event.ts';
import { MAX_HOPS } from '../../lib/job-limits.ts';
import { canonicalJson } from './canonical-json.ts';
import { lowestCodes } from './lowest-codes.ts';
import {
  earliest,
  entries,
  fields,
  firstOf,
  greatest,
  greatestValue,
  highest,
  latest,
  newest,
  oldest,
} from './merge-rules.ts';
import type { Rule, Rules, Stamped } from './merge-rules.ts';
import { sparseByFrames, sparseByPercent } from './progress-samples.ts';
import type { Sample } from './progress-samples.ts';

/**
 * Everything that the events of a job have taught, in mergeable form. What users see is computed from it and never merged.
 * Times are epoch milliseconds.
 */
export type JobState = {
  status?: RankedStatus;
  /** The time that the job's id starts with. */
  idTime?: number;
  account?: Stamped<string>;
  region?: Stamped<string>;
  /** The queue that the newest event named. */
  queue?: Stamped<string>;
  /** The queue that the newest hop led to. It counts more: which queue events name after a hop is not documented. */
  hoppedTo?: Stamped<string>;
  userMetadata?: Stamped<MetadataPair[]>;
  eventTimes?: EventTimes;
  attempt?: Attempt;
  /** By code, the 40 lowest. */
  warnings?: Record<string, Warning>;
  error?: Stamped<{ code?: number; message?: string }>;
  /** The first 20. */
  queueTransitions?: QueueTransition[];
  /** Seconds. */
  statusUpdateInterval?: Stamped<number>;
  /**
   * Frames that the inputs hold, within their clips, as the first complete analysis counted them: that read what the job
   * reads, and under a later count the percentage could fall.
   */
  frameCount?: Stamped<number>;
  /** Seconds of media that the inputs hold, within their clips, as the first complete analysis found. */
  duration?: Stamped<number>;
  /** How many inputs the job has. */
  inputCount?: number;
  /** What MediaConvert answered when it was asked last and knew the job. */
  snapshot?: Stamped<Answer>;
  /** When MediaConvert was asked last and did not know the job. */
  missingTime?: number;
};

/** What of an answer is kept apart from what events tell. */
export type Answer = Pick<ReportedSnapshot, 'createTime' | 'startTime' | 'hops' | 'currentPhase' | 'retryCount'>;

/** A status, how final it is, and since when. */
export type RankedStatus = { rank: number; time?: number; status: JobStatus };

/** When things happened to a job. */
export type EventTimes = {
  createTime?: number;
  firstProgressingTime?: number;
  lastProgressingTime?: number;
  lastStatusTime?: number;
  decodeTime?: number;
  completeTime?: number;
  errorTime?: number;
  canceledTime?: number;
  lastTime?: number;
};

/** What is known of one attempt at a job. MediaConvert may start a job over, and everything here with it. */
export type Attempt = {
  retryCount: number;
  progress?: Stamped<ReportedProgress>;
  jobPercentComplete?: number;
  /** The most frames that an update told, and when one told any last: the count is one from the attempt's beginning, and cannot fall. */
  framesDecoded?: Stamped<number>;
  /** How many frames the first update that told them had. The attempt's own rate is counted from it. */
  firstFrames?: Stamped<number>;
  /** The most frames of the updates that told no percentage. */
  framesWithoutPercent?: number;
  /** How far the attempt was at times: what its remaining time is estimated from. */
  percentSamples?: Sample[];
  /** The same in frames, of the updates that told no percentage. */
  frameSamples?: Sample[];
  /** When each phase was first seen to have begun. */
  phaseSeen?: PhaseTimes;
  /** When an update first showed the inputs decoded. */
  decodeTime?: number;
};

/** A time for each phase. */
export type PhaseTimes = Partial<Record<JobPhase, number>>;

/** What is known of a warning. COMPLETE and MediaConvert's answers tell how often it came, but not when. */
export type Warning = {
  /** The first 50. */
  times?: number[];
  lastTime?: number;
  reportedCount?: number;
  /** When an event told the count. */
  reportedTime?: number;
  /** When a job was over of which an answer told the count: rounded to seconds, and so apart from the time of an event. */
  answeredTime?: number;
  message?: Stamped<string>;
};

/** A hop between queues. */
export type QueueTransition = { fromQueue?: string; toQueue?: string; priority?: number; time?: number };

/** The more final status; of equals the earlier one, then the one whose name comes first. Final statuses absorb. */
const mostFinal: Rule<RankedStatus> = (a, b) => {
  if (a.rank !== b.rank) return a.rank > b.rank ? a : b;
  const [timeA, timeB] = [a.time ?? Infinity, b.time ?? Infinity];
  if (timeA !== timeB) return timeA < timeB ? a : b;
  return a.status <= b.status ? a : b;
};

const ascending = (a: number, b: number): number => a - b;

/** Hops in the order of time. */
export const byTime = (a: QueueTransition, b: QueueTransition): number =>
  (a.time ?? 0) - (b.time ?? 0) || (canonicalJson(a) < canonicalJson(b) ? -1 : 1);

const EVENT_TIMES: Rules<EventTimes> = {
  createTime: earliest,
  firstProgressingTime: earliest,
  lastProgressingTime: latest,
  lastStatusTime: latest,
  decodeTime: earliest,
  completeTime: earliest,
  errorTime: earliest,
  canceledTime: earliest,
  lastTime: latest,
};

/** Merges the times of two sides: of each, the earliest or the latest. */
export const mergeTimes: Rule<EventTimes> = fields(EVENT_TIMES);

const ATTEMPT: Rules<Attempt> = {
  retryCount: greatest,
  progress: newest,
  jobPercentComplete: greatest,
  framesDecoded: greatestValue,
  firstFrames: oldest,
  framesWithoutPercent: greatest,
  percentSamples: sparseByPercent,
  frameSamples: sparseByFrames,
  phaseSeen: fields<PhaseTimes>({ PROBING: earliest, TRANSCODING: earliest, UPLOADING: earliest }),
  decodeTime: earliest,
};

const WARNING: Rules<Warning> = {
  times: firstOf(50, ascending),
  lastTime: latest,
  reportedCount: greatest,
  reportedTime: earliest,
  answeredTime: earliest,
  message: newest,
};

const JOB_STATE: Rules<JobState> = {
  status: mostFinal,
  idTime: earliest,
  account: newest,
  region: newest,
  queue: newest,
  hoppedTo: newest,
  userMetadata: newest,
  eventTimes: mergeTimes,
  attempt: highest('retryCount', fields(ATTEMPT)),
  warnings: entries(fields(WARNING), lowestCodes),
  error: oldest,
  queueTransitions: firstOf(MAX_HOPS, byTime),
  statusUpdateInterval: newest,
  frameCount: oldest,
  duration: oldest,
  inputCount: greatest,
  snapshot: newest,
  missingTime: latest,
};

/** Merges what is known of a job from two sides: in any order, any grouping, any repetition, with the same result. */
export const merge: Rule<JobState> = fields(JOB_STATE);
