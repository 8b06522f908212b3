import type { Logger } from '@aws-lambda-powertools/logger';
import type { Batch } from './batch.ts';

/** Logs what failed of a batch, a line for each job and each message that cannot be used. Of what went well it says nothing. */
export function logBatch(logger: Logger, { jobs, poison, failedJobs, failedPoison }: Batch): void {
  for (const { jobId, events, messageIds } of jobs) {
    const error = failedJobs.get(jobId);
    if (error === undefined) continue;
    const eventIds = events.map(({ id }) => id);
    logger.error('the events of a job were not carried out', { jobId, eventIds, messageIds, error });
  }
  for (const { messageId, reason } of poison) {
    const error = failedPoison.get(messageId);
    if (error === undefined) logger.warn('a message that cannot be used was set aside', { messageId, reason });
    else logger.error('a message that cannot be used was not set aside', { messageId, reason, error });
  }
}
