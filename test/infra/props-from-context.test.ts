import { RemovalPolicy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { InvalidPropError } from '../../infra/check-props.ts';
import { propsFromContext } from '../../infra/props-from-context.ts';

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

  it.each(['jobTableTtlDay', 'toString', 'auth'])('refuses the unknown key %s', (key) => {
    expect(() => propsFromContext({ [key]: '2' })).toThrow(
      new InvalidPropError(
        `The context key ${key} ("2") is not known; the keys are eventTableTtlDays, jobTableTtlDays, eventStreamRetentionHours, jobStreamRetentionHours, metricStreamRetentionHours, streams, streamMode, eventFilter, removalPolicy, ingest, mediaBuckets, discoverSubmitted, analysis, reconciliation.`,
      ),
    );
  });
});
