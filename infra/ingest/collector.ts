import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow } from '../allow.ts';
import type { ProgressApi } from '../api/progress-api.ts';
import type { JobStreams } from '../store/job-streams.ts';
import type { JobTables } from '../store/job-tables.ts';
import { bundledCode } from './bundled-code.ts';

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
  /** Seconds that an invocation may take. */
  readonly timeoutSeconds: number;
  /** MiB of memory. */
  readonly memorySizeMiB: number;
  /** What becomes of its logs when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** The Lambda function that turns events into job states, with a role that allows what it does and nothing more. */
export class Collector extends Construct {
  /** The function; takes batches of SQS messages. */
  readonly lambdaFunction: LambdaFunction;
  /** Where it logs, as JSON lines. */
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: CollectorProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'LogGroup', {
      retention: RetentionDays.TWO_WEEKS,
      removalPolicy: props.removalPolicy,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Collect: new PolicyDocument({ statements: statements(props, this.logGroup) }) },
    });
    this.lambdaFunction = new LambdaFunction(this, 'Function', {
      description: 'Turns MediaConvert events into job states, and publishes them',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundledCode('functions/collector/handler.ts'),
      handler: 'index.handler',
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memorySizeMiB,
      role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: environment(props),
    });
  }
}

function statements(props: CollectorProps, logGroup: LogGroup): PolicyStatement[] {
  const { tables, streams, api, eventQueue, deadLetterQueue } = props;
  return [
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], eventQueue.queueArn),
    allow(['sqs:SendMessage'], deadLetterQueue.queueArn),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem'], tables.jobTable.tableArn),
    allow(['dynamodb:BatchWriteItem'], tables.eventTable.tableArn, tables.jobTagTable.tableArn),
    allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.jobDetailTable.tableArn),
    ...(streams === undefined ? [] : [allow(['kinesis:PutRecords'], ...streams.arns)]),
    allow(['appsync:GraphQL'], api.fieldArn('Mutation', 'publishJobProgress')),
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
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
    GRAPHQL_URL: api.graphqlApi.graphqlUrl,
    DEAD_LETTER_QUEUE_URL: props.deadLetterQueue.queueUrl,
    EVENT_TABLE_TTL_DAYS: String(props.eventTableTtlDays),
    JOB_TABLE_TTL_DAYS: String(props.jobTableTtlDays),
  };
}
