import { allowedSilenceMs } from '../../lib/allowed-silence.ts';
import type { Candidate } from './candidate.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A waiting job sends nothing, and no event tells that it was cancelled. */
const SUBMITTED_PATIENCE_MS = 10 * MINUTE_MS;

/**
 * MediaConvert ends a job that has progressed for so long.
 *
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/ev_status_progressing.html
 */
const LONGEST_PROGRESSING_MS = 48 * HOUR_MS;

const LONGEST_PAUSE_MS = 6 * HOUR_MS;

/**
 * When MediaConvert is to be asked for a job, in epoch milliseconds: once it has been silent for longer than its status allows,
 * or has progressed for 48 hours, whatever it sends. After an answer, again when the time since has doubled, and within six hours.
 */
export function dueAt(job: Candidate): number {
  const patience = patienceMs(job);
  const silent = after(job.heardAt, patience, job);
  if (job.status !== 'PROGRESSING') return silent;
  return Math.min(silent, after(job.progressingSince + LONGEST_PROGRESSING_MS, 0, job));
}

/** How long a job may be silent, in milliseconds. */
function patienceMs({ status, statusUpdateInterval }: Candidate): number {
  return status === 'PROGRESSING' ? allowedSilenceMs(statusUpdateInterval) : SUBMITTED_PATIENCE_MS;
}

/** When to ask for what has been so since `start`: `firstWait` later, and after an answer when the time since `start` has doubled. */
function after(start: number, firstWait: number, job: Candidate): number {
  const { askedAt } = job;
  if (askedAt === undefined || askedAt <= start) return start + firstWait;
  return askedAt + Math.min(Math.max(askedAt - start, patienceMs(job)), LONGEST_PAUSE_MS);
}
