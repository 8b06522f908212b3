import { PHASES } from '../../../schema/events/job-phases.ts';
import type { CheckedEvent, ReportedProgress } from '../event/checked-event.ts';
import { analysisFacts } from './analysis-facts.ts';
import { jobIdTime } from './job-id-time.ts';
import type { Attempt, EventTimes, JobState, PhaseTimes, RankedStatus } from './job-state.ts';
import { known } from '../../lib/known.ts';
import { meaningOf } from './meanings.ts';
import { currentPhase, hasBegun, isDone } from './phases.ts';
import { snapshotFacts } from './snapshot-facts.ts';
import { warningFacts } from './warning-facts.ts';

/** What one event teaches about its job. An event without any time teaches no times, and loses to every other event. */
export function facts(event: CheckedEvent): JobState {
  if (event.snapshot !== undefined) return snapshotFacts(event, event.snapshot);
  if (event.analysis !== undefined) return analysisFacts(event, event.analysis);

  const { timestamp } = event;
  const { status, rank, times } = meaningOf(event.status);
  const ranked: RankedStatus = timestamp === undefined ? { rank, status } : { rank, time: timestamp, status };
  // Of all that the collector computes, this is done for every event: fields are set one by one, without copies of what is not told.
  const taught: JobState = { status: ranked };
  const time = timestamp ?? 0;
  const idTime = jobIdTime(event.jobId);
  if (idTime !== undefined) taught.idTime = idTime;
  if (event.account !== undefined) taught.account = { time, value: event.account };
  if (event.region !== undefined) taught.region = { time, value: event.region };
  if (event.queue !== undefined) taught.queue = { time, value: event.queue };
  if (event.hop?.toQueue !== undefined) taught.hoppedTo = { time, value: event.hop.toQueue };
  if (event.userMetadata !== undefined) taught.userMetadata = { time, value: event.userMetadata };
  const told = eventTimes(event, times);
  if (told !== undefined) taught.eventTimes = told;
  const attempted = attempt(event);
  if (attempted !== undefined) taught.attempt = attempted;
  const warnings = warningFacts(event);
  if (warnings !== undefined) taught.warnings = warnings;
  if (event.error !== undefined) taught.error = { time, value: known(event.error) };
  if (event.hop !== undefined) taught.queueTransitions = [known({ ...event.hop, time: timestamp })];
  if (event.statusUpdateInterval !== undefined) {
    taught.statusUpdateInterval = { time, value: event.statusUpdateInterval };
  }
  return taught;
}

function eventTimes(
  { timestamp, createTime }: CheckedEvent,
  names: readonly (keyof EventTimes)[],
): EventTimes | undefined {
  const times: EventTimes = {};
  if (createTime !== undefined) times.createTime = createTime;
  if (timestamp === undefined) return createTime === undefined ? undefined : times;
  for (const name of names) times[name] = timestamp;
  times.lastTime = timestamp;
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
  const taught: Attempt = { retryCount: progress.retryCount ?? 0, progress: { time, value: progress }, phaseSeen: {} };
  if (percent !== undefined) taught.jobPercentComplete = percent;
  if (frames !== undefined) {
    taught.framesDecoded = { time, value: frames };
    if (percent === undefined) taught.framesWithoutPercent = frames;
  }
  if (timestamp !== undefined) Object.assign(taught, timesOfAttempt(progress, timestamp));
  return taught;
}

/** What an update teaches of when an attempt was how far. */
function timesOfAttempt(progress: ReportedProgress, time: number): Partial<Attempt> {
  const taught: Partial<Attempt> = { phaseSeen: phaseSeen(progress, time) };
  const first = firstFrames(progress);
  if (first !== undefined) taught.firstFrames = { time, value: first };
  const { jobPercentComplete, framesDecoded } = progress;
  if (jobPercentComplete !== undefined) taught.percentSamples = [[time, jobPercentComplete]];
  else if (framesDecoded !== undefined) taught.frameSamples = [[time, framesDecoded]];
  if (showsDecoded(progress)) taught.decodeTime = time;
  return taught;
}

function phaseSeen({ currentPhase: named, phases }: ReportedProgress, time: number): PhaseTimes {
  const seen: PhaseTimes = {};
  for (const name of PHASES) if (name === named || hasBegun(phases[name])) seen[name] = time;
  return seen;
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
