import type { BatchCost } from '../../../bench/per-event/measure-batches.ts';

/** What a batch may take at most. */
export type Bounds = Pick<
  BatchCost,
  'calls' | 'roundTrips' | 'requestBytes' | 'writeUnits' | 'stateUnits' | 'readUnits' | 'publishes' | 'records'
>;

/** Of a job in the middle of its work. Whoever raises one says in the commit what is had for it. */
export const STEADY_UPDATE: Bounds = {
  calls: 6,
  roundTrips: 2,
  requestBytes: 26_000,
  writeUnits: 4,
  stateUnits: 2,
  readUnits: 0,
  publishes: 1,
  records: 21,
};

/** Of ten such jobs, an update of each. */
export const TEN_STEADY_UPDATES: Bounds = {
  calls: 24,
  roundTrips: 2,
  requestBytes: 250_000,
  writeUnits: 40,
  stateUnits: 20,
  readUnits: 0,
  publishes: 10,
  records: 210,
};

/** Of one such job, ten updates. */
export const TEN_UPDATES_OF_ONE_JOB: Bounds = {
  calls: 6,
  roundTrips: 2,
  requestBytes: 50_000,
  writeUnits: 22,
  stateUnits: 2,
  readUnits: 0,
  publishes: 1,
  records: 30,
};

/** Of each function's bundle, minified. The analyzer has MediaInfo. */
export const BUNDLE_BYTES = {
  collector: 300_000,
  analyzer: 540_000,
  reconciler: 350_000,
};
