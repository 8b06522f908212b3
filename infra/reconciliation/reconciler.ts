import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge, type Wildcard } from '../acknowledge.ts';
import { allow } from '../allow.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';
import type { Observability } from '../lambda/observability.ts';
import { mediaConvertArn } from '../media-convert-arn.ts';
import type { ReconciliationProps } from '../props.ts';
import { type JobTables, STATUS_INDEX } from '../store/job-tables.ts';

/** What the reconciler needs to know. */
export interface ReconcilerProps {
  /** Where it looks for jobs to ask for. */
  readonly tables: JobTables;
  /** Where it sends what MediaConvert answered, as one more event. */
  readonly eventQueue: Queue;
  /** Where EventBridge puts what it should have started a round with. */
  readonly undeliveredEvents: Queue;
  /** Whether it lists the jobs that wait in queues. */
  readonly discoverSubmitted: boolean;
  /** How the function tells what it does. */
  readonly observability: Observability;
  /** What becomes of its logs when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  /** When it asks, and how fast. */
  readonly tuning: ReconciliationProps;
}

/** The Lambda function that asks MediaConvert for jobs that have not been heard of, and the rule that starts it. */
export class Reconciler extends BundledFunction {
  constructor(scope: Construct, id: string, props: ReconcilerProps) {
    const { intervalMinutes = 5, requestsPerSecond = 2, timeoutSeconds = 240, memorySizeMiB = 512 } = props.tuning;
    super(scope, id, {
      description: 'Asks MediaConvert for jobs that have not been heard of',
      entry: 'functions/reconciler/handler.ts',
      statements: statements(scope, props),
      wildcards: wildcards(scope, props),
      environment: {
        JOB_TABLE: props.tables.jobTable.tableName,
        JOB_STATUS_INDEX: STATUS_INDEX,
        EVENT_QUEUE_URL: props.eventQueue.queueUrl,
        REQUESTS_PER_SECOND: String(requestsPerSecond),
        DISCOVER_SUBMITTED: String(props.discoverSubmitted),
      },
      timeoutSeconds,
      memorySizeMiB,
      observability: props.observability,
      removalPolicy: props.removalPolicy,
    });
    // A round that failed is not tried again: the next one comes anyway, and two at once would ask twice as fast. A manual
    // invocation or an event that comes twice can still bring that about. To reserve a concurrency of 1 would not be worth
    // it: it takes from what all functions of the account share, and cannot be deployed where the account's limit is low.
    this.lambdaFunction.configureAsyncInvoke({ retryAttempts: 0 });
    const reason =
      'A round that failed leaves nothing to do again: an alarm tells of it, and the next round asks anew.';
    acknowledge(this.lambdaFunction, {
      'Serverless-LambdaAsyncFailureDestination': reason,
      'Serverless-LambdaDLQ': reason,
    });
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(Duration.minutes(intervalMinutes)),
      targets: [
        new LambdaFunction(this.lambdaFunction, { retryAttempts: 0, deadLetterQueue: props.undeliveredEvents }),
      ],
    });
  }
}

function statements(scope: Construct, { tables, eventQueue, discoverSubmitted }: ReconcilerProps): PolicyStatement[] {
  const { tableArn } = tables.jobTable;
  return [
    allow(['dynamodb:Query'], `${tableArn}/index/${STATUS_INDEX}`),
    allow(['dynamodb:BatchGetItem'], tableArn),
    allow(['mediaconvert:GetJob'], mediaConvertArn(scope, 'jobs')),
    ...(discoverSubmitted ? [allow(['mediaconvert:ListJobs'], mediaConvertArn(scope, 'queues'))] : []),
    allow(['sqs:SendMessage'], eventQueue.queueArn),
  ];
}

function wildcards(scope: Construct, { discoverSubmitted }: ReconcilerProps): Wildcard[] {
  const jobs = {
    resource: mediaConvertArn(scope, 'jobs'),
    reason: 'Ids of jobs are not known before the jobs are there.',
  };
  const queues = {
    resource: mediaConvertArn(scope, 'queues'),
    reason: 'Jobs are followed in whatever queue they wait.',
  };
  return discoverSubmitted ? [jobs, queues] : [jobs];
}
