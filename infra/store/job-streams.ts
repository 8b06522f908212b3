import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { CompositePrincipal, PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { Construct } from 'constructs';
import { allow } from '../allow.ts';
import { firehosePrincipal, lambdaPrincipal, READ_ACTIONS } from './stream-readers.ts';

/** What the streams need to know. */
export interface JobStreamsProps {
  /** Hours that EventStream keeps its records. */
  readonly eventStreamRetentionHours: number;
  /** Hours that JobStream keeps its records. */
  readonly jobStreamRetentionHours: number;
  /** Hours that MetricStream keeps its records. */
  readonly metricStreamRetentionHours: number;
  /** The capacity mode of all three. */
  readonly streamMode: 'ON_DEMAND' | 'PROVISIONED';
  /** How many shards each has when it is provisioned. */
  readonly streamShards: number;
  /** What becomes of the streams when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** The time series of the jobs, by partition key `jobId`, and the role of those who read them. */
export class JobStreams extends Construct {
  /** Every raw event. */
  readonly eventStream: Stream;
  /** The state of a job, at each change. */
  readonly jobStream: Stream;
  /** Each metric of a job, at each change. */
  readonly metricStream: Stream;
  /** Reads the three streams and nothing else; for Lambda functions and Firehose streams. */
  readonly consumerRole: Role;

  constructor(scope: Construct, id: string, props: JobStreamsProps) {
    super(scope, id);
    const stream = (name: string, retentionHours: number): Stream =>
      new Stream(this, name, {
        retentionPeriod: Duration.hours(retentionHours),
        streamMode: StreamMode[props.streamMode],
        ...(props.streamMode === 'PROVISIONED' && { shardCount: props.streamShards }),
        encryption: StreamEncryption.MANAGED,
        removalPolicy: props.removalPolicy,
      });
    this.eventStream = stream('EventStream', props.eventStreamRetentionHours);
    this.jobStream = stream('JobStream', props.jobStreamRetentionHours);
    this.metricStream = stream('MetricStream', props.metricStreamRetentionHours);

    this.consumerRole = new Role(this, 'ConsumerRole', {
      description: 'Reads the streams of MediaConvert job progress',
      assumedBy: new CompositePrincipal(lambdaPrincipal(this), firehosePrincipal(this)),
      inlinePolicies: {
        // What Lambda asks for holds what Firehose asks for.
        ReadStreams: new PolicyDocument({ statements: [allow(READ_ACTIONS.lambda, ...this.arns)] }),
      },
    });
  }

  /** The ARNs of the three streams. */
  get arns(): string[] {
    return [this.eventStream, this.jobStream, this.metricStream].map(({ streamArn }) => streamArn);
  }
}
