import { describe, expect, it } from 'vitest';
import { eventPatterns } from '../../../infra/ingest/event-patterns.ts';

const stateChange = { source: ['aws.mediaconvert'], detailType: ['MediaConvert Job State Change'] };
const apiCall = (eventName: string, detail: Record<string, unknown> = {}): unknown => ({
  source: ['aws.mediaconvert'],
  detailType: ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['mediaconvert.amazonaws.com'],
    eventName: [eventName],
    errorCode: [{ exists: false }],
    ...detail,
  },
});

describe('eventPatterns', () => {
  it('takes state changes of jobs, and the calls CreateJob and CancelJob, and nothing else', () => {
    expect(eventPatterns()).toEqual({
      JobStateChanges: stateChange,
      CreateJobCalls: apiCall('CreateJob'),
      CancelJobCalls: apiCall('CancelJob'),
    });
  });

  it('narrows state changes by the whole filter, CreateJob by the parts that its record can answer, and drops CancelJob', () => {
    const userMetadata = { application: ['Foo', { exists: false }] };
    const queue = [{ suffix: ':queues/Default' }];

    expect(eventPatterns({ userMetadata, queue, status: ['COMPLETE'] })).toEqual({
      JobStateChanges: { ...stateChange, detail: { userMetadata, queue, status: ['COMPLETE'] } },
      CreateJobCalls: apiCall('CreateJob', { responseElements: { job: { userMetadata, queue } } }),
    });
  });

  it('leaves CreateJob whole when its record can answer none of the filter', () => {
    expect(eventPatterns({ status: ['COMPLETE'] })['CreateJobCalls']).toEqual(apiCall('CreateJob'));
  });
});
