import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Stream } from 'aws-cdk-lib/aws-kinesis';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Observability } from '../lambda/observability.ts';
import type { ArchiveProps } from '../props.ts';
import type { JobStreams } from '../store/job-streams.ts';
import { Delivery } from './delivery.ts';
import { Emptier } from './emptier.ts';

/** What the archive needs to know. */
export interface ArchiveConstructProps {
  /** Where it gets its records from. */
  readonly streams: JobStreams;
  /** How it keeps them. */
  readonly tuning: ArchiveProps;
  /** How its function tells what it does, and how long delivery logs are kept. */
  readonly observability: Observability;
  /** What becomes of the bucket and its objects when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** The Firehose streams, each named as the folder that it fills. */
export type DeliveryStreams = {
  /** Every raw event. */
  readonly events: CfnDeliveryStream;
  /** The state of a job, at each change. */
  readonly jobs: CfnDeliveryStream;
  /** Each metric of a job, at each change. */
  readonly metrics: CfnDeliveryStream;
};

// The least that S3 offers.
const INFREQUENT_ACCESS_DAYS = 30;

/**
 * Events, jobs and metrics in S3, beyond the life of the tables and streams: a record a line, in
 * `events/year=2026/month=11/day=24/` and likewise `jobs/` and `metrics/`, compressed by gzip.
 */
export class Archive extends Construct {
  /** What is archived. Its objects are deleted with it. */
  readonly bucket: Bucket;
  /** What fills it. */
  readonly deliveryStreams: DeliveryStreams;

  constructor(scope: Construct, id: string, props: ArchiveConstructProps) {
    super(scope, id);
    const { streams, observability, removalPolicy } = props;
    const { expirationDays = 365, bufferSeconds = 300 } = props.tuning;
    const infrequentAccessDays = props.tuning.infrequentAccessDays ?? INFREQUENT_ACCESS_DAYS;

    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [
        {
          expiration: Duration.days(expirationDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          ...(infrequentAccessDays < expirationDays && {
            transitions: [
              { storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(infrequentAccessDays) },
            ],
          }),
        },
      ],
      removalPolicy,
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'Firehose alone writes. Who reads is told by data events of CloudTrail, in a trail that the account has or has not.',
    });
    const { objects } = new Emptier(this, 'Emptier', { bucket: this.bucket, observability, removalPolicy });
    const logGroup = new LogGroup(this, 'LogGroup', { retention: observability.logRetentionDays, removalPolicy });

    const deliver = (name: string, folder: string, stream: Stream): CfnDeliveryStream => {
      const { bucket } = this;
      const delivery = new Delivery(this, name, { stream, bucket, folder, bufferSeconds, logGroup, removalPolicy });
      // Nothing is written any more when the bucket is emptied.
      delivery.deliveryStream.node.addDependency(objects);
      return delivery.deliveryStream;
    };
    this.deliveryStreams = {
      events: deliver('Events', 'events', streams.eventStream),
      jobs: deliver('Jobs', 'jobs', streams.jobStream),
      metrics: deliver('Metrics', 'metrics', streams.metricStream),
    };
  }
}
