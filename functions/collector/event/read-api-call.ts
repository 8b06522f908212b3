import type { ApiCall, CancelJobRecord, CreatedJob, CreateJobRecord } from '../../../schema/events/api-call.ts';
import type { DetailFields } from './checked-event.ts';
import { epochMsOf, epochSecondsOf, intervalOf, isoTimeOf, keyTextOf, nameOf, objectOf } from '../../lib/read-field.ts';
import { readMetadata } from './read-metadata.ts';

const NAMES = ['CreateJob', 'CancelJob'] as const;

/** Reads a CloudTrail record. A failed call, or a call of another name, names no job. */
export function readApiCall(detail: unknown, envelopeTime: number | undefined): DetailFields {
  const record = objectOf<ApiCall['detail'] & { timestamp?: number }>(detail);
  const name = nameOf(record.eventName, NAMES);
  const succeeded = record.errorCode === undefined || record.errorCode === null;
  const timestamp = epochMsOf(record.timestamp) ?? envelopeTime ?? isoTimeOf(record.eventTime);
  return {
    status: name ?? '',
    timestamp,
    account: keyTextOf(record.recipientAccountId),
    region: keyTextOf(record.awsRegion),
    ...(succeeded && name === 'CreateJob' ? readCreatedJob(record.responseElements, timestamp) : { jobId: undefined }),
    ...(succeeded && name === 'CancelJob' ? { jobId: readCanceledId(record.requestParameters) } : {}),
  };
}

function readCreatedJob(responseElements: unknown, timestamp: number | undefined) {
  const job = objectOf<CreatedJob>(objectOf<NonNullable<CreateJobRecord['responseElements']>>(responseElements).job);
  const { submitTime } = objectOf<NonNullable<CreatedJob['timing']>>(job.timing);
  return {
    jobId: keyTextOf(job.id),
    queue: keyTextOf(job.queue),
    userMetadata: readMetadata(job.userMetadata),
    createTime: epochSecondsOf(job.createdAt) ?? epochSecondsOf(submitTime) ?? timestamp,
    statusUpdateInterval: intervalOf(job.statusUpdateInterval),
    settings: jsonText(job.settings),
  };
}

function readCanceledId(requestParameters: unknown): string | undefined {
  return keyTextOf(objectOf<NonNullable<CancelJobRecord['requestParameters']>>(requestParameters).id);
}

/** Undefined for what is no object, or nested too deeply to be written again. */
function jsonText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
