import { PHASES } from '../../../schema/events/job-phases.ts';
import type { JobPhase } from '../../../schema/generated/graphql.ts';
import type { CheckedEvent, ReportedProgress } from '../event/checked-event.ts';
import { analysisFacts } from './analysis-facts.ts';
import { jobIdTime } from './job-id-time.ts';
import type { Attempt, EventTimes, JobState, RankedStatus } from './job-state.ts';
import { known } from '../../lib/known.ts';
import type { Stamped } from './merge-rules.ts';
import { meaningOf } from './meanings.ts';
import { currentPhase, hasBegun, isDone } from './phases.ts';
import { snapshotFacts } from './snapshot-facts.ts';
import { warningFacts } from './warning-facts.ts';

/** What one event teaches about its job. An event without any time teaches no times, and loses to every other event. */
export function facts(event: CheckedEvent): JobState {
  if (event.snapshot !== undefined) return snapshotFacts(event, event.snapshot);
  if (event.analysis !== undefined) return analysisFacts(event, event.analysis);

  const { status, rank, times } = meaningOf(event.status);
  const time = event.timestamp;
  const stamped = <T>(value: T | undefined): Stamped<T> | undefined =>
    value === undefined ? undefined : { time: time ?? 0, value };

  return known({
    status: known({ status, rank, time }) as RankedStatus,
    idTime: jobIdTime(event.jobId),
    account: stamped(event.account),
    region: stamped(event.region),
    queue: stamped(event.queue),
    hoppedTo: stamped(event.hop?.toQueue),
    userMetadata: stamped(event.userMetadata),
    eventTimes: eventTimes(event, times),
    attempt: attempt(event),
    warnings: warningFacts(event),
    error: stamped(event.error && known(event.error)),
    queueTransitions: event.hop && [known({ ...event.hop, time })],
    statusUpdateInterval: stamped(event.statusUpdateInterval),
  });
}

function eventTimes(
  { timestamp, createTime }: CheckedEvent,
  names: readonly (keyof EventTimes)[],
): EventTimes | undefined {
  if (timestamp === undefined) return createTime === undefined ? undefined : { createTime };
  return known({
    createTime,
    ...Object.fromEntries(names.map((name) => [name, timestamp])),
    lastTime: timestamp,
  });
}

/** A job that leaves its queue begins with PROBING, though no update tells so. */
function attempt({ status, progress, timestamp }: CheckedEvent): Attempt | undefined {
  if (progress === undefined) {
    if (status !== 'PROGRESSING' || timestamp === undefined) return undefined;
    return { retryCount: 0, phaseSeen: { PROBING: timestamp } };
  }
  const frames = progress.framesDecoded;
  const begun: JobPhase[] =
    timestamp === undefined
      ? []
      : PHASES.filter((name) => name === progress.currentPhase || hasBegun(progress.phases[name]));
  return {
    retryCount: progress.retryCount ?? 0,
    progress: { time: timestamp ?? 0, value: progress },
    ...known({
      jobPercentComplete: progress.jobPercentComplete,
      framesDecoded: frames === undefined ? undefined : { time: timestamp ?? 0, value: frames },
      firstFrames: firstFrames(progress, timestamp),
      framesWithoutPercent: progress.jobPercentComplete === undefined ? frames : undefined,
      ...samples(progress, timestamp),
      decodeTime: showsDecoded(progress) ? timestamp : undefined,
    }),
    phaseSeen: Object.fromEntries(begun.map((name) => [name, timestamp])),
  };
}

/** Before TRANSCODING, an update that tells no frames tells that there are none. */
function firstFrames(progress: ReportedProgress, time: number | undefined): Stamped<number> | undefined {
  const phase = currentPhase(progress);
  const value = progress.framesDecoded ?? (phase === undefined || phase === 'PROBING' ? 0 : undefined);
  return time === undefined || value === undefined ? undefined : { time, value };
}

function showsDecoded(progress: ReportedProgress): boolean {
  return currentPhase(progress) === 'UPLOADING' || isDone(progress.phases.TRANSCODING);
}

function samples(
  { jobPercentComplete, framesDecoded }: ReportedProgress,
  time: number | undefined,
): Pick<Attempt, 'percentSamples' | 'frameSamples'> {
  if (time === undefined) return {};
  if (jobPercentComplete !== undefined) return { percentSamples: [[time, jobPercentComplete]] };
  return framesDecoded === undefined ? {} : { frameSamples: [[time, framesDecoded]] };
}
