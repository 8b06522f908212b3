import { randomUUID } from 'node:crypto';
import type { ApiCall } from '../../schema/events/api-call.ts';
import type { AwsRequest } from '../gateway/service.ts';
import { wholeSeconds } from './event-time.ts';
import type { Place } from './queues.ts';

/** A call of the API that CloudTrail records: the names and what was asked and answered, in the spelling of the wire. */
type RecordedCall = {
  eventName: 'CreateJob' | 'CancelJob';
  requestParameters: object;
  responseElements: object | null;
};

/**
 * The CloudTrail record of a call that was carried out just now, as EventBridge brings it.
 * AWS: MediaConvert User Guide, "Logging AWS Elemental MediaConvert API calls with AWS CloudTrail".
 * UNSURE: the record of CancelJob, of which no example is published.
 */
export function apiCallRecord(
  { principal, headers }: AwsRequest,
  { region, accountId }: Place,
  call: RecordedCall,
): ApiCall {
  const eventTime = wholeSeconds(Date.now());
  const record = {
    eventVersion: '1.09',
    userIdentity: {
      type: principal.arn.includes(':assumed-role/') ? 'AssumedRole' : 'IAMUser',
      principalId: principal.userId,
      arn: principal.arn,
      accountId: principal.accountId,
    },
    eventTime,
    eventSource: 'mediaconvert.amazonaws.com',
    eventName: call.eventName,
    awsRegion: region,
    sourceIPAddress: '127.0.0.1',
    userAgent: headers['user-agent'] ?? '',
    requestParameters: call.requestParameters,
    responseElements: call.responseElements,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  };
  return {
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.mediaconvert',
    time: eventTime,
    resources: [],
    // The types of the records have only what the collector reads.
    detail: record as ApiCall['detail'],
  };
}
