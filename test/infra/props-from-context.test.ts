import { readFileSync } from 'node:fs';
import { RemovalPolicy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { InvalidPropError, PROP_NAMES } from '../../infra/check-props.ts';
import { propsFromContext } from '../../infra/props-from-context.ts';
import { PART_RULES } from '../../infra/props/rules.ts';

describe('propsFromContext', () => {
  it('reads text as JSON, as `-c name=value` gives it', () => {
    expect(
      propsFromContext({
        jobTableTtlDays: '7',
        streams: 'false',
        streamMode: 'PROVISIONED',
        eventFilter: '{"queue":["Default"]}',
        ingest: '{"batchSize":5}',
      }),
    ).toEqual({
      jobTableTtlDays: 7,
      streams: false,
      streamMode: 'PROVISIONED',
      eventFilter: { queue: ['Default'] },
      ingest: { batchSize: 5 },
    });
  });

  it.each<[string, string, unknown]>([
    ['streamShards', '4', 4],
    ['deletionProtection', 'true', true],
    ['auth', 'COGNITO', ['COGNITO']],
    ['auth', 'COGNITO, IAM', ['COGNITO', 'IAM']],
    ['auth', '["COGNITO","IAM"]', ['COGNITO', 'IAM']],
    ['apiKeyExpires', '2027-06-30', '2027-06-30'],
    ['userPoolId', 'us-east-1_AbCdEfGhI', 'us-east-1_AbCdEfGhI'],
    ['oidc', '{"issuer":"https://login.example"}', { issuer: 'https://login.example' }],
    ['tenancy', '{"claim":"tenant","metadataKey":"t"}', { claim: 'tenant', metadataKey: 't' }],
    ['introspection', 'false', false],
    ['waf', 'true', true],
    ['waf', '{"requestsPerFiveMinutes":500}', { requestsPerFiveMinutes: 500 }],
    ['archive', 'true', true],
    ['dashboard', 'true', true],
    ['archive', '{"expirationDays":30}', { expirationDays: 30 }],
    ['monitoring', 'false', false],
    ['alarmTopicArn', 'arn:aws:sns:us-east-1:123456789012:alarms', 'arn:aws:sns:us-east-1:123456789012:alarms'],
    ['alarms', '{"stalledJobs":3}', { stalledJobs: 3 }],
    ['logRetentionDays', '30', 30],
    ['tracing', 'false', false],
  ])('reads `-c %s=%s`', (key, value, prop) => {
    expect(propsFromContext({ [key]: value })).toEqual({ [key]: prop });
  });

  it('takes what is not text as it is, as cdk.json gives it', () => {
    const props = { jobTableTtlDays: 7, streams: false, eventFilter: { queue: ['Default'] } };

    expect(propsFromContext(props)).toEqual(props);
  });

  it.each(['RETAIN', 'retain'])('reads `removalPolicy` %s', (removalPolicy) => {
    expect(propsFromContext({ removalPolicy })).toEqual({ removalPolicy: RemovalPolicy.RETAIN });
  });

  it.each([
    ['media-in', ['media-in']],
    ['media-in, media-archive,', ['media-in', 'media-archive']],
    ['123456', ['123456']],
    ['["media-in","media-archive"]', ['media-in', 'media-archive']],
    ['', []],
  ])('reads `mediaBuckets` %j', (mediaBuckets, names) => {
    expect(propsFromContext({ mediaBuckets })).toEqual({ mediaBuckets: names });
  });

  it('hands on text that is not JSON, for the check to refuse', () => {
    expect(propsFromContext({ jobTableTtlDays: 'many', streams: '' })).toEqual({
      jobTableTtlDays: 'many',
      streams: '',
    });
  });

  it("passes over CDK's own keys", () => {
    expect(
      propsFromContext({ 'aws:cdk:bundling-stacks': ['**'], '@aws-cdk/x:y': true, 'cli-telemetry': false }),
    ).toEqual({});
  });

  it.each(['jobTableTtlDay', 'toString', 'Auth'])('refuses the unknown key %s', (key) => {
    expect(() => propsFromContext({ [key]: '2' })).toThrow(
      new InvalidPropError(`The context key ${key} ("2") is not known; the keys are ${PROP_NAMES.join(', ')}.`),
    );
  });
});

describe('the README', () => {
  it('tells of every setting, and of each part of those that are objects', () => {
    const readme = readFileSync('README.md', 'utf8');
    const parts = PART_RULES.flatMap(({ rules }) => Object.keys(rules));

    expect([...PROP_NAMES, ...parts].filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
