import type { JobProgress } from './job-progress.ts';

/** Whether a job is over: complete, canceled or failed. It stays so, whatever is heard of it later. */
export function hasEnded({ status }: Pick<JobProgress, 'status'>): boolean {
  return status === 'COMPLETE' || status === 'CANCELED' || status === 'ERROR';
}
