import { hasEnded } from '../job/has-ended.ts';
import type { JobProgress } from '../job/job-progress.ts';
import type { WatchError } from '../watch-error.ts';

/** The events of the element, by their names. None of them bubbles. */
export type JobProgressEvents = {
  /** A newer state of the job. */
  progress: CustomEvent<{ job: JobProgress }>;
  /** Another phase: null while there is none. */
  phasechange: CustomEvent<{ job: JobProgress; phase: Phase; previousPhase: Phase }>;
  /** The job's updates have stopped. */
  stalled: CustomEvent<{ job: JobProgress }>;
  /** The job is complete. */
  complete: CustomEvent<{ job: JobProgress }>;
  /** The job was canceled. */
  canceled: CustomEvent<{ job: JobProgress }>;
  /** The job has failed, or the API refuses: then `error` says why. */
  error: CustomEvent<{ job: JobProgress | undefined; error?: WatchError }>;
};

type Phase = JobProgress['progressMetrics']['currentPhase'];

/** What a newer state of a job is to be told by. `before` is undefined for the first. */
export function eventsOf(before: JobProgress | undefined, job: JobProgress): CustomEvent[] {
  const names: (keyof JobProgressEvents)[] = ['progress'];
  const phase = job.progressMetrics.currentPhase ?? null;
  const previousPhase = before?.progressMetrics.currentPhase ?? null;
  if (phase !== previousPhase) names.push('phasechange');
  if (job.stalled && before?.stalled !== true) names.push('stalled');
  if (hasEnded(job) && (before === undefined || !hasEnded(before))) {
    names.push(job.status === 'COMPLETE' ? 'complete' : job.status === 'CANCELED' ? 'canceled' : 'error');
  }
  return names.map(
    (name) => new CustomEvent(name, { detail: name === 'phasechange' ? { job, phase, previousPhase } : { job } }),
  );
}

/** What a refusal is to be told by. */
export function refusalOf(job: JobProgress | undefined, error: WatchError): JobProgressEvents['error'] {
  return new CustomEvent('error', { detail: { job, error } });
}
