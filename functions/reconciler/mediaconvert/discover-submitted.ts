import { ListJobsCommand } from '@aws-sdk/client-mediaconvert';
import type { Job } from '@aws-sdk/client-mediaconvert';
import { settle } from '../round.ts';
import type { Round } from '../round.ts';
import { outcomeOf } from './outcome.ts';

// AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html
const PAGE_SIZE = 20;

/**
 * Lists the jobs that wait, oldest first, and reports those that `unknown` picks out of a page's ids. Begins no call after
 * `until`, in epoch milliseconds, nor once the turns have ended.
 */
export async function discoverSubmitted(
  round: Round,
  unknown: (jobIds: string[]) => Promise<Set<string>>,
  until: number,
): Promise<void> {
  const { mediaconvert, signal, turns, now, tally } = round;
  let next: string | undefined;
  do {
    if (!(await turns.take(until))) return;
    const page = new ListJobsCommand({
      Status: 'SUBMITTED',
      Order: 'ASCENDING',
      MaxResults: PAGE_SIZE,
      NextToken: next,
    });
    const outcome = await outcomeOf(mediaconvert.send(page, { abortSignal: signal() }));
    const answeredAt = now();
    settle(round, outcome);
    if (outcome.kind !== 'ANSWERED') return;

    const { Jobs = [], NextToken } = outcome.output;
    const jobs = new Map(Jobs.flatMap((job): [string, Job][] => (job.Id === undefined ? [] : [[job.Id, job]])));
    for (const jobId of await unknown([...jobs.keys()])) {
      tally.discovered += 1;
      round.report({ jobId, answeredAt, job: jobs.get(jobId) ?? null });
    }
    next = NextToken;
  } while (next !== undefined);
}
