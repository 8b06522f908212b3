import type { EventPattern } from 'aws-cdk-lib/aws-events';

/**
 * The events that the collector wants, by the name of their rule: state changes of jobs, and the calls that create and cancel them.
 * What else MediaConvert sends (engine versions, every other call that CloudTrail records) stays out.
 */
export function eventPatterns(filter: Filter = {}): Record<string, EventPattern> {
  return {
    JobStateChanges: stateChange(filter),
    CreateJobCalls: apiCall('CreateJob', createdJobFilter(filter)),
    // A CancelJob call names nothing but a job id: with a filter, nobody could tell whether the job is meant.
    ...(isEmpty(filter) && { CancelJobCalls: apiCall('CancelJob', {}) }),
  };
}

/**
 * The events that the analyzer wants, by the name of their rule: the first that comes of a job, of its creation or, where
 * no trail records that, of its inputs. A `status` in the filter chooses among the events of a job, not among jobs: it
 * says nothing here.
 */
export function analysisPatterns(filter: Filter = {}): Record<string, EventPattern> {
  return {
    CreateJobCalls: apiCall('CreateJob', createdJobFilter(filter)),
    InputInformation: stateChange({ ...withoutStatus(filter), status: ['INPUT_INFORMATION'] }),
  };
}

/** A pattern for the `detail` of job state changes. Empty for all of them. */
type Filter = Record<string, unknown>;

const isFilter = (value: unknown): value is Filter =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (filter: Filter): boolean => Object.keys(filter).length === 0;

function stateChange(filter: Filter): EventPattern {
  return {
    source: ['aws.mediaconvert'],
    detailType: ['MediaConvert Job State Change'],
    ...(!isEmpty(filter) && { detail: filter }),
  };
}

function apiCall(eventName: string, filter: Filter): EventPattern {
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
function createdJobFilter(filter: Filter): Filter {
  const job = Object.fromEntries(Object.entries(filter).filter(([key]) => key === 'userMetadata' || key === 'queue'));
  return isEmpty(job) ? {} : { responseElements: { job } };
}

/** The filter without what it asks of a job's status, also in the alternatives of `$or`. */
function withoutStatus(filter: Filter): Filter {
  const { $or: alternatives, ...rest } = Object.fromEntries(Object.entries(filter).filter(([key]) => key !== 'status'));
  if (!Array.isArray(alternatives)) return rest;
  const remaining = alternatives.filter(isFilter).map(withoutStatus);
  // An alternative that asked for nothing but a status holds for every job now, and the others with it.
  return remaining.some(isEmpty) ? rest : { ...rest, $or: remaining };
}
