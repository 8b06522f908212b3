import type { JobProgressClient } from 'mediaconvert-job-progress/client';
import { useJobProgress } from './use-job-progress.ts';

/** A job drawn by the application itself. Without a percentage the bar is indeterminate. */
export function JobRow({ client, jobId }: { client: JobProgressClient; jobId: string }) {
  const { job, state } = useJobProgress(client, jobId);
  if (job === undefined) return <p>{state.status === 'refused' ? state.error.message : state.status}</p>;
  const { percentJobComplete, currentPhase } = job.progressMetrics;
  return (
    <p>
      <progress max={100} value={percentJobComplete ?? undefined} aria-label={jobId} /> {job.status} {currentPhase}
      {state.status === 'waiting' && ' (offline)'}
    </p>
  );
}
