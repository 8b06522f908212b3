import { hasEnded } from '../../../client/job/has-ended.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';

/**
 * A stretch of a job's life. `EARLIER` is what MediaConvert did before it started the job over for the last time, `RUNNING`
 * a run whose phases are not told, `UNKNOWN` what is not told apart at all.
 */
export type StageName = 'QUEUED' | 'EARLIER' | 'PROBING' | 'TRANSCODING' | 'UPLOADING' | 'RUNNING' | 'UNKNOWN';

/** Times in epoch milliseconds. `share` is the stage's part of the whole, 0 to 1; `isOpen`: it goes on. */
export type Stage = { name: StageName; from: number; to: number; share: number; isOpen: boolean };

/** The stages follow each other without a gap, from `from` to `to`; their shares sum up to 1, unless no time has passed. */
export type Timeline = { from: number; to: number; stages: Stage[] };

/** A job that has been silent for so long is not drawn on: nobody knows whether it still runs. */
const LONGEST_SILENCE_MS = 15 * 60_000;

type Start = { name: StageName; from: number };

/** The stages of a job, drawn to scale: until its end, or `now` while it goes on. Clocks that disagree never make a stage negative. */
export function timelineOf(job: JobProgress, now: number): Timeline {
  const starts = stageStarts(job);
  const from = starts[0].from;
  const end = endOf(job);
  const isOpen = end === undefined && goesOn(job, now);
  const to = Math.max(from, end ?? Math.max(lastSign(job), isOpen ? now : 0));
  let at = from;
  const stages = starts.map(({ name }, index): Stage => {
    const begins = at;
    const next = starts[index + 1];
    at = next === undefined ? to : Math.min(to, Math.max(begins, next.from));
    const share = to === from ? 0 : (at - begins) / (to - from);
    return { name, from: begins, to: at, share, isOpen: isOpen && next === undefined };
  });
  return { from, to, stages: stages.filter(({ share }, index) => share > 0 || index === stages.length - 1) };
}

/** Whether the last stage goes on, as far as anybody knows. */
function goesOn(job: JobProgress, now: number): boolean {
  return !job.stalled && !job.missing && (job.status === 'SUBMITTED' || now - lastSign(job) <= LONGEST_SILENCE_MS);
}

function stageStarts(job: JobProgress): [Start, ...Start[]] {
  const { status, createdAt, eventTimes, progressMetrics } = job;
  const created = epoch(eventTimes.createTime) ?? epoch(createdAt) ?? 0;
  const left = epoch(eventTimes.firstProgressingTime);
  if (left === undefined) return [{ name: status === 'SUBMITTED' ? 'QUEUED' : 'UNKNOWN', from: created }];

  const queued: Start = { name: 'QUEUED', from: Math.min(created, left) };
  const [first, ...later] = phaseStarts(job);
  if (first === undefined) return [queued, { name: 'RUNNING', from: left }];
  // The first attempt begins when the job leaves its queue; when a later one did, its first update tells.
  const isRetry = (progressMetrics.retryCount ?? 0) > 0;
  return isRetry
    ? [queued, { name: 'EARLIER', from: left }, first, ...later]
    : [queued, { ...first, from: left }, ...later];
}

/** When the newest attempt's phases began: each lasts until the next, the last until the job's end or its newest update. */
function phaseStarts(job: JobProgress): Start[] {
  const { probing, transcoding, uploading } = job.progressMetrics.phaseDurations ?? {};
  let at = endOf(job) ?? epoch(job.eventTimes.lastStatusTime) ?? lastSign(job);
  const before = (name: StageName, seconds: number | null | undefined): Start[] => {
    if (typeof seconds !== 'number') return [];
    at -= seconds * 1000;
    return [{ name, from: at }];
  };
  return [before('UPLOADING', uploading), before('TRANSCODING', transcoding), before('PROBING', probing)]
    .flat()
    .reverse();
}

/** When the job ended; undefined while it has not. */
function endOf({ status, eventTimes }: JobProgress): number | undefined {
  if (!hasEnded({ status })) return undefined;
  const { completeTime, errorTime, canceledTime, lastTime } = eventTimes;
  return epoch(completeTime ?? errorTime ?? canceledTime ?? lastTime);
}

/** The newest time that anything tells of the job. */
function lastSign({ createdAt, eventTimes }: JobProgress): number {
  const { firstProgressingTime, lastStatusTime, lastTime } = eventTimes;
  return Math.max(...[createdAt, firstProgressingTime, lastStatusTime, lastTime].map((time) => epoch(time) ?? 0));
}

function epoch(time: string | null | undefined): number | undefined {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
