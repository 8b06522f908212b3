import type { Logger } from '@aws-lambda-powertools/logger';
import type { Batch } from './batch.ts';

/**
 * Logs what failed of a batch, a line for each job and each message that cannot be used, and what was told of a job and is not kept.
 * Of what went well it says nothing.
 */
export function logBatch(logger: Logger, { jobs, poison, failedJobs, failedPoison }: Batch): void {
  for (const { jobId, events, messageIds } of jobs) {
    const cut = [...new Set(events.flatMap((event) => event.cut ?? []))];
    if (cut.length > 0) logger.warn('more was told of a job than is kept', { jobId, cut });
    const error = failedJobs.get(jobId);
    if (error === undefined) continue;
    // CloudWatch finds the first 200 fields of a line, and each entry of a list is one: the lists come last.
    const eventIds = events.map(({ id }) => id);
    logger.error('the events of a job were not carried out', { jobId, error, eventIds, messageIds });
  }
  for (const { messageId, reason } of poison) {
    const error = failedPoison.get(messageId);
    if (error === undefined) logger.warn('a message that cannot be used was set aside', { messageId, reason });
    else logger.error('a message that cannot be used was not set aside', { messageId, reason, error });
  }
}
