import type { JobProgressInput } from '../../schema/generated/graphql.ts';

/** The least that `publishJobProgress` takes of a job. */
export function progressInput(jobId: string): JobProgressInput {
  const now = new Date().toISOString();
  return {
    jobId,
    version: 1,
    status: 'PROGRESSING',
    createdAt: now,
    updatedAt: now,
    account: '',
    region: '',
    queue: '',
    queueName: '',
    userMetadata: [],
    tags: [],
    eventTimes: {},
    progressMetrics: {},
    stalled: false,
    missing: false,
  };
}
