/** What happened, in the units that AWS charges for. Times and counts are of one step of a job, or of one round. */
export type Quantities = {
  /** Of both queues: sends, receives that brought something, deletes; one for each 64 KiB begun. */
  queueRequests: number;
  collectorInvocations: number;
  analyzerInvocations: number;
  reconcilerInvocations: number;
  /** DynamoDB's request units. */
  writeUnits: number;
  readUnits: number;
  /** By which what is stored has grown: in EventTable, and in the other tables. */
  eventBytes: number;
  jobBytes: number;
  /** Records of the three streams: their bytes, and in KiB, each rounded up to 1 KiB, and to 5 KiB as Firehose does. */
  streamBytes: number;
  streamKib: number;
  archiveKib: number;
  /** Publish mutations; each is one update for each subscriber. */
  updates: number;
  /** What one subscriber receives of them. */
  updateBytes: number;
  /** Requests for objects of media, and for what S3 knows of them. */
  mediaReads: number;
  /** Lines that the functions print, each with the 26 bytes that CloudWatch Logs adds. */
  logBytes: number;
};

/** Nothing at all. */
export const NOTHING: Quantities = {
  queueRequests: 0,
  collectorInvocations: 0,
  analyzerInvocations: 0,
  reconcilerInvocations: 0,
  writeUnits: 0,
  readUnits: 0,
  eventBytes: 0,
  jobBytes: 0,
  streamBytes: 0,
  streamKib: 0,
  archiveKib: 0,
  updates: 0,
  updateBytes: 0,
  mediaReads: 0,
  logBytes: 0,
};

const NAMES = Object.keys(NOTHING) as (keyof Quantities)[];

/** The mean of quantities, to two decimals. */
export function meanOf(parts: readonly Quantities[]): Quantities {
  const sum = sumOf(...parts.map((part): [number, Quantities] => [1, part]));
  const entries = NAMES.map((name) => [name, Math.round((100 * sum[name]) / parts.length) / 100]);
  return Object.fromEntries(entries) as Quantities;
}

/** By how much each quantity is more after than before; 0 if it is less. */
export function increase(before: Quantities, after: Quantities): Quantities {
  const entries = NAMES.map((name) => [name, Math.max(0, after[name] - before[name])]);
  return Object.fromEntries(entries) as Quantities;
}

/** The sum of quantities, each so many times; a number of times may be negative, or a fraction. */
export function sumOf(...parts: readonly [times: number, Quantities][]): Quantities {
  const entries = NAMES.map((name) => [name, parts.reduce((sum, [times, part]) => sum + times * part[name], 0)]);
  return Object.fromEntries(entries) as Quantities;
}
