import { readdirSync, readFileSync } from 'node:fs';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { describe, expect, it } from 'vitest';
import { analysisPatterns, eventPatterns } from '../../../infra/ingest/event-patterns.ts';
import { compilePattern } from '../../../local/eventbridge/compile-pattern.ts';
import { matches } from '../../../local/eventbridge/matches.ts';

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

describe('analysisPatterns', () => {
  const inputInformation = (filter: Record<string, unknown> = {}): unknown => ({
    ...stateChange,
    detail: { ...filter, status: ['INPUT_INFORMATION'] },
  });

  it('takes CreateJob calls, and state changes to INPUT_INFORMATION', () => {
    expect(analysisPatterns()).toEqual({ CreateJobCalls: apiCall('CreateJob'), InputInformation: inputInformation() });
  });

  const userMetadata = { application: ['Foo'] };
  const queue = [{ suffix: ':queues/Default' }];

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['keeps the jobs of the filter', { userMetadata, queue }, { userMetadata, queue }],
    ['lets no `status` of the filter stop it', { userMetadata, status: ['COMPLETE'] }, { userMetadata }],
    [
      'keeps alternatives',
      { $or: [{ queue }, { userMetadata, status: ['ERROR'] }] },
      { $or: [{ queue }, { userMetadata }] },
    ],
    [
      'drops alternatives of which one asks for nothing but a `status`',
      { $or: [{ queue }, { status: ['ERROR'] }] },
      {},
    ],
    [
      'drops a `status` of inner alternatives',
      { $or: [{ queue, $or: [{ status: ['A'] }, { status: ['B'] }] }, { userMetadata }] },
      { $or: [{ queue }, { userMetadata }] },
    ],
  ])('%s', (_, filter, jobs) => {
    expect(analysisPatterns(filter)).toEqual({
      CreateJobCalls: eventPatterns(filter)['CreateJobCalls'],
      InputInformation: inputInformation(jobs),
    });
  });
});

describe('the samples of events', () => {
  const SAMPLES = new URL('../../../schema/events/samples/', import.meta.url);
  const samples = readdirSync(SAMPLES).map((file) => ({
    name: file.replace('.json', ''),
    event: JSON.parse(readFileSync(new URL(file, SAMPLES), 'utf8')) as { detail: Record<string, unknown> },
  }));
  const taken = (patterns: Record<string, EventPattern>): Record<string, string[]> =>
    Object.fromEntries(
      Object.entries(patterns).map(([rule, { detailType, ...rest }]) => {
        const pattern = compilePattern({ ...rest, 'detail-type': detailType });
        return [rule, samples.filter(({ event }) => matches(pattern, event)).map(({ name }) => name)];
      }),
    );

  it('go to the collector, each by one rule', () => {
    expect(taken(eventPatterns())).toEqual({
      JobStateChanges: samples.map(({ name }) => name).filter((name) => !/^(Create|Cancel)Job$/.test(name)),
      CreateJobCalls: ['CreateJob'],
      CancelJobCalls: ['CancelJob'],
    });
  });

  it('go to the analyzer when they are the first of a job', () => {
    expect(taken(analysisPatterns())).toEqual({
      CreateJobCalls: ['CreateJob'],
      InputInformation: ['INPUT_INFORMATION'],
    });
    expect(taken(analysisPatterns({ status: ['COMPLETE'] }))).toEqual(taken(analysisPatterns()));
  });

  it('go to neither when their jobs are not those of the filter', () => {
    const filter = { userMetadata: { application: ['nobody’s'] } };

    expect(taken(eventPatterns(filter))).toEqual({ JobStateChanges: [], CreateJobCalls: [] });
    expect(taken(analysisPatterns(filter))).toEqual({ CreateJobCalls: [], InputInformation: [] });
  });
});
