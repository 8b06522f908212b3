import { App, Aws, CfnParameter, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { checkProps, InvalidPropError, PROP_NAMES } from '../../infra/check-props.ts';
import { MediaConvertJobProgress } from '../../infra/media-convert-job-progress.ts';
import type { MediaConvertJobProgressProps } from '../../infra/props.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const DAYS = '1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653';

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
      'ingest is 10, but must be an object with any of batchSize, maxBatchingWindowSeconds, maxConcurrency, maxReceiveCount, retryDelaySeconds, timeoutSeconds, memorySizeMiB.',
    ],
    [{ ingest: { batchSize: 0 } }, 'ingest.batchSize is 0, but must be a whole number from 1 to 10000.'],
    [{ ingest: { maxConcurrency: 1 } }, 'ingest.maxConcurrency is 1, but must be a whole number from 2 to 1000.'],
    [
      { ingest: { batchsize: 5 } },
      'ingest.batchsize is not known; the keys are batchSize, maxBatchingWindowSeconds, maxConcurrency, maxReceiveCount, retryDelaySeconds, timeoutSeconds, memorySizeMiB.',
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
      ['media-in', 'media-in'],
      [1],
      Array.from({ length: 51 }, (_, n) => `media-${n}`),
    ].map((mediaBuckets): [Record<string, unknown>, string] => [
      { mediaBuckets },
      `mediaBuckets is ${JSON.stringify(mediaBuckets)}, but must be a list of at most 50 names of S3 buckets, each once.`,
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
    [{ streamShards: 0, streamMode: 'PROVISIONED' }, 'streamShards is 0, but must be a whole number from 1 to 10000.'],
    [{ streamShards: 2 }, 'streamShards is 2, but must be left out when streamMode is ON_DEMAND.'],
    [{ deletionProtection: 'no' }, 'deletionProtection is "no", but must be true or false.'],
    ...['API_KEY', [], ['API_KEY', 'API_KEY'], ['NONE']].map((auth): [Record<string, unknown>, string] => [
      { auth },
      `auth is ${JSON.stringify(auth)}, but must be a list of API_KEY, COGNITO, OIDC, IAM, each at most once and at least one.`,
    ]),
    ...['2027-2-1', '2027-02-29', '30 June 2027', 20270630].map((apiKeyExpires): [Record<string, unknown>, string] => [
      { apiKeyExpires },
      `apiKeyExpires is ${JSON.stringify(apiKeyExpires)}, but must be a day such as 2027-06-30.`,
    ]),
    ...['2026-11-25', '2027-11-25'].map((apiKeyExpires): [Record<string, unknown>, string] => [
      { apiKeyExpires },
      `apiKeyExpires is "${apiKeyExpires}", but must be from 2026-11-26 to 2027-11-24: an API key lives 1 to 365 days.`,
    ]),
    [
      { auth: ['IAM'], apiKeyExpires: '2027-06-30' },
      'apiKeyExpires is "2027-06-30", but must be left out unless auth has API_KEY (it is IAM).',
    ],
    [
      { auth: ['COGNITO'], userPoolId: 'my pool' },
      'userPoolId is "my pool", but must be the id of a user pool, such as us-east-1_AbCdEfGhI.',
    ],
    [
      { userPoolId: 'us-east-1_AbCdEfGhI' },
      'userPoolId is "us-east-1_AbCdEfGhI", but must be left out unless auth has COGNITO (it is API_KEY).',
    ],
    [
      { oidc: 'https://login.example' },
      'oidc is "https://login.example", but must be an object with any of issuer, clientId.',
    ],
    [{ auth: ['OIDC'], oidc: { clientId: 'web' } }, 'oidc is {"clientId":"web"}, but must have issuer.'],
    ...['http://login.example', 'https://login.example?a=b', 'login.example'].map(
      (issuer): [Record<string, unknown>, string] => [
        { auth: ['OIDC'], oidc: { issuer } },
        `oidc.issuer is "${issuer}", but must be a URL with https:// and without query or fragment.`,
      ],
    ),
    [
      { auth: ['OIDC'], oidc: { issuer: 'https://login.example', clientId: '' } },
      'oidc.clientId is "", but must be a text of 1 to 128 characters.',
    ],
    [
      { oidc: { issuer: 'https://login.example' } },
      'oidc is {"issuer":"https://login.example"}, but must be left out unless auth has OIDC (it is API_KEY).',
    ],
    [{ auth: ['IAM', 'OIDC'] }, 'oidc is left out, but must name an issuer when auth has OIDC (it is IAM, OIDC).'],
    [{ tenancy: true }, 'tenancy is true, but must be an object with any of claim, metadataKey.'],
    [
      { tenancy: { claim: 'custom:tenant' } },
      'tenancy is {"claim":"custom:tenant"}, but must have claim and metadataKey.',
    ],
    [
      { tenancy: { claim: '', metadataKey: 'tenant' } },
      'tenancy.claim is "", but must be a text of 1 to 128 characters.',
    ],
    ...[undefined, ['IAM'], ['API_KEY', 'COGNITO']].map((auth): [Record<string, unknown>, string] => [
      { ...(auth && { auth }), tenancy: { claim: 'tenant', metadataKey: 'tenant' } },
      `tenancy is {"claim":"tenant","metadataKey":"tenant"}, but auth must have COGNITO or OIDC and no API_KEY with it (it is ${(auth ?? ['API_KEY']).join(', ')}).`,
    ]),
    ...['custom:', `custom:${'x'.repeat(21)}`].map((claim): [Record<string, unknown>, string] => [
      { auth: ['COGNITO'], tenancy: { claim, metadataKey: 'tenant' } },
      `tenancy.claim is "${claim}", but must have 1 to 20 characters after custom: unless userPoolId is given.`,
    ]),
    [{ introspection: 0 }, 'introspection is 0, but must be true or false.'],
    [{ waf: 'on' }, 'waf is "on", but must be true, false or an object with any of requestsPerFiveMinutes.'],
    [
      { waf: { requestsPerFiveMinutes: 9 } },
      'waf.requestsPerFiveMinutes is 9, but must be a whole number from 10 to 2000000000.',
    ],
    [
      { archive: 365 },
      'archive is 365, but must be true, false or an object with any of expirationDays, infrequentAccessDays, bufferSeconds.',
    ],
    [
      { archive: { infrequentAccessDays: 29 } },
      'archive.infrequentAccessDays is 29, but must be a whole number from 30 to 36500.',
    ],
    [
      { archive: { infrequentAccessDays: 365 } },
      'archive.infrequentAccessDays is 365, but must be less than archive.expirationDays (365).',
    ],
    [{ archive: { bufferSeconds: 901 } }, 'archive.bufferSeconds is 901, but must be a whole number from 0 to 900.'],
    [
      { auth: ['IAM'], dashboard: true },
      'dashboard is true, but must be false when auth is IAM alone: a page cannot be asked to sign.',
    ],
    [
      { archive: true, streams: false },
      'archive is true, but must be false when streams is false: it is filled from them.',
    ],
    [{ monitoring: 'none' }, 'monitoring is "none", but must be true or false.'],
    [{ alarmTopicArn: 'my-topic' }, 'alarmTopicArn is "my-topic", but must be the ARN of an SNS topic.'],
    [
      { alarmTopicArn: new Topic(new Stack(new App(), 'Other'), 'Topic') },
      'alarmTopicArn is Other/Topic, but must be the ARN of an SNS topic.',
    ],
    [
      { alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:alarms', monitoring: false },
      'alarmTopicArn is "arn:aws:sns:us-east-1:123456789012:alarms", but must be left out when monitoring is false.',
    ],
    [
      { alarms: 5 },
      'alarms is 5, but must be an object with any of oldestEventSeconds, jobErrorPercent, standbySeconds, stalledJobs.',
    ],
    [{ alarms: { jobErrorPercent: 101 } }, 'alarms.jobErrorPercent is 101, but must be a whole number from 0 to 100.'],
    [
      { alarms: { stalledJobs: 1 }, monitoring: false },
      'alarms is {"stalledJobs":1}, but must be left out when monitoring is false.',
    ],
    [{ logRetentionDays: 10 }, `logRetentionDays is 10, but must be one of ${DAYS}.`],
    [{ logRetentionDays: 9999 }, `logRetentionDays is 9999, but must be one of ${DAYS}.`],
    [{ tracing: 'active' }, 'tracing is "active", but must be true or false.'],
    [{ toString: 1 }, `toString is not known; the keys are ${PROP_NAMES.join(', ')}.`],
  ])('refuses %j', (props, message) => {
    expect(() => {
      checkProps(props, NOW);
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
    { streamMode: 'PROVISIONED', streamShards: 10_000, deletionProtection: true, tracing: false, introspection: false },
    { auth: ['IAM', 'API_KEY', 'OIDC', 'COGNITO'], oidc: { issuer: 'https://login.example/realm', clientId: 'a|b' } },
    {
      auth: ['COGNITO', 'IAM'],
      userPoolId: 'us-gov-west-1_AbCdEfGhI',
      tenancy: { claim: `custom:${'x'.repeat(21)}`, metadataKey: 'a' },
    },
    { auth: ['COGNITO'], tenancy: { claim: `custom:${'x'.repeat(20)}`, metadataKey: 'a' } },
    { auth: ['COGNITO'], tenancy: { claim: 'cognito:username', metadataKey: 'a' } },
    { apiKeyExpires: '2026-11-26' },
    { apiKeyExpires: '2027-11-24' },
    { waf: false, archive: false, monitoring: false, streams: false },
    { waf: true, archive: true, monitoring: true, streams: true },
    { waf: {}, archive: {}, alarms: {} },
    {
      waf: { requestsPerFiveMinutes: 10 },
      archive: { expirationDays: 31, infrequentAccessDays: 30, bufferSeconds: 0 },
    },
    { archive: { expirationDays: 1 }, logRetentionDays: RetentionDays.TEN_YEARS },
    { alarmTopicArn: 'arn:aws-cn:sns:cn-north-1:123456789012:alarms', alarms: { jobErrorPercent: 0, stalledJobs: 0 } },
  ])('takes %j', (props) => {
    expect(() => {
      checkProps(props, NOW);
    }).not.toThrow();
  });
});

describe('a value that only CloudFormation knows', () => {
  const scope = new Stack(new App(), 'Other');
  const parameter = new CfnParameter(scope, 'Parameter');

  it.each<[string, MediaConvertJobProgressProps]>([
    ['userPoolId', { auth: ['COGNITO'], userPoolId: parameter.valueAsString }],
    ['alarmTopicArn', { alarmTopicArn: new Topic(scope, 'Topic').topicArn }],
    ['mediaBuckets', { mediaBuckets: ['media-in', `media-${Aws.ACCOUNT_ID}`, parameter.valueAsString] }],
    ['oidc.issuer', { auth: ['OIDC'], oidc: { issuer: `https://login.${Aws.REGION}.example` } }],
    ['oidc.clientId', { auth: ['OIDC'], oidc: { issuer: parameter.valueAsString, clientId: parameter.valueAsString } }],
  ])('is taken as `%s`', (_, props) => {
    expect(() => {
      checkProps(props, NOW);
    }).not.toThrow();
  });

  it('is refused where the template follows from it: as a whole list', () => {
    const list = new CfnParameter(scope, 'List', { type: 'CommaDelimitedList' });

    expect(() => {
      checkProps({ mediaBuckets: list.valueAsList }, NOW);
    }).toThrow('must be a list of at most 50 names of S3 buckets');
  });
});

describe('MediaConvertJobProgress', () => {
  it('refuses in any app what `checkProps` refuses', () => {
    const stack = new Stack(new App(), 'Other');

    expect(() => new MediaConvertJobProgress(stack, 'JobProgress', { jobTableTtlDays: 0 })).toThrow(InvalidPropError);
  });
});
