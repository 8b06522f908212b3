import type { CheckedEvent, ReportedHop, ReportedSnapshot } from '../event/checked-event.ts';
import { jobIdTime } from './job-id-time.ts';
import type { Answer, Attempt, JobState, RankedStatus } from './job-state.ts';
import { known } from '../../lib/known.ts';
import { meaningOf, RANK_OF_AN_ANSWERED_END } from './meanings.ts';
import type { Stamped } from './merge-rules.ts';
import type { Sample } from './progress-samples.ts';
import { reportedWarnings } from './warning-facts.ts';

/**
 * What an answer of MediaConvert teaches. What never changes in a job loses to every event that tells it too, the queue
 * among it: MediaConvert names the one that the job was submitted to, whatever hops it made. Times are rounded to seconds
 * and stay in `snapshot`, apart from those of the events.
 */
export function snapshotFacts(event: CheckedEvent, snapshot: ReportedSnapshot | null): JobState {
  const time = event.timestamp ?? 0;
  const constant = <T>(value: T | undefined): Stamped<T> | undefined =>
    value === undefined ? undefined : { time: 0, value };
  const constants = known({
    idTime: jobIdTime(event.jobId),
    account: constant(event.account),
    region: constant(event.region),
  });
  if (snapshot === null) return { ...constants, missingTime: time };
  return known({
    ...constants,
    status: rankedStatus(snapshot, event.timestamp),
    queue: constant(event.queue),
    hoppedTo: lastHop(snapshot.hops ?? []),
    userMetadata: constant(event.userMetadata),
    statusUpdateInterval: constant(event.statusUpdateInterval),
    attempt: attempt(snapshot, event.timestamp),
    // They came before MediaConvert was asked, and nothing says when. Of a job that is over, they came by its end.
    warnings: event.warnings && reportedWarnings(event.warnings, known({ answeredTime: snapshot.finishTime })),
    error: event.error && { time, value: known(event.error) },
    snapshot: { time, value: answer(snapshot) },
  });
}

function answer({ createTime, startTime, hops, currentPhase, retryCount }: ReportedSnapshot): Answer {
  return known({ createTime, startTime, hops, currentPhase, retryCount });
}

/** A job that is over has been so since it finished, not since somebody asked. */
function rankedStatus(
  { status, finishTime }: ReportedSnapshot,
  askedTime: number | undefined,
): RankedStatus | undefined {
  if (status === undefined) return undefined;
  if (status !== 'SUBMITTED' && status !== 'PROGRESSING') {
    return { status, rank: RANK_OF_AN_ANSWERED_END, ...known({ time: finishTime }) };
  }
  return { status, rank: meaningOf(status).rank, ...known({ time: askedTime }) };
}

function attempt(
  { retryCount, jobPercentComplete, currentPhase }: ReportedSnapshot,
  askedTime: number | undefined,
): Attempt | undefined {
  if (retryCount === undefined && jobPercentComplete === undefined && currentPhase === undefined) return undefined;
  const phaseSeen = currentPhase === undefined ? undefined : known({ [currentPhase]: askedTime });
  const percentSamples: Sample[] | undefined =
    askedTime === undefined || jobPercentComplete === undefined ? undefined : [[askedTime, jobPercentComplete]];
  return { retryCount: retryCount ?? 0, ...known({ jobPercentComplete, percentSamples, phaseSeen }) };
}

function lastHop(hops: readonly ReportedHop[]): Stamped<string> | undefined {
  const led = hops.flatMap(({ toQueue, time = 0 }) => (toQueue === undefined ? [] : [{ time, value: toQueue }]));
  return led.toSorted((a, b) => a.time - b.time).at(-1);
}
