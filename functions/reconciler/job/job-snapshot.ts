import type { Job } from '@aws-sdk/client-mediaconvert';
import type { JobSnapshotEvent } from '../../../schema/events/job-snapshot.ts';
import { snapshotJob } from './snapshot-job.ts';

/** What MediaConvert answered for a job. `job` is null when it does not know the job. `answeredAt` in epoch milliseconds. */
export type Answer = { jobId: string; answeredAt: number; job: Job | null };

/** Whose jobs are asked for. */
export type Origin = { account: string; region: string };

/** Reads the account and the region that a Lambda function runs in from its ARN: it asks for the jobs of these. */
export function originOf(functionArn: string): Origin {
  const [, , , region = '', account = ''] = functionArn.split(':');
  return { account, region };
}

/** An answer as the event that goes into the event queue. `id` is a UUID. */
export function jobSnapshot(
  { jobId, answeredAt, job }: Answer,
  { account, region }: Origin,
  id: string,
): JobSnapshotEvent {
  return {
    version: '0',
    id,
    'detail-type': 'MediaConvert Job Snapshot',
    source: 'mediaconvert-job-progress.reconciler',
    account,
    time: `${new Date(answeredAt).toISOString().slice(0, 19)}Z`,
    region,
    resources: [],
    detail: { jobId, timestamp: answeredAt, job: job && snapshotJob(job) },
  };
}
