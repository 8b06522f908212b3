import type { JobState } from './job-state.ts';

/** A job as it is stored. */
export type JobRecord = {
  id: string;
  /** Grows by one with every change of `state`; equal versions have equal states. */
  version: number;
  /** Epoch milliseconds, fixed by the first version. */
  createdAt: number;
  /** When this version was first stored, in epoch milliseconds. */
  updatedAt: number;
  /**
   * When an event that is no answer of MediaConvert was last received and taught something, in epoch milliseconds. Of a job
   * that only answers have told of, when the first was received.
   */
  heardAt: number;
  /** When the job is forgotten, in epoch seconds. */
  ttl: number;
  /** How long the job's index and detail rows live, in epoch seconds. */
  rowsTtl: number;
  state: JobState;
};
