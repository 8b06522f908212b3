import type { EventPattern } from 'aws-cdk-lib/aws-events';

/**
 * The events that matter, by the name of their rule: state changes of jobs, and the calls that create and cancel them.
 * What else MediaConvert sends (engine versions, every other call that CloudTrail records) stays out.
 */
export function eventPatterns(filter: Record<string, unknown> = {}): Record<string, EventPattern> {
  return {
    JobStateChanges: {
      source: ['aws.mediaconvert'],
      detailType: ['MediaConvert Job State Change'],
      ...(Object.keys(filter).length > 0 && { detail: filter }),
    },
    CreateJobCalls: apiCall('CreateJob', createdJobFilter(filter)),
    // A CancelJob call names nothing but a job id: with a filter, nobody could tell whether the job is meant.
    ...(Object.keys(filter).length === 0 && { CancelJobCalls: apiCall('CancelJob', {}) }),
  };
}

function apiCall(eventName: string, filter: Record<string, unknown>): EventPattern {
  return {
    source: ['aws.mediaconvert'],
    detailType: ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['mediaconvert.amazonaws.com'],
      eventName: [eventName],
      // CloudTrail records refused calls too; they neither create nor cancel a job.
      errorCode: [{ exists: false }],
      ...filter,
    },
  };
}

/** The part of the filter that a record of CreateJob can answer: there the new job is a part of the response. */
function createdJobFilter(filter: Record<string, unknown>): Record<string, unknown> {
  const job = Object.fromEntries(Object.entries(filter).filter(([key]) => key === 'userMetadata' || key === 'queue'));
  return Object.keys(job).length > 0 ? { responseElements: { job } } : {};
}
