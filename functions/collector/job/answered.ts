import type { EventTimes, JobState, QueueTransition } from './job-state.ts';
import { byTime, mergeTimes } from './job-state.ts';
import { known } from '../../lib/known.ts';
import { meaningOf, RANK_OF_AN_ANSWERED_END } from './meanings.ts';

/**
 * A job waits a minute or longer before it hops, so two hops between the same queues are at least two minutes apart.
 *
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html, `waitMinutes` of HopDestination
 */
const SAME_HOP_WITHIN_MS = 60_000;

/** GetJob's times are in whole seconds, however they were rounded. */
const ROUNDED_BY_LESS_THAN_MS = 1000;

/**
 * When things happened to a job: as its events told, and what none told, as MediaConvert answered, rounded to seconds. An
 * answered end counts like the event that would have told it: what events told of before it is older, and what they told
 * of after it stays.
 */
export function knownTimes({ eventTimes: told = {}, attempt, snapshot, status }: JobState): EventTimes {
  const eventTimes = mergeTimes(told, known({ decodeTime: attempt?.decodeTime }));
  if (snapshot === undefined) return eventTimes;
  const { createTime, startTime } = snapshot.value;
  const times = {
    ...known({ createTime, lastProgressingTime: startTime }),
    ...known(eventTimes),
    // STATUS_UPDATE tells it too: where PROGRESSING was lost, as late as the first update.
    ...known({ firstProgressingTime: startTimeOf(eventTimes.firstProgressingTime, startTime) }),
  };
  return status?.rank === RANK_OF_AN_ANSWERED_END ? mergeTimes(times, endTimes(status)) : times;
}

/** The time that an event told, unless the answered one is earlier by more than rounding. */
function startTimeOf(told: number | undefined, answered: number | undefined): number | undefined {
  if (told === undefined || answered === undefined) return told ?? answered;
  return told - answered > ROUNDED_BY_LESS_THAN_MS ? answered : told;
}

/** The hops between queues, oldest first: those that events told, and those that only MediaConvert's answer shows. */
export function knownHops({ queueTransitions: told = [], snapshot }: JobState): QueueTransition[] {
  const answered: QueueTransition[] = (snapshot?.value.hops ?? []).map((hop) => known(hop));
  const untold = answered.filter((hop) => !told.some((each) => isSameHop(each, hop)));
  return [...told, ...untold].sort(byTime);
}

/** When MediaConvert was asked for the job last; undefined when it never was. */
export function askedTime({ snapshot, missingTime }: JobState): number | undefined {
  const times = [snapshot?.time, missingTime].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Whether MediaConvert did not know the job when it was asked last, and nothing newer came of it since. */
export function isMissing({ snapshot, missingTime, eventTimes }: JobState): boolean {
  return missingTime !== undefined && missingTime > Math.max(snapshot?.time ?? -1, eventTimes?.lastTime ?? -1);
}

/** What the event would have told that ends a job so. */
function endTimes({ status, time }: NonNullable<JobState['status']>): EventTimes {
  if (time === undefined) return {};
  return Object.fromEntries([...meaningOf(status).times, 'lastTime'].map((name) => [name, time]));
}

function isSameHop(told: QueueTransition, answered: QueueTransition): boolean {
  const apart = told.time === undefined || answered.time === undefined ? 0 : Math.abs(told.time - answered.time);
  return (
    apart < SAME_HOP_WITHIN_MS && agree(told.fromQueue, answered.fromQueue) && agree(told.toQueue, answered.toQueue)
  );
}

function agree(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
