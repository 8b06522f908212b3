import { describe, expect, it } from 'vitest';
import { calledActions, type Grant, grantedActions, statementsOf } from '../called-actions.ts';
import { permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({ mediaBuckets: ['media-in', 'media.archive'], jobTableTtlDays: 3 });

describe('the analyzer', () => {
  it('is told of its table, queue, buckets and bounds by its environment', () => {
    const { Code: code, ...rest } = propertiesOf(synthesis, 'AnalysisAnalyzerFunction');

    expect(code).toMatchObject({ S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) as string });
    expect(rest).toEqual({
      Description: expect.any(String) as string,
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 300,
      MemorySize: 1024,
      Role: '${AnalysisAnalyzerRole.Arn}',
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', LogGroup: '${AnalysisAnalyzerLogGroup}' },
      TracingConfig: { Mode: 'Active' },
      Environment: {
        Variables: {
          JOB_DETAIL_TABLE: '${TablesJobDetailTable}',
          EVENT_QUEUE_URL: '${IngestEventQueue}',
          JOB_TABLE_TTL_DAYS: '3',
          MEDIA_BUCKETS: 'media-in,media.archive',
          MAX_BYTES_PER_INPUT: '8388608',
          MAX_PARALLEL_INPUTS: '4',
          POWERTOOLS_SERVICE_NAME: 'MediaConvertJobProgress/JobProgress',
          POWERTOOLS_METRICS_NAMESPACE: 'MediaConvertJobProgress',
        },
      },
    });
  });

  it('logs into a group of its own, for two weeks', () => {
    expect(propertiesOf(synthesis, 'AnalysisAnalyzerLogGroup')).toEqual({ RetentionInDays: 14 });
  });

  const grants: Grant[] = [
    [['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], '${AnalysisAnalysisQueue.Arn}'],
    ['sqs:SendMessage', '${IngestEventQueue.Arn}'],
    [['dynamodb:GetItem', 'dynamodb:PutItem'], '${TablesJobDetailTable.Arn}'],
    ['mediaconvert:GetJob', 'arn:${AWS::Partition}:mediaconvert:${AWS::Region}:${AWS::AccountId}:jobs/*'],
    ['s3:GetObject', ['arn:${AWS::Partition}:s3:::media-in/*', 'arn:${AWS::Partition}:s3:::media.archive/*']],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], '${AnalysisAnalyzerLogGroup.Arn}'],
    [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
  ];

  it('may do what it does, and nothing more', () => {
    expect(permissionsOf(synthesis, 'AnalysisAnalyzerRole')).toEqual(statementsOf(grants));
  });

  it('is allowed each AWS operation that its source calls, and no other', () => {
    expect(calledActions('analyzer')).toEqual(grantedActions(grants));
  });

  it('may read no object, and is told of no bucket, unless `mediaBuckets` names it', () => {
    const closed = synthesize();

    expect(permissionsOf(closed, 'AnalysisAnalyzerRole')).toEqual(
      statementsOf(grants.filter(([action]) => action !== 's3:GetObject')),
    );
    expect(propertiesOf(closed, 'AnalysisAnalyzerFunction')).toMatchObject({
      Environment: { Variables: { MEDIA_BUCKETS: '' } },
    });
  });
});
