import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { checkProps, InvalidPropError } from '../../infra/check-props.ts';
import { MediaConvertJobProgress } from '../../infra/media-convert-job-progress.ts';
import type { MediaConvertJobProgressProps } from '../../infra/props.ts';

describe('checkProps', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ eventTableTtlDays: 0 }, 'eventTableTtlDays is 0, but must be a whole number from 1 to 3650.'],
    [{ jobTableTtlDays: 1.5 }, 'jobTableTtlDays is 1.5, but must be a whole number from 1 to 3650.'],
    [{ jobTableTtlDays: '1' }, 'jobTableTtlDays is "1", but must be a whole number from 1 to 3650.'],
    [{ jobTableTtlDays: null }, 'jobTableTtlDays is null, but must be a whole number from 1 to 3650.'],
    [{ eventStreamRetentionHours: 23 }, 'eventStreamRetentionHours is 23, but must be a whole number from 24 to 8760.'],
    [{ jobStreamRetentionHours: 8761 }, 'jobStreamRetentionHours is 8761, but must be a whole number from 24 to 8760.'],
    [
      { metricStreamRetentionHours: -1 },
      'metricStreamRetentionHours is -1, but must be a whole number from 24 to 8760.',
    ],
    [{ streams: 'maybe' }, 'streams is "maybe", but must be true or false.'],
    [{ streamMode: 'on' }, 'streamMode is "on", but must be ON_DEMAND or PROVISIONED.'],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, 'removalPolicy is "snapshot", but must be DESTROY or RETAIN.'],
    ...['{"userMetadata"', [], {}, { queue: 'Default' }, { queue: [] }, { userMetadata: {} }, { queue: null }].map(
      (eventFilter): [Record<string, unknown>, string] => [
        { eventFilter },
        `eventFilter is ${JSON.stringify(eventFilter)}, but must be an EventBridge pattern for detail, such as {"userMetadata":{"application":["Foo"]}}.`,
      ],
    ),
    [
      { ingest: 10 },
      'ingest is 10, but must be an object with any of batchSize, maxBatchingWindowSeconds, maxConcurrency, maxReceiveCount, timeoutSeconds, memorySizeMiB.',
    ],
    [{ ingest: { batchSize: 0 } }, 'ingest.batchSize is 0, but must be a whole number from 1 to 10000.'],
    [{ ingest: { maxConcurrency: 1 } }, 'ingest.maxConcurrency is 1, but must be a whole number from 2 to 1000.'],
    [
      { ingest: { batchsize: 5 } },
      'ingest.batchsize is not known; the keys are batchSize, maxBatchingWindowSeconds, maxConcurrency, maxReceiveCount, timeoutSeconds, memorySizeMiB.',
    ],
    [
      { ingest: { batchSize: 11 } },
      'ingest.maxBatchingWindowSeconds is 0, but must be from 1 to 300 when ingest.batchSize is over 10 (it is 11).',
    ],
    ...[
      'media-in',
      ['Media'],
      ['in'],
      ['a..b'],
      ['-in-'],
      ['media-*'],
      ['one,two'],
      ['x'.repeat(64)],
      [1],
      Array.from({ length: 51 }, (_, n) => `media-${n}`),
    ].map((mediaBuckets): [Record<string, unknown>, string] => [
      { mediaBuckets },
      `mediaBuckets is ${JSON.stringify(mediaBuckets)}, but must be a list of at most 50 names of S3 buckets.`,
    ]),
    [{ discoverSubmitted: 'yes' }, 'discoverSubmitted is "yes", but must be true or false.'],
    [
      { discoverSubmitted: true, eventFilter: { queue: ['Default'] } },
      'discoverSubmitted is true, but must be false with an eventFilter: the list of waiting jobs cannot be filtered.',
    ],
    [
      { analysis: [] },
      'analysis is [], but must be an object with any of maxBytesPerInput, maxParallelInputs, maxConcurrency, timeoutSeconds, memorySizeMiB.',
    ],
    [
      { analysis: { maxBytesPerInput: 1000 } },
      'analysis.maxBytesPerInput is 1000, but must be a whole number from 65536 to 1073741824.',
    ],
    [
      { analysis: { maxParallelInputs: 151 } },
      'analysis.maxParallelInputs is 151, but must be a whole number from 1 to 150.',
    ],
    [{ analysis: { timeoutSeconds: 29 } }, 'analysis.timeoutSeconds is 29, but must be a whole number from 30 to 900.'],
    [
      { analysis: { maxBytesPerInput: 134_217_729 } },
      'analysis.maxBytesPerInput (134217729) times analysis.maxParallelInputs (4) is 536870916 bytes, but must be at most 536870912, half of analysis.memorySizeMiB (1024).',
    ],
    [
      { analysis: { maxBytesPerInput: 1_048_576, maxParallelInputs: 65, memorySizeMiB: 128 } },
      'analysis.maxBytesPerInput (1048576) times analysis.maxParallelInputs (65) is 68157440 bytes, but must be at most 67108864, half of analysis.memorySizeMiB (128).',
    ],
    [
      { analysis: { batchSize: 2 } },
      'analysis.batchSize is not known; the keys are maxBytesPerInput, maxParallelInputs, maxConcurrency, timeoutSeconds, memorySizeMiB.',
    ],
    [
      { reconciliation: 5 },
      'reconciliation is 5, but must be an object with any of intervalMinutes, requestsPerSecond, timeoutSeconds, memorySizeMiB.',
    ],
    [
      { reconciliation: { requestsPerSecond: 0 } },
      'reconciliation.requestsPerSecond is 0, but must be a whole number from 1 to 100.',
    ],
    [
      { reconciliation: { timeoutSeconds: 29 } },
      'reconciliation.timeoutSeconds is 29, but must be a whole number from 30 to 900.',
    ],
    [
      { reconciliation: { intervalMinutes: 3 } },
      'reconciliation.timeoutSeconds is 240, but must be at most 180 when reconciliation.intervalMinutes is 3.',
    ],
    [
      { toString: 1 },
      'toString is not known; the keys are eventTableTtlDays, jobTableTtlDays, eventStreamRetentionHours, jobStreamRetentionHours, metricStreamRetentionHours, streams, streamMode, eventFilter, removalPolicy, ingest, mediaBuckets, discoverSubmitted, analysis, reconciliation.',
    ],
  ])('refuses %j', (props, message) => {
    expect(() => {
      checkProps(props);
    }).toThrow(new InvalidPropError(message));
  });

  it.each<MediaConvertJobProgressProps>([
    {},
    { eventTableTtlDays: 1, jobTableTtlDays: 3650 },
    { eventStreamRetentionHours: 24, jobStreamRetentionHours: 8760 },
    { streams: false, streamMode: 'PROVISIONED', removalPolicy: RemovalPolicy.RETAIN },
    { eventFilter: { userMetadata: { application: ['Foo'] }, $or: [{ queue: ['a'] }, { queue: ['b'] }] } },
    { ingest: { batchSize: 11, maxBatchingWindowSeconds: 1 } },
    { mediaBuckets: [], discoverSubmitted: false, eventFilter: { queue: ['Default'] } },
    { mediaBuckets: ['abc', '123', 'media.in', 'x'.repeat(63), 'a-0.b--c'], discoverSubmitted: true },
    { analysis: { maxBytesPerInput: 65_536, maxParallelInputs: 150, maxConcurrency: 2, timeoutSeconds: 900 } },
    { analysis: { timeoutSeconds: 30 }, reconciliation: { timeoutSeconds: 30 }, ingest: { timeoutSeconds: 1 } },
    { analysis: { maxBytesPerInput: 134_217_728 } },
    { analysis: { maxBytesPerInput: 1_048_576, maxParallelInputs: 64, memorySizeMiB: 128 } },
    { analysis: { maxBytesPerInput: 1_073_741_824, memorySizeMiB: 8192 } },
    { reconciliation: { intervalMinutes: 1, requestsPerSecond: 100, timeoutSeconds: 60, memorySizeMiB: 128 } },
  ])('takes %j', (props) => {
    expect(() => {
      checkProps(props);
    }).not.toThrow();
  });
});

describe('MediaConvertJobProgress', () => {
  it('refuses in any app what `checkProps` refuses', () => {
    const stack = new Stack(new App(), 'Other');

    expect(() => new MediaConvertJobProgress(stack, 'JobProgress', { jobTableTtlDays: 0 })).toThrow(InvalidPropError);
  });
});
