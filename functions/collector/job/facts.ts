import { PHASES } from '../../../schema/events/job-phases.ts';
import type { JobPhase, JobStatus } from '../../../schema/generated/graphql.ts';
import type { CheckedEvent, ReportedProgress } from '../event/checked-event.ts';
import { jobIdTime } from './job-id-time.ts';
import type { Attempt, EventTimes, JobState, RankedStatus, Warning } from './job-state.ts';
import { known } from './known.ts';
import type { Stamped } from './merge-rules.ts';
import { currentPhase, hasBegun, isDone } from './phases.ts';

/** What an event's status says of the job. */
type Meaning = { status: JobStatus; rank: number; times: (keyof EventTimes)[] };

/**
 * A CancelJob call ranks below the events that end a job: the job may have ended otherwise before the call took effect.
 * What is not listed says nothing but that the job is there.
 */
const MEANINGS = new Map<string, Meaning>([
  ['INPUT_INFORMATION', { status: 'PROGRESSING', rank: 1, times: [] }],
  ['PROGRESSING', { status: 'PROGRESSING', rank: 1, times: ['firstProgressingTime', 'lastProgressingTime'] }],
  [
    'STATUS_UPDATE',
    { status: 'PROGRESSING', rank: 1, times: ['firstProgressingTime', 'lastProgressingTime', 'lastStatusTime'] },
  ],
  ['CancelJob', { status: 'CANCELED', rank: 2, times: ['canceledTime'] }],
  [
    'COMPLETE',
    { status: 'COMPLETE', rank: 3, times: ['lastProgressingTime', 'lastStatusTime', 'decodeTime', 'completeTime'] },
  ],
  ['CANCELED', { status: 'CANCELED', rank: 3, times: ['canceledTime'] }],
  ['ERROR', { status: 'ERROR', rank: 3, times: ['errorTime'] }],
]);
const NOTHING_MORE: Meaning = { status: 'SUBMITTED', rank: 0, times: [] };

/** What one event teaches about its job. An event without any time teaches no times, and loses to every other event. */
export function facts(event: CheckedEvent): JobState {
  const { status, rank, times } = MEANINGS.get(event.status) ?? NOTHING_MORE;
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
    warnings: warnings(event, stamped(event.newWarning?.message)),
    error: stamped(event.error && known(event.error)),
    queueTransitions: event.hop && [known({ ...event.hop, time })],
    statusUpdateInterval: stamped(event.statusUpdateInterval),
  });
}

function eventTimes({ timestamp, createTime, progress }: CheckedEvent, names: (keyof EventTimes)[]): EventTimes {
  if (timestamp === undefined) return known({ createTime });
  return known({
    createTime,
    ...(progress !== undefined && showsDecoded(progress) ? { decodeTime: timestamp } : {}),
    ...Object.fromEntries(names.map((name) => [name, timestamp])),
    lastTime: timestamp,
  });
}

function showsDecoded(progress: ReportedProgress): boolean {
  return currentPhase(progress) === 'UPLOADING' || isDone(progress.phases.TRANSCODING);
}

/** A job that leaves its queue begins with PROBING, though no update tells so. */
function attempt({ status, progress, timestamp }: CheckedEvent): Attempt | undefined {
  if (progress === undefined) {
    if (status !== 'PROGRESSING' || timestamp === undefined) return undefined;
    return { retryCount: 0, phaseSeen: { PROBING: timestamp } };
  }
  const begun: JobPhase[] =
    timestamp === undefined
      ? []
      : PHASES.filter((name) => name === progress.currentPhase || hasBegun(progress.phases[name]));
  return {
    retryCount: progress.retryCount ?? 0,
    progress: { time: timestamp ?? 0, value: progress },
    ...known({ jobPercentComplete: progress.jobPercentComplete }),
    phaseSeen: Object.fromEntries(begun.map((name) => [name, timestamp])),
  };
}

function warnings(
  { newWarning, warnings: reported, timestamp }: CheckedEvent,
  message: Stamped<string> | undefined,
): Record<string, Warning> | undefined {
  if (newWarning === undefined && reported === undefined) return undefined;
  const taught: Record<string, Warning> = {};
  for (const { code, count } of reported ?? []) {
    const reportedCount = Math.max(count, taught[code]?.reportedCount ?? 0);
    taught[code] = known({ reportedCount, reportedTime: timestamp });
  }
  if (newWarning !== undefined) {
    const times = timestamp === undefined ? undefined : [timestamp];
    taught[newWarning.code] = { ...taught[newWarning.code], ...known({ times, lastTime: timestamp, message }) };
  }
  return taught;
}
