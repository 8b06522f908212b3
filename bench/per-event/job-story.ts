import { createJobCall, type MeasuredJob, stateChange, statusUpdate } from '../calls/job-events.ts';

/** What a job tells of itself, an event at a time, a minute between two. */
export type JobStory = {
  /** The job's next event, of a status, as JSON text; SUBMITTED is what CloudTrail records of its creation. */
  next(status: string): Promise<string>;
};

/** The statuses that an event can have, in the order in which a job may come to them. */
export const EVENT_STATUSES = [
  'SUBMITTED',
  'QUEUE_HOP',
  'PROGRESSING',
  'INPUT_INFORMATION',
  'STATUS_UPDATE',
  'NEW_WARNING',
  'COMPLETE',
  'ERROR',
  'CANCELED',
] as const;

/** What a job has told before it is in the middle of its work. */
export const BEFORE = ['SUBMITTED', 'PROGRESSING', 'INPUT_INFORMATION', 'STATUS_UPDATE', 'STATUS_UPDATE'] as const;

const MINUTE_MS = 60_000;
const LONGEST_MINUTES = 60;

/** A job that has told nothing yet: one input, an output group of three outputs, two pairs of user metadata. */
export function newJobStory(): JobStory {
  let at = Date.now() - LONGEST_MINUTES * MINUTE_MS;
  let updates = 0;
  const id = `${at}-${Math.random().toString(36).slice(2, 8).padEnd(6, '0')}`;
  const job: MeasuredJob = { id, inputs: ['s3://media/ident.mp4'] };
  return {
    async next(status) {
      at += MINUTE_MS;
      if (status === 'SUBMITTED') return JSON.stringify(await createJobCall(job, at));
      if (status !== 'STATUS_UPDATE') return JSON.stringify(await stateChange(job, status, at));
      updates += 1;
      return JSON.stringify(await statusUpdate(job, updates / (LONGEST_MINUTES + 1), at));
    },
  };
}

/** A job's next events, of so many statuses. */
export async function eventsOf(job: JobStory, statuses: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const status of statuses) texts.push(await job.next(status));
  return texts;
}
