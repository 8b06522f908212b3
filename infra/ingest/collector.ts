import type { RemovalPolicy } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { allow } from '../allow.ts';
import type { ProgressApi } from '../api/progress-api.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';
import type { Observability } from '../lambda/observability.ts';
import type { JobStreams } from '../store/job-streams.ts';
import type { JobTables } from '../store/job-tables.ts';

/** What the collector needs to know. */
export interface CollectorProps {
  /** Where it writes. */
  readonly tables: JobTables;
  /** Where it writes too, unless there are no streams. */
  readonly streams: JobStreams | undefined;
  /** Where it publishes. */
  readonly api: ProgressApi;
  /** Where its events come from. */
  readonly eventQueue: Queue;
  /** Where it puts what it cannot use. */
  readonly deadLetterQueue: Queue;
  /** Days that an event lives. */
  readonly eventTableTtlDays: number;
  /** Days that a job lives. */
  readonly jobTableTtlDays: number;
  /** The key of the user metadata that say which tenant a job belongs to; undefined without tenancy. */
  readonly tenantMetadataKey: string | undefined;
  /** Seconds that the first retry of an event waits at most. */
  readonly retryDelaySeconds: number;
  /** Seconds that an invocation may take. */
  readonly timeoutSeconds: number;
  /** MiB of memory. */
  readonly memorySizeMiB: number;
  /** How the function tells what it does. */
  readonly observability: Observability;
  /** What becomes of its logs when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** The Lambda function that turns events into job states; takes batches of SQS messages. */
export class Collector extends BundledFunction {
  constructor(scope: Construct, id: string, props: CollectorProps) {
    super(scope, id, {
      ...props,
      description: 'Turns MediaConvert events into job states, and publishes them',
      entry: 'functions/collector/handler.ts',
      statements: statements(props),
      environment: environment(props),
    });
  }
}

function statements({ tables, streams, api, eventQueue, deadLetterQueue }: CollectorProps): PolicyStatement[] {
  return [
    allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
      eventQueue.queueArn,
    ),
    allow(['sqs:SendMessage'], deadLetterQueue.queueArn),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem'], tables.jobTable.tableArn),
    allow(['dynamodb:BatchWriteItem'], tables.eventTable.tableArn, tables.jobTagTable.tableArn),
    allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.jobDetailTable.tableArn),
    ...(streams === undefined ? [] : [allow(['kinesis:PutRecords'], ...streams.arns)]),
    allow(['appsync:GraphQL'], api.fieldArn('Mutation', 'publishJobProgress')),
  ];
}

function environment({ tables, streams, api, ...props }: CollectorProps): Record<string, string> {
  return {
    EVENT_TABLE: tables.eventTable.tableName,
    JOB_TABLE: tables.jobTable.tableName,
    JOB_DETAIL_TABLE: tables.jobDetailTable.tableName,
    JOB_TAG_TABLE: tables.jobTagTable.tableName,
    ...(streams !== undefined && {
      EVENT_STREAM: streams.eventStream.streamName,
      JOB_STREAM: streams.jobStream.streamName,
      METRIC_STREAM: streams.metricStream.streamName,
    }),
    ...(props.tenantMetadataKey !== undefined && { TENANT_METADATA_KEY: props.tenantMetadataKey }),
    GRAPHQL_URL: api.graphqlApi.graphqlUrl,
    EVENT_QUEUE_URL: props.eventQueue.queueUrl,
    RETRY_DELAY_SECONDS: String(props.retryDelaySeconds),
    DEAD_LETTER_QUEUE_URL: props.deadLetterQueue.queueUrl,
    EVENT_TABLE_TTL_DAYS: String(props.eventTableTtlDays),
    JOB_TABLE_TTL_DAYS: String(props.jobTableTtlDays),
  };
}
