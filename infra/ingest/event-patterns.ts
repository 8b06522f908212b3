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
    InputInformation: stateChange({
      ...withOnly(filter, (field) => field !== 'status'),
      status: ['INPUT_INFORMATION'],
    }),
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

/** What the filter asks of a job that a record of CreateJob can answer: there the new job is a part of the response. */
function createdJobFilter(filter: Filter): Filter {
  const job = withOnly(filter, (field) => field === 'userMetadata' || field === 'queue');
  return isEmpty(job) ? {} : { responseElements: { job } };
}

/** The filter without what it asks of fields that are not wanted, also in the alternatives of `$or`: it selects no less. */
function withOnly(filter: Filter, wanted: (field: string) => boolean): Filter {
  const rest = Object.fromEntries(Object.entries(filter).filter(([field]) => field !== '$or' && wanted(field)));
  const { $or: alternatives } = filter;
  if (!Array.isArray(alternatives)) return rest;
  const remaining = alternatives.filter(isFilter).map((alternative) => withOnly(alternative, wanted));
  // An alternative that asks for nothing any more holds for every job, and the others with it.
  return remaining.some(isEmpty) ? rest : { ...rest, $or: remaining };
}
