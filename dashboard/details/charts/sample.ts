import type { JobProgress } from '../../../client/job/job-progress.ts';
import type { JobEvent } from '../events/event-log.ts';

/**
 * How far a job was at a time, in epoch milliseconds. What an update did not tell is null. `isDecoded`: all frames are decoded, so that no more
 * of them come.
 */
export type Sample = {
  time: number;
  percent: number | null;
  frames: number | null;
  retryCount: number;
  isDecoded: boolean;
};

/** What a STATUS_UPDATE tells; undefined of other events, and of one whose detail cannot be read. */
export function sampleOfEvent({
  status,
  timestamp,
  detail,
}: Pick<JobEvent, 'status' | 'timestamp' | 'detail'>): Sample | undefined {
  const time = Date.parse(timestamp);
  if (status !== 'STATUS_UPDATE' || Number.isNaN(time)) return undefined;
  const told = record(parsed(detail));
  const progress = record(told?.['jobProgress']);
  if (told === undefined) return undefined;
  return {
    time,
    percent: amount(progress?.['jobPercentComplete']),
    frames: amount(told['framesDecoded']),
    retryCount: amount(progress?.['retryCount']) ?? 0,
    isDecoded: record(record(progress?.['phaseProgress'])?.['TRANSCODING'])?.['status'] === 'COMPLETE',
  };
}

/**
 * What a live update tells of the newest STATUS_UPDATE: the same time, so that its event takes the sample's place. A complete
 * job is at 100 %; its frames were decoded at an unknown time before.
 */
export function sampleOfUpdate({ status, eventTimes, progressMetrics }: JobProgress): Sample | undefined {
  const { percentJobComplete, framesDecoded, retryCount, currentPhase } = progressMetrics;
  const isComplete = status === 'COMPLETE';
  const time = Date.parse((isComplete ? eventTimes.completeTime : eventTimes.lastStatusTime) ?? '');
  if (Number.isNaN(time)) return undefined;
  return {
    time,
    percent: isComplete ? 100 : (percentJobComplete ?? null),
    frames: isComplete ? null : (framesDecoded ?? null),
    retryCount: retryCount ?? 0,
    isDecoded: isComplete || currentPhase === 'UPLOADING',
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function amount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
