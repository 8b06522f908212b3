import { ArnFormat, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import type { Stream } from 'aws-cdk-lib/aws-kinesis';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { type LogGroup, LogStream } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcards } from '../acknowledge.ts';
import { allow } from '../allow.ts';
import { firehosePrincipal, READ_ACTIONS } from '../store/stream-readers.ts';

/** What a delivery needs to know. */
export interface DeliveryProps {
  /** Where its records come from. */
  readonly stream: Stream;
  /** Where it writes them. */
  readonly bucket: Bucket;
  /** The first part of its objects' keys. */
  readonly folder: string;
  /** Seconds that it gathers records before it writes an object. */
  readonly bufferSeconds: number;
  /** Where it tells of records that it could not deliver. */
  readonly logGroup: LogGroup;
  /** What becomes of its log stream when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

// Firehose writes an object when it has so much, or when the time is over: 128 is the most that it offers.
const BUFFER_MIB = 128;
// By arrival, in UTC.
const DAY = 'year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/';

/**
 * A Firehose stream from a Kinesis stream into one folder of a bucket: a record a line, compressed by gzip, and what cannot
 * be delivered in `errors/`. Its role reads that stream, writes to those two folders, and does nothing else.
 */
export class Delivery extends Construct {
  /** The Firehose stream. */
  readonly deliveryStream: CfnDeliveryStream;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { stream, bucket, folder, logGroup, removalPolicy } = props;
    const errorFolder = `errors/${folder}`;
    const logStream = new LogStream(this, 'LogStream', { logGroup, removalPolicy });
    const logStreamArn = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `${logGroup.logGroupName}:log-stream:${logStream.logStreamName}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const objects = [folder, errorFolder].map((name) => bucket.arnForObjects(`${name}/*`));
    const role = new Role(this, 'Role', {
      assumedBy: firehosePrincipal(this),
      inlinePolicies: {
        Permissions: new PolicyDocument({
          statements: [
            allow(READ_ACTIONS.firehose, stream.streamArn),
            // AWS: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
            allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], bucket.bucketArn),
            allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], ...objects),
            allow(['logs:PutLogEvents'], logStreamArn),
          ],
        }),
      },
    });
    const reason = 'Firehose names the objects of a folder by time and chance.';
    acknowledgeWildcards(
      role,
      objects.map((resource) => ({ resource, reason })),
    );
    this.deliveryStream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamType: 'KinesisStreamAsSource',
      kinesisStreamSourceConfiguration: { kinesisStreamArn: stream.streamArn, roleArn: role.roleArn },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.bucketArn,
        roleArn: role.roleArn,
        prefix: `${folder}/${DAY}`,
        errorOutputPrefix: `${errorFolder}/!{firehose:error-output-type}/${DAY}`,
        compressionFormat: 'GZIP',
        bufferingHints: { intervalInSeconds: props.bufferSeconds, sizeInMBs: BUFFER_MIB },
        // The collector's records end without one.
        processingConfiguration: { enabled: true, processors: [{ type: 'AppendDelimiterToRecord' }] },
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: logGroup.logGroupName,
          logStreamName: logStream.logStreamName,
        },
      },
    });
    acknowledge(this.deliveryStream, {
      // AWS: https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
      'AwsSolutions-KDF1': 'Firehose stores nothing of a Kinesis stream, which is encrypted itself.',
    });
  }
}
