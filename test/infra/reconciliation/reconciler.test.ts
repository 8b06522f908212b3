import { describe, expect, it } from 'vitest';
import { calledActions, type Grant, grantedActions, statementsOf } from '../called-actions.ts';
import { permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize();
const discovering = synthesize({ discoverSubmitted: true });

describe('the reconciler', () => {
  it('is told of its table, index, queue and rate by its environment', () => {
    const { Code: code, ...rest } = propertiesOf(synthesis, 'ReconcilerFunction');

    expect(code).toMatchObject({ S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) as string });
    expect(rest).toEqual({
      Description: expect.any(String) as string,
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 240,
      MemorySize: 512,
      Role: '${ReconcilerRole.Arn}',
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', LogGroup: '${ReconcilerLogGroup}' },
      TracingConfig: { Mode: 'Active' },
      Environment: {
        Variables: {
          JOB_TABLE: '${TablesJobTable}',
          JOB_STATUS_INDEX: 'status-createdAt-index',
          EVENT_QUEUE_URL: '${IngestEventQueue}',
          REQUESTS_PER_SECOND: '2',
          DISCOVER_SUBMITTED: 'false',
          POWERTOOLS_SERVICE_NAME: 'MediaConvertJobProgress/JobProgress',
          POWERTOOLS_METRICS_NAMESPACE: 'MediaConvertJobProgress',
        },
      },
    });
  });

  it('logs into a group of its own, for two weeks', () => {
    expect(propertiesOf(synthesis, 'ReconcilerLogGroup')).toEqual({ RetentionInDays: 14 });
  });

  it('is started every five minutes, and not again when a round fails', () => {
    expect(propertiesOf(synthesis, 'ReconcilerSchedule')).toEqual({
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
      Targets: [
        {
          Id: 'Target0',
          Arn: '${ReconcilerFunction.Arn}',
          RetryPolicy: { MaximumRetryAttempts: 0 },
          DeadLetterConfig: { Arn: '${UndeliveredEvents.Arn}' },
        },
      ],
    });
    expect(propertiesOf(synthesis, 'ReconcilerFunctionEventInvokeConfig')).toEqual({
      FunctionName: '${ReconcilerFunction}',
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
    });
  });

  it('follows `reconciliation` and `discoverSubmitted`', () => {
    const tuned = synthesize({
      discoverSubmitted: true,
      reconciliation: { intervalMinutes: 1, requestsPerSecond: 7, timeoutSeconds: 50, memorySizeMiB: 256 },
    });

    expect(propertiesOf(tuned, 'ReconcilerSchedule')).toMatchObject({ ScheduleExpression: 'rate(1 minute)' });
    expect(propertiesOf(tuned, 'ReconcilerFunction')).toMatchObject({
      Timeout: 50,
      MemorySize: 256,
      Environment: { Variables: { REQUESTS_PER_SECOND: '7', DISCOVER_SUBMITTED: 'true' } },
    });
  });

  const MEDIA_CONVERT = 'arn:${AWS::Partition}:mediaconvert:${AWS::Region}:${AWS::AccountId}';
  const grants: Grant[] = [
    ['dynamodb:Query', '${TablesJobTable.Arn}/index/status-createdAt-index'],
    ['dynamodb:BatchGetItem', '${TablesJobTable.Arn}'],
    ['mediaconvert:GetJob', `${MEDIA_CONVERT}:jobs/*`],
    ['mediaconvert:ListJobs', `${MEDIA_CONVERT}:queues/*`],
    ['sqs:SendMessage', '${IngestEventQueue.Arn}'],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], '${ReconcilerLogGroup.Arn}'],
    [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
  ];

  it('may do what it does, and nothing more', () => {
    expect(permissionsOf(discovering, 'ReconcilerRole')).toEqual(statementsOf(grants));
  });

  it('is allowed each AWS operation that its source calls, and no other', () => {
    expect(calledActions('reconciler')).toEqual(grantedActions(grants));
  });

  it('may not list jobs without `discoverSubmitted`', () => {
    expect(permissionsOf(synthesis, 'ReconcilerRole')).toEqual(
      statementsOf(grants.filter(([action]) => action !== 'mediaconvert:ListJobs')),
    );
  });
});
