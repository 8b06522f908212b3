import { describe, expect, it } from 'vitest';
import { namesOf, permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({
  eventStreamRetentionHours: 48,
  jobStreamRetentionHours: 72,
  metricStreamRetentionHours: 8760,
});

describe('the streams', () => {
  it.each([
    ['StreamsEventStream', 48],
    ['StreamsJobStream', 72],
    ['StreamsMetricStream', 8760],
  ])('%s keeps its records for %i hours, on demand and encrypted', (name, hours) => {
    expect(propertiesOf(synthesis, name)).toEqual({
      RetentionPeriodHours: hours,
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    });
  });

  it('have one shard each when they are provisioned', () => {
    const provisioned = synthesize({ streamMode: 'PROVISIONED' });

    const streams = namesOf(provisioned, 'AWS::Kinesis::Stream').map((name) => propertiesOf(provisioned, name));

    expect(streams).toHaveLength(3);
    for (const stream of streams)
      expect(stream).toMatchObject({ ShardCount: 1, StreamModeDetails: { StreamMode: 'PROVISIONED' } });
  });
});

describe('the role of stream consumers', () => {
  it('is for Lambda functions and Firehose streams', () => {
    expect(propertiesOf(synthesis, 'StreamsConsumerRole')['AssumeRolePolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: ['lambda.amazonaws.com', 'firehose.amazonaws.com'].map((service) => ({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: service },
      })),
    });
  });

  it('reads the three streams and does nothing else', () => {
    expect(permissionsOf(synthesis, 'StreamsConsumerRole')).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'kinesis:DescribeStream',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
        ],
        Resource: ['${StreamsEventStream.Arn}', '${StreamsJobStream.Arn}', '${StreamsMetricStream.Arn}'],
      },
    ]);
  });
});
