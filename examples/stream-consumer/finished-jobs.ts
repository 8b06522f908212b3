import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  Architecture,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
// In an app of your own: `from 'mediaconvert-job-progress'`.
import type { MediaConvertJobProgress } from '../../infra/media-convert-job-progress.ts';

/** Where finished jobs are known from. */
export interface FinishedJobsProps {
  /** Has streams. */
  readonly progress: MediaConvertJobProgress;
}

/** A table of the jobs that have ended, kept by a consumer of JobStream. */
export class FinishedJobs extends Construct {
  /** The jobs, by `jobId`. */
  readonly table: Table;

  constructor(scope: Construct, id: string, { progress }: FinishedJobsProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'jobId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
    });
    const consumer = new NodejsFunction(this, 'Consumer', {
      entry: join(import.meta.dirname, 'handler.ts'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(30),
      environment: { FINISHED_JOB_TABLE: this.table.tableName },
    });
    this.table.grant(consumer, 'dynamodb:PutItem');
    progress.grantConsumeStreams(consumer);

    new EventSourceMapping(this, 'JobStream', {
      target: consumer,
      eventSourceArn: progress.streams?.jobStream.streamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(5),
      // Lambda drops the rest without calling the function, and without charging for it.
      filters: [FilterCriteria.filter({ data: { status: FilterRule.or('COMPLETE', 'ERROR', 'CANCELED') } })],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      // It gets the address of what failed, not the records: they stay in the stream as long as its retention says.
      onFailure: new SqsDlq(new Queue(this, 'Failures', { retentionPeriod: Duration.days(14), enforceSSL: true })),
    });
  }
}
