import type { JobProgressInput } from '../../../schema/generated/graphql.ts';
import { known } from '../../lib/known.ts';
import { describeJob } from '../job/describe-job.ts';
import type { JobRecord } from '../job/job-record.ts';
import { isStalled } from '../job/stalled.ts';
import { userMetadataPair } from '../job/tags.ts';
import { tenantOf } from '../job/tenant.ts';

/**
 * What an update of a job carries: all of its progress. Times are ISO 8601 in UTC with milliseconds. `now`, in epoch
 * milliseconds, tells whether the job's own updates have stopped. `tenantMetadataKey` is undefined without tenancy.
 */
export function jobProgress(record: JobRecord, now: number, tenantMetadataKey?: string): JobProgressInput {
  const { status, account, region, queue, queueName, userMetadata, eventTimes, progressMetrics, error, missing } =
    describeJob(record.state);
  return {
    jobId: record.id,
    version: record.version,
    status,
    createdAt: isoTime(record.createdAt),
    account,
    region,
    queue,
    queueName,
    userMetadata,
    tags: userMetadata.map(({ key, value }) => userMetadataPair(key, value)),
    ...known({ tenant: tenantOf(record.state, tenantMetadataKey)?.value }),
    eventTimes: Object.fromEntries(Object.entries(known(eventTimes)).map(([name, time]) => [name, isoTime(time)])),
    progressMetrics,
    error: error ?? null,
    stalled: isStalled(record, now),
    missing: missing ?? false,
    updatedAt: isoTime(record.updatedAt),
  };
}

function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
