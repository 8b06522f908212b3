import { RemovalPolicy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import type { ArchiveProps } from '../../../infra/props.ts';
import { namesOf, permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({ archive: true });
const day = 'year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/';
const folders = [
  ['events', 'Events', 'StreamsEventStream'],
  ['jobs', 'Jobs', 'StreamsJobStream'],
  ['metrics', 'Metrics', 'StreamsMetricStream'],
] as const;

describe('the archive', () => {
  it('is not there unless it is wanted', () => {
    const without = synthesize();

    expect(Object.keys(without.resources).filter((name) => name.startsWith('Archive'))).toEqual([]);
    expect(namesOf(without, 'AWS::S3::Bucket')).toEqual([]);
  });

  it.each(folders)('fills `%s/` by day, a record a line, compressed', (folder, name, stream) => {
    expect(propertiesOf(synthesis, `Archive${name}Stream`)).toEqual({
      DeliveryStreamType: 'KinesisStreamAsSource',
      KinesisStreamSourceConfiguration: {
        KinesisStreamARN: `\${${stream}.Arn}`,
        RoleARN: `\${Archive${name}Role.Arn}`,
      },
      ExtendedS3DestinationConfiguration: {
        BucketARN: '${ArchiveBucket.Arn}',
        RoleARN: `\${Archive${name}Role.Arn}`,
        Prefix: `${folder}/${day}`,
        ErrorOutputPrefix: `errors/${folder}/!{firehose:error-output-type}/${day}`,
        CompressionFormat: 'GZIP',
        BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 128 },
        ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'AppendDelimiterToRecord' }] },
        CloudWatchLoggingOptions: {
          Enabled: true,
          LogGroupName: '${ArchiveLogGroup}',
          LogStreamName: `\${Archive${name}LogStream}`,
        },
      },
    });
  });

  it.each(folders)('reads one stream and writes two folders for `%s/`, and nothing else', (folder, name, stream) => {
    expect(permissionsOf(synthesis, `Archive${name}Role`)).toEqual(
      [
        {
          Action: ['kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
          Resource: `\${${stream}.Arn}`,
        },
        {
          Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
          Resource: '${ArchiveBucket.Arn}',
        },
        {
          Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
          Resource: [`\${ArchiveBucket.Arn}/${folder}/*`, `\${ArchiveBucket.Arn}/errors/${folder}/*`],
        },
        {
          Action: 'logs:PutLogEvents',
          Resource: `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${ArchiveLogGroup}:log-stream:\${Archive${name}LogStream}`,
        },
      ].map((statement) => ({ Effect: 'Allow', ...statement })),
    );
    expect(propertiesOf(synthesis, `Archive${name}Role`)['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'firehose.amazonaws.com' },
          Condition: { StringEquals: { 'sts:ExternalId': '${AWS::AccountId}' } },
        },
      ],
    });
  });

  it('is a private, encrypted bucket that takes no request without TLS', () => {
    expect(propertiesOf(synthesis, 'ArchiveBucket')).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(propertiesOf(synthesis, 'ArchiveBucketPolicy')['PolicyDocument']).toMatchObject({
      Statement: [{ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
  });

  it.each<[ArchiveProps, object]>([
    [{}, { ExpirationInDays: 365, Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }] }],
    [
      { expirationDays: 90, infrequentAccessDays: 60 },
      { ExpirationInDays: 90, Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 60 }] },
    ],
    [{ expirationDays: 30 }, { ExpirationInDays: 30 }],
  ])('keeps its objects as %j says', (archive, rule) => {
    expect(propertiesOf(synthesize({ archive }), 'ArchiveBucket')['LifecycleConfiguration']).toEqual({
      Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, ...rule }],
    });
  });

  it('gathers records for as long as it is told', () => {
    const patient = synthesize({ archive: { bufferSeconds: 900 } });

    for (const [, name] of folders)
      expect(propertiesOf(patient, `Archive${name}Stream`)).toMatchObject({
        ExtendedS3DestinationConfiguration: { BufferingHints: { IntervalInSeconds: 900 } },
      });
  });
});

describe('the end of the archive', () => {
  it('deletes the Firehose streams, then the objects, then the bucket', () => {
    const { resources } = synthesis;

    for (const [, name] of folders)
      expect(resources[`Archive${name}Stream`]).toMatchObject({
        DependsOn: [expect.stringContaining('ArchiveEmptierObjects')],
      });
    expect(resources['ArchiveEmptierObjects']).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { ServiceToken: '${ArchiveEmptierFunction.Arn}', BucketName: '${ArchiveBucket}' },
    });
    expect(resources['ArchiveBucket']?.DeletionPolicy).toBe('Delete');
  });

  it('leaves bucket and objects alone when they are to be kept', () => {
    const { resources } = synthesize({ archive: true, removalPolicy: RemovalPolicy.RETAIN });

    expect(['ArchiveBucket', 'ArchiveEmptierObjects'].map((name) => resources[name]?.DeletionPolicy)).toEqual([
      'Retain',
      'Retain',
    ]);
  });
});
