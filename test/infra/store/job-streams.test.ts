import { describe, expect, it } from 'vitest';
import { namesOf, permissionsOf, propertiesOf, type Synthesis, synthesize } from '../synthesize.ts';

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

  it.each([
    [{}, 1],
    [{ streamShards: 3 }, 3],
  ])('have as many shards as they are told when they are provisioned, else one: %j', (props, shards) => {
    const provisioned = synthesize({ streamMode: 'PROVISIONED', ...props });

    const streams = namesOf(provisioned, 'AWS::Kinesis::Stream').map((name) => propertiesOf(provisioned, name));

    expect(streams).toHaveLength(3);
    for (const stream of streams)
      expect(stream).toMatchObject({ ShardCount: shards, StreamModeDetails: { StreamMode: 'PROVISIONED' } });
  });
});

describe('the role of stream consumers', () => {
  it('is for Lambda functions and Firehose streams of the account', () => {
    expect(propertiesOf(synthesis, 'StreamsConsumerRole')['AssumeRolePolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [
        ['lambda.amazonaws.com', 'aws:SourceAccount'],
        ['firehose.amazonaws.com', 'sts:ExternalId'],
      ].map(([service = '', key = '']) => ({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: service },
        Condition: { StringEquals: { [key]: '${AWS::AccountId}' } },
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

describe('a stack without streams', () => {
  /** What has to do with streams: by its name, its type, or anything in it. */
  const streaming = ({ resources, outputs }: Synthesis): string[] =>
    Object.entries({ ...resources, ...outputs }).flatMap(([name, value]) =>
      /^\w*Stream\w*A(?:RN|rn)\n|^Streams|[kK]inesis|[A-Z]_STREAM\b/.test(`${name}\n${JSON.stringify(value)}`)
        ? [name]
        : [],
    );

  it('has nothing of Kinesis: no stream, no role of consumers, no permission, no variable, no output', () => {
    expect(streaming(synthesize({ streams: false }))).toEqual([]);
    expect(streaming(synthesis)).toEqual(
      expect.arrayContaining([
        'StreamsEventStream',
        'StreamsConsumerRole',
        'IngestCollectorRole',
        'IngestCollectorFunction',
        'JobStreamARN',
        'StreamConsumerRoleArn',
      ]),
    );
  });
});
