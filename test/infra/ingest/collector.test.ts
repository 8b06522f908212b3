import { describe, expect, it } from 'vitest';
import { calledActions, type Grant, grantedActions, statementsOf } from '../called-actions.ts';
import { permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({ jobTableTtlDays: 3, eventTableTtlDays: 2 });

describe('the collector', () => {
  it('is told of the tables, streams, API and queue by its environment', () => {
    const { Code: code, ...rest } = propertiesOf(synthesis, 'IngestCollectorFunction');

    expect(code).toMatchObject({ S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) as string });
    expect(rest).toEqual({
      Description: expect.any(String) as string,
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 15,
      MemorySize: 512,
      Role: '${IngestCollectorRole.Arn}',
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', LogGroup: '${IngestCollectorLogGroup}' },
      TracingConfig: { Mode: 'Active' },
      Environment: {
        Variables: {
          EVENT_TABLE: '${TablesEventTable}',
          JOB_TABLE: '${TablesJobTable}',
          JOB_DETAIL_TABLE: '${TablesJobDetailTable}',
          JOB_TAG_TABLE: '${TablesJobTagTable}',
          EVENT_STREAM: '${StreamsEventStream}',
          JOB_STREAM: '${StreamsJobStream}',
          METRIC_STREAM: '${StreamsMetricStream}',
          GRAPHQL_URL: '${ApiGraphQL.GraphQLUrl}',
          EVENT_QUEUE_URL: '${IngestEventQueue}',
          RETRY_DELAY_SECONDS: '10',
          DEAD_LETTER_QUEUE_URL: '${IngestDeadLetterQueue}',
          EVENT_TABLE_TTL_DAYS: '2',
          JOB_TABLE_TTL_DAYS: '3',
          POWERTOOLS_SERVICE_NAME: 'MediaConvertJobProgress/JobProgress',
          POWERTOOLS_METRICS_NAMESPACE: 'MediaConvertJobProgress',
        },
      },
    });
  });

  it('logs into a group of its own, for two weeks', () => {
    expect(propertiesOf(synthesis, 'IngestCollectorLogGroup')).toEqual({ RetentionInDays: 14 });
  });

  const grants: Grant[] = [
    [
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
      '${IngestEventQueue.Arn}',
    ],
    ['sqs:SendMessage', '${IngestDeadLetterQueue.Arn}'],
    [['dynamodb:GetItem', 'dynamodb:PutItem'], '${TablesJobTable.Arn}'],
    ['dynamodb:BatchWriteItem', ['${TablesEventTable.Arn}', '${TablesJobTagTable.Arn}']],
    [['dynamodb:PutItem', 'dynamodb:UpdateItem'], '${TablesJobDetailTable.Arn}'],
    ['kinesis:PutRecords', ['${StreamsEventStream.Arn}', '${StreamsJobStream.Arn}', '${StreamsMetricStream.Arn}']],
    ['appsync:GraphQL', '${ApiGraphQL.Arn}/types/Mutation/fields/publishJobProgress'],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], '${IngestCollectorLogGroup.Arn}'],
    [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
  ];

  it('may do what it does, and nothing more', () => {
    expect(permissionsOf(synthesis, 'IngestCollectorRole')).toEqual(statementsOf(grants));
  });

  it('is allowed each AWS operation that its source calls, and no other', () => {
    // The mutation is no SDK command.
    expect(new Set([...calledActions('collector'), 'GraphQL'])).toEqual(grantedActions(grants));
  });

  it('may not write to streams when there are none', () => {
    expect(permissionsOf(synthesize({ streams: false }), 'IngestCollectorRole')).toEqual(
      statementsOf(grants.filter(([action]) => action !== 'kinesis:PutRecords')),
    );
  });
});
