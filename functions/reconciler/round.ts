import type { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { Answer } from './job/job-snapshot.ts';
import type { Outcome } from './mediaconvert/outcome.ts';
import type { Turns } from './turns.ts';

/** What the steps of a round share. */
export type Round = {
  mediaconvert: MediaConvertClient;
  turns: Turns;
  /** Makes a signal for a call: it ends the call if there is no answer when the function's time is almost over. */
  signal: () => AbortSignal;
  tally: Tally;
  /** Epoch milliseconds. */
  now: () => number;
  /** Takes what MediaConvert answered. */
  report: (answer: Answer) => void;
  /** Counts and logs what went wrong, with a job if it is about one. */
  fail: (error: unknown, jobId?: string) => void;
};

/** What came of the calls so far. */
export type Tally = {
  /** Jobs that MediaConvert was asked for. */
  asked: number;
  /** Jobs that it does not know. */
  missing: number;
  /** Waiting jobs that it listed and nobody had told of. */
  discovered: number;
  /** Calls that it refused for their number, after all attempts. */
  throttled: number;
  /** Calls that failed in another way, and answers of no use. */
  failed: number;
};

/**
 * Counts how a call ended. Further attempts of the client cost their turns, and being throttled in spite of them ends the turns:
 * the rest waits for the next round.
 */
export function settle<Output>(round: Round, outcome: Outcome<Output>, jobId?: string): void {
  const { turns, tally } = round;
  turns.forgo(outcome.attempts - 1);
  if (outcome.kind === 'THROTTLED') {
    tally.throttled += 1;
    turns.end();
  }
  if (outcome.kind === 'FAILED') round.fail(outcome.error, jobId);
}
