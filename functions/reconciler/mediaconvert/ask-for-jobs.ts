import { GetJobCommand } from '@aws-sdk/client-mediaconvert';
import { settle } from '../round.ts';
import type { Round } from '../round.ts';
import { outcomeOf } from './outcome.ts';

/**
 * Asks MediaConvert for each job, in this order, and reports its answers. Begins no call after `until`, in epoch milliseconds,
 * nor once the turns have ended. A slow answer holds up none of the next calls.
 */
export async function askForJobs(round: Round, jobIds: readonly string[], until: number): Promise<void> {
  const calls: Promise<void>[] = [];
  for (const jobId of jobIds) {
    if (!(await round.turns.take(until))) break;
    round.tally.asked += 1;
    calls.push(askForJob(round, jobId));
  }
  await Promise.all(calls);
}

async function askForJob(round: Round, jobId: string): Promise<void> {
  const { mediaconvert, signal, now } = round;
  const outcome = await outcomeOf(mediaconvert.send(new GetJobCommand({ Id: jobId }), { abortSignal: signal() }));
  const answeredAt = now();
  settle(round, outcome, jobId);
  if (outcome.kind === 'NOT_FOUND') {
    round.tally.missing += 1;
    round.report({ jobId, answeredAt, job: null });
  }
  if (outcome.kind !== 'ANSWERED') return;
  const { Job } = outcome.output;
  if (Job !== undefined) round.report({ jobId, answeredAt, job: Job });
  else round.fail(new Error('MediaConvert answered without a job'), jobId);
}
