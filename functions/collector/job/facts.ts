import type { JobPhase } from '../../../schema/generated/graphql.ts';
import type { CheckedEvent, ReportedProgress } from '../event/checked-event.ts';
import { analysisFacts } from './analysis-facts.ts';
import { jobIdTime } from './job-id-time.ts';
import type { Attempt, EventTimes, JobState, PhaseTimes } from './job-state.ts';
import { known } from '../../lib/known.ts';
import { meaningOf } from './meanings.ts';
import { type Stamped, UNDATED } from './merge-rules.ts';
import { currentPhase, hasBegun, isDone } from './phases.ts';
import type { Sample } from './progress-samples.ts';
import { snapshotFacts } from './snapshot-facts.ts';
import { warningFacts } from './warning-facts.ts';

const NO_TIMES: EventTimes = {
  createTime: undefined,
  firstProgressingTime: undefined,
  lastProgressingTime: undefined,
  lastStatusTime: undefined,
  decodeTime: undefined,
  completeTime: undefined,
  errorTime: undefined,
  canceledTime: undefined,
  lastTime: undefined,
};

/** What one event teaches about its job. An event without any time teaches no times, and loses to every other event. */
export function facts(event: CheckedEvent): JobState {
  if (event.snapshot !== undefined) return snapshotFacts(event, event.snapshot);
  if (event.analysis !== undefined) return analysisFacts(event, event.analysis);

  const { timestamp, hop } = event;
  const { status, rank, times } = meaningOf(event.status);
  const time = timestamp ?? 0;
  // Told or not, all fields in the order in which `merge` has them: what most events teach and what a merge makes have one shape.
  return {
    status: { rank, time: timestamp, status },
    idTime: jobIdTime(event.jobId),
    account: stamped(time, event.account),
    region: stamped(time, event.region),
    queue: stamped(time, event.queue),
    hoppedTo: stamped(time, hop?.toQueue),
    userMetadata: stamped(time, event.userMetadata),
    eventTimes: eventTimes(event, times),
    attempt: attempt(event),
    warnings: warningFacts(event),
    error: stamped(timestamp ?? UNDATED, event.error && known(event.error)),
    queueTransitions: hop && [known({ ...hop, time: timestamp })],
    statusUpdateInterval: stamped(time, event.statusUpdateInterval),
    frameCount: undefined,
    duration: undefined,
    inputCount: undefined,
    snapshot: undefined,
    missingTime: undefined,
  };
}

function stamped<T>(time: number, value: T | undefined): Stamped<T> | undefined {
  return value === undefined ? undefined : { time, value };
}

function eventTimes(
  { timestamp, createTime }: CheckedEvent,
  names: readonly (keyof EventTimes)[],
): EventTimes | undefined {
  if (timestamp === undefined && createTime === undefined) return undefined;
  const times: EventTimes = { ...NO_TIMES, createTime, lastTime: timestamp };
  for (const name of names) times[name] = timestamp;
  return times;
}

/** A job that leaves its queue begins with PROBING, though no update tells so. */
function attempt({ status, progress, timestamp }: CheckedEvent): Attempt | undefined {
  if (progress === undefined) {
    if (status !== 'PROGRESSING' || timestamp === undefined) return undefined;
    return { retryCount: 0, phaseSeen: { PROBING: timestamp } };
  }
  const { jobPercentComplete: percent, framesDecoded: frames } = progress;
  const time = timestamp ?? 0;
  return {
    retryCount: progress.retryCount ?? 0,
    progress: { time, value: progress },
    jobPercentComplete: percent,
    framesDecoded: stamped(time, frames),
    firstFrames: timestamp === undefined ? undefined : stamped(timestamp, firstFrames(progress)),
    framesWithoutPercent: percent === undefined ? frames : undefined,
    percentSamples: samples(timestamp, percent),
    frameSamples: percent === undefined ? samples(timestamp, frames) : undefined,
    phaseSeen: phaseSeen(progress, timestamp),
    decodeTime: showsDecoded(progress) ? timestamp : undefined,
  };
}

function samples(time: number | undefined, amount: number | undefined): Sample[] | undefined {
  return time === undefined || amount === undefined ? undefined : [[time, amount]];
}

function phaseSeen({ currentPhase: named, phases }: ReportedProgress, time: number | undefined): PhaseTimes {
  const seen = (name: JobPhase): number | undefined => (name === named || hasBegun(phases[name]) ? time : undefined);
  return { PROBING: seen('PROBING'), TRANSCODING: seen('TRANSCODING'), UPLOADING: seen('UPLOADING') };
}

/** Before TRANSCODING, an update that tells no frames tells that there are none. */
function firstFrames(progress: ReportedProgress): number | undefined {
  if (progress.framesDecoded !== undefined) return progress.framesDecoded;
  const phase = currentPhase(progress);
  return phase === undefined || phase === 'PROBING' ? 0 : undefined;
}

function showsDecoded(progress: ReportedProgress): boolean {
  return currentPhase(progress) === 'UPLOADING' || isDone(progress.phases.TRANSCODING);
}
