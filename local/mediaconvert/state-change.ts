import type { JobStateChange } from '../../schema/events/job-state-change.ts';
import { wholeSeconds } from './event-time.ts';
import type { Job } from './job.ts';
import type { StateChangeFacts } from './job-script.ts';
import { arnOf, type Place } from './queues.ts';

/**
 * An event of a job, as of now. Its times are those of this machine's clock, however fast the job's own clock runs: what
 * reads them beside a time of arrival must not find them in the future.
 * UNSURE: after a hop, `queue` is the one that the job is in; NEW_WARNING has the one that it was submitted to.
 */
export function stateChange(job: Job, place: Place, facts: StateChangeFacts): JobStateChange {
  const timestamp = Date.now();
  const queue = arnOf(place, 'queues', facts.status === 'NEW_WARNING' ? job.submissionQueue : job.queue);
  const { accountId } = place;
  return {
    'detail-type': 'MediaConvert Job State Change',
    source: 'aws.mediaconvert',
    time: wholeSeconds(timestamp),
    resources: [job.arn],
    detail: { timestamp, accountId, queue, jobId: job.id, userMetadata: job.request.userMetadata ?? {}, ...facts },
  };
}
