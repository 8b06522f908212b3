import type { CheckedEvent } from '../event/checked-event.ts';
import { canonicalJson } from './canonical-json.ts';
import { facts } from './facts.ts';
import type { JobRecord } from './job-record.ts';
import { merge } from './job-state.ts';
import type { JobState } from './job-state.ts';
import { indexTags } from './tags.ts';

/** When events were received, in epoch milliseconds, and how long their job is to be kept, in seconds. */
export type Receipt = { receivedAt: number; keepSeconds: number };

/** What a batch of events does to a job's record. */
export type Step = {
  /** The record before; undefined when the job was not known. */
  previous: JobRecord | undefined;
  record: JobRecord;
  /** False when the stored record is as it should be. */
  write: boolean;
  /** True when all the index and detail rows are to be written. */
  rows: boolean;
};

/**
 * Folds the events of a job, at least one, into its record.
 *
 * A receipt extends the job's `ttl`. Index and detail rows live one period longer than the job did when they were
 * written, so they need to be written again only when a job is kept longer than that: `rowsTtl` tells.
 *
 * `rowsTtl` is stored with the job, before the rows are written. That is right even if the collector dies in between:
 * its messages are then not acknowledged, and come back. Whoever gets them finds that they teach nothing, because merging
 * is idempotent, takes that as the sign of effects cut short, and writes all the rows again. So a stored `rowsTtl` means:
 * the rows live until then, or a message that will write them is still in the queue. A message that teaches nothing for
 * another reason, such as a late status update, costs some needless writes and does no harm. Storing `rowsTtl` only after the
 * rows would need a third round trip, or have every other collector write the rows of a new job once more.
 */
export function nextRecord(
  jobId: string,
  previous: JobRecord | undefined,
  events: readonly CheckedEvent[],
  { receivedAt, keepSeconds }: Receipt,
): Step {
  const ttl = Math.max(previous?.ttl ?? 0, Math.floor(receivedAt / 1000) + keepSeconds);
  const taught = events.map(facts);
  if (previous === undefined) {
    const state = taught.reduce(merge, {});
    const firstTime = Math.min(...events.map(({ timestamp }) => timestamp ?? receivedAt));
    const createdAt = state.idTime ?? firstTime;
    const rowsTtl = ttl + keepSeconds;
    const heardAt = receivedAt;
    const record = { id: jobId, version: 1, createdAt, updatedAt: receivedAt, heardAt, ttl, rowsTtl, state };
    return { previous, record, write: true, rows: true };
  }

  const state = taught.reduce(merge, previous.state);
  const changed = state !== previous.state;
  const news = taught.length === 1 ? [changed] : taught.map((each) => merge(previous.state, each) !== previous.state);
  // An answer is no sign that the job itself still tells, however much is learnt of it.
  const isHeard = events.some(({ snapshot }, index) => snapshot === undefined && news[index]);
  const rows = news.includes(false) || previous.rowsTtl < ttl || !sameRows(previous.state, state);
  const record = {
    ...previous,
    version: previous.version + (changed ? 1 : 0),
    updatedAt: changed ? receivedAt : previous.updatedAt,
    heardAt: isHeard ? Math.max(previous.heardAt, receivedAt) : previous.heardAt,
    ttl,
    rowsTtl: rows ? ttl + keepSeconds : previous.rowsTtl,
    state,
  };
  return { previous, record, write: changed || ttl > previous.ttl, rows };
}

/** The rows of the inputs' reports are written by the analyzer, and extended here. */
function sameRows(previous: JobState, state: JobState): boolean {
  if (previous === state) return true;
  return (
    previous.inputCount === state.inputCount && canonicalJson(indexTags(previous)) === canonicalJson(indexTags(state))
  );
}
