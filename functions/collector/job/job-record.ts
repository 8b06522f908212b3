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
  /** When an event last taught anything but that MediaConvert was asked, in epoch milliseconds: the time of its receipt. */
  heardAt: number;
  /** When the job is forgotten, in epoch seconds. */
  ttl: number;
  /** How long the job's index and detail rows live, in epoch seconds. */
  rowsTtl: number;
  state: JobState;
};
