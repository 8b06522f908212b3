import { createFailures } from './failures.ts';
import type { Failures } from './failures.ts';
import type { Step } from './job/next-record.ts';
import type { SortedMessages } from './sort-messages.ts';

/** A batch of messages, and what has come of it so far. Times are epoch milliseconds. */
export type Batch = SortedMessages & {
  receivedAt: number;
  failedJobs: Failures;
  /** By the ids of messages. */
  failedPoison: Failures;
  /** What was stored of the jobs, also of those that failed afterwards. */
  steps: Step[];
  /** How many writes found that another collector had been faster, or that this one had not seen the job yet. */
  conflicts: number;
  publishFailures: number;
  /** When each job was published. */
  publishedAt: Map<string, number>;
};

/** Makes one of which nothing is carried out yet. */
export function createBatch(messages: SortedMessages, receivedAt: number): Batch {
  return {
    ...messages,
    receivedAt,
    failedJobs: createFailures(),
    failedPoison: createFailures(),
    steps: [],
    conflicts: 0,
    publishFailures: 0,
    publishedAt: new Map(),
  };
}
