import type { ApiCall, CreatedJob, CreateJobRecord } from '../../schema/events/api-call.ts';
import type { EventEnvelope } from '../../schema/events/event-envelope.ts';
import type { JobStateChangeDetail } from '../../schema/events/job-state-change.ts';
import { isObject, keyTextOf, objectOf, textOf } from '../lib/read-field.ts';

/** A job whose inputs may have to be analysed. */
export type AnalysisRequest = {
  jobId: string;
  /** The id of the event that asks for it. */
  eventId: string;
  /** What the event tells; INPUT_INFORMATION tells no settings. */
  status: 'CreateJob' | 'INPUT_INFORMATION';
  /** As the wire has them. Absent when CloudTrail left them out. */
  settings?: Record<string, unknown> | undefined;
  account: string;
  region: string;
};

/** Reads an event of the analyzer's queue. Undefined when it gives nothing to analyse; never throws. */
export function readMessage(body: string): AnalysisRequest | undefined {
  const envelope = objectOf<EventEnvelope<string, unknown>>(parseJson(body));
  const record = objectOf<CreateJobRecord>(envelope.detail);
  const origin = {
    eventId: keyTextOf(envelope.id) ?? '',
    account: textOf(envelope.account) ?? textOf(record.recipientAccountId) ?? '',
    region: textOf(envelope.region) ?? textOf(record.awsRegion) ?? '',
  };
  if (envelope['detail-type'] === ('AWS API Call via CloudTrail' satisfies ApiCall['detail-type'])) {
    const { job } = objectOf<NonNullable<CreateJobRecord['responseElements']>>(record.responseElements);
    const { id, settings } = objectOf<CreatedJob>(job);
    const jobId = keyTextOf(id);
    if (record.eventName !== 'CreateJob' || jobId === undefined) return undefined;
    return { jobId, ...origin, status: 'CreateJob', settings: isObject(settings) ? settings : undefined };
  }
  const { jobId: id, status } = objectOf<JobStateChangeDetail>(envelope.detail);
  const jobId = keyTextOf(id);
  return jobId === undefined || status !== 'INPUT_INFORMATION' ? undefined : { jobId, ...origin, status };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
