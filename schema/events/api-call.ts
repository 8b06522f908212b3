import type { EventEnvelope } from './event-envelope.ts';

/**
 * A call of the MediaConvert API, as CloudTrail records it. It arrives only where a trail logs, at best effort,
 * and in no order with the job's own events.
 *
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/logging-using-cloudtrail.html
 */
export type ApiCall = EventEnvelope<'AWS API Call via CloudTrail', CreateJobRecord | CancelJobRecord>;

/** What the records of all calls carry, as far as it is of use. `errorCode` is there when the call failed. */
type ApiCallRecord<Name extends string> = {
  eventName: Name;
  eventSource?: string;
  eventID?: string;
  /** ISO 8601, whole seconds. */
  eventTime?: string;
  awsRegion?: string;
  recipientAccountId?: string;
  errorCode?: string;
  errorMessage?: string;
};

/** A CreateJob call. `responseElements` is null when the call failed, and cut off when it is too large. */
export type CreateJobRecord = ApiCallRecord<'CreateJob'> & {
  requestParameters?: unknown;
  responseElements?: { job?: CreatedJob } | null;
};

/** The created job; times are epoch seconds. */
export type CreatedJob = {
  arn?: string;
  id: string;
  createdAt?: number;
  timing?: { submitTime?: number };
  queue?: string;
  status?: string;
  /** The complete settings, as validated. */
  settings?: unknown;
  userMetadata?: Record<string, string>;
  /** `SECONDS_60` */
  statusUpdateInterval?: string;
};

/** A CancelJob call: the only sign when a job is canceled while it waits in its queue. */
export type CancelJobRecord = ApiCallRecord<'CancelJob'> & {
  requestParameters?: { id: string };
  responseElements?: unknown;
};
