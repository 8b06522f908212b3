import type { SQSRecord } from 'aws-lambda';
import type { CheckedEvent } from './event/checked-event.ts';
import { freshTime } from './event/fresh-time.ts';
import { parseEvent } from './event/parse-event.ts';
import type { PoisonReason } from './event/parse-event.ts';

/**
 * A job and the messages of a batch that are about it, in the batch's order. `freshTimes`: of the events that have one.
 * `isRetried` when one of the messages was received before.
 */
export type JobMessages = {
  jobId: string;
  events: CheckedEvent[];
  messageIds: string[];
  freshTimes: number[];
  isRetried: boolean;
};

/** A message that can never be used. */
export type PoisonMessage = { messageId: string; body: string; reason: PoisonReason };

/** A batch, sorted by job. */
export type SortedMessages = { jobs: JobMessages[]; poison: PoisonMessage[] };

/** Parses the messages of a batch and puts together those of one job. */
export function sortMessages(records: readonly SQSRecord[]): SortedMessages {
  const jobs = new Map<string, JobMessages>();
  const poison: PoisonMessage[] = [];
  for (const { messageId, body, attributes } of records) {
    const parsed = parseEvent(body);
    if ('poison' in parsed) {
      poison.push({ messageId, body, reason: parsed.poison });
      continue;
    }
    const { jobId } = parsed.event;
    const job = jobs.get(jobId) ?? { jobId, events: [], messageIds: [], freshTimes: [], isRetried: false };
    job.events.push(parsed.event);
    job.messageIds.push(messageId);
    if (Number(attributes.ApproximateReceiveCount) > 1) job.isRetried = true;
    const time = freshTime(parsed.event, Number(attributes.SentTimestamp));
    if (time !== undefined) job.freshTimes.push(time);
    jobs.set(jobId, job);
  }
  return { jobs: [...jobs.values()], poison };
}
