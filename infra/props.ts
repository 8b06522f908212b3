import type { RemovalPolicy } from 'aws-cdk-lib';

/** How the construct is set up; everything has a default. */
export interface MediaConvertJobProgressProps {
  /**
   * Days that the raw events stay in EventTable, counted from when they were received.
   * @default 1
   */
  readonly eventTableTtlDays?: number;
  /**
   * Days that a job stays in JobTable, JobTagTable and JobDetailTable, counted from when its newest event was received.
   * @default 1
   */
  readonly jobTableTtlDays?: number;
  /**
   * Hours that EventStream keeps its records.
   * @default 24
   */
  readonly eventStreamRetentionHours?: number;
  /**
   * Hours that JobStream keeps its records.
   * @default 24
   */
  readonly jobStreamRetentionHours?: number;
  /**
   * Hours that MetricStream keeps its records.
   * @default 24
   */
  readonly metricStreamRetentionHours?: number;
  /**
   * Whether there are Kinesis streams, and the role of their consumers.
   * @default true
   */
  readonly streams?: boolean;
  /**
   * The capacity mode of the streams. A provisioned stream starts with one shard.
   * @default 'ON_DEMAND'
   */
  readonly streamMode?: 'ON_DEMAND' | 'PROVISIONED';
  /**
   * Which jobs to follow: an EventBridge pattern for the `detail` of job state changes,
   * such as `{ userMetadata: { application: ['Foo'] } }`. Its `userMetadata` and `queue` hold for CreateJob calls too;
   * CancelJob calls name nothing but a job id, so with a filter they are not followed.
   * @default - every job of the account and region
   */
  readonly eventFilter?: Record<string, unknown>;
  /**
   * What becomes of the tables, the streams, the dead letters and the logs when the stack is deleted.
   * @default RemovalPolicy.DESTROY, because all of it is short-term storage
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * How the collector takes events from the queue.
   * @default - each of `IngestProps`
   */
  readonly ingest?: IngestProps;
}

/** How the collector takes events from the queue; everything has a default. */
export interface IngestProps {
  /**
   * The most events of one invocation.
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * Seconds to wait for a batch to fill. Lambda wants at least 1 for batches of more than 10.
   * @default 0, so that an event is seen at once
   */
  readonly maxBatchingWindowSeconds?: number;
  /**
   * The most invocations side by side.
   * @default 50
   */
  readonly maxConcurrency?: number;
  /**
   * How often an event is tried before it goes to the dead-letter queue.
   * @default 5
   */
  readonly maxReceiveCount?: number;
  /**
   * Seconds that an invocation may take. An event that failed is tried again after six times as long.
   * @default 15
   */
  readonly timeoutSeconds?: number;
  /**
   * MiB of memory of the collector.
   * @default 512
   */
  readonly memorySizeMiB?: number;
}
