import { Arn, ArnFormat, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Wildcard } from '../acknowledge.ts';
import { allow } from '../allow.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';
import type { Observability } from '../lambda/observability.ts';
import { mediaConvertArn } from '../media-convert-arn.ts';
import type { JobTables } from '../store/job-tables.ts';
import { MEDIAINFO_BUNDLE } from './mediainfo-bundle.ts';

/** What the analyzer needs to know. */
export interface AnalyzerProps {
  /** Where it writes settings and media reports. */
  readonly tables: JobTables;
  /** Where the events come from that start it. */
  readonly analysisQueue: Queue;
  /** Where it sends what it learnt. */
  readonly eventQueue: Queue;
  /** Names of the buckets whose objects it may read. */
  readonly mediaBuckets: readonly string[];
  /** Days that a job lives. */
  readonly jobTableTtlDays: number;
  /** The most bytes that it reads of an input. */
  readonly maxBytesPerInput: number;
  /** The most inputs of a job that it reads side by side. */
  readonly maxParallelInputs: number;
  /** Seconds that an invocation may take. */
  readonly timeoutSeconds: number;
  /** MiB of memory. */
  readonly memorySizeMiB: number;
  /** How the function tells what it does. */
  readonly observability: Observability;
  /** What becomes of its logs when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** The Lambda function that reads the media of a job's inputs; takes one SQS message at a time. */
export class Analyzer extends BundledFunction {
  constructor(scope: Construct, id: string, props: AnalyzerProps) {
    super(scope, id, {
      ...props,
      description: 'Reads the settings of MediaConvert jobs, and the media of their inputs',
      entry: 'functions/analyzer/handler.ts',
      bundle: MEDIAINFO_BUNDLE,
      statements: statements(scope, props),
      wildcards: wildcards(scope, props),
      environment: {
        JOB_DETAIL_TABLE: props.tables.jobDetailTable.tableName,
        EVENT_QUEUE_URL: props.eventQueue.queueUrl,
        JOB_TABLE_TTL_DAYS: String(props.jobTableTtlDays),
        MEDIA_BUCKETS: props.mediaBuckets.join(','),
        MAX_BYTES_PER_INPUT: String(props.maxBytesPerInput),
        MAX_PARALLEL_INPUTS: String(props.maxParallelInputs),
      },
    });
  }
}

function statements(scope: Construct, props: AnalyzerProps): PolicyStatement[] {
  const { tables, analysisQueue, eventQueue, mediaBuckets } = props;
  const objects = mediaBuckets.map((bucket) => objectsArn(scope, bucket));
  return [
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], analysisQueue.queueArn),
    allow(['sqs:SendMessage'], eventQueue.queueArn),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem'], tables.jobDetailTable.tableArn),
    allow(['mediaconvert:GetJob'], mediaConvertArn(scope, 'jobs')),
    ...(objects.length === 0 ? [] : [allow(['s3:GetObject'], ...objects)]),
  ];
}

function wildcards(scope: Construct, { mediaBuckets }: AnalyzerProps): Wildcard[] {
  return [
    { resource: mediaConvertArn(scope, 'jobs'), reason: 'Ids of jobs are not known before the jobs are there.' },
    ...mediaBuckets.map((bucket) => ({
      resource: objectsArn(scope, bucket),
      reason: 'Any object of a bucket in the prop `mediaBuckets` may be the input of a job.',
    })),
  ];
}

/** The ARN of every object of a bucket: a bucket's name is unique in its partition, so it names no account and no region. */
function objectsArn(scope: Construct, bucket: string): string {
  return Arn.format(
    {
      service: 's3',
      region: '',
      account: '',
      resource: bucket,
      resourceName: '*',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    },
    Stack.of(scope),
  );
}
