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
  /**
   * Names of the S3 buckets whose objects the analyzer may read, at most 50. Of inputs in other buckets neither frames
   * nor duration get known. Objects that a KMS key of one's own encrypts take `kms:Decrypt` for the analyzer's role too.
   * @default [], no bucket
   */
  readonly mediaBuckets?: readonly string[];
  /**
   * Whether to list the jobs that wait in queues, so that they are seen before they start. Only needed where no
   * CloudTrail trail records CreateJob. It cannot go with an `eventFilter`, which MediaConvert's list knows nothing of.
   * @default false
   */
  readonly discoverSubmitted?: boolean;
  /**
   * How the analyzer reads the media of a job's inputs.
   * @default - each of `AnalysisProps`
   */
  readonly analysis?: AnalysisProps;
  /**
   * When and how fast the reconciler asks MediaConvert for jobs that have not been heard of.
   * @default - each of `ReconciliationProps`
   */
  readonly reconciliation?: ReconciliationProps;
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

/** How the analyzer reads the media of a job's inputs; everything has a default. */
export interface AnalysisProps {
  /**
   * The most bytes to read of an input. Of MPEG-TS and fragmented MP4, which tell their length nowhere but in all of the
   * file, a file that is longer than this gets no frame count. Times `maxParallelInputs`, at most half of the memory.
   * @default 8388608, 8 MiB
   */
  readonly maxBytesPerInput?: number;
  /**
   * The most inputs of a job to read side by side.
   * @default 4
   */
  readonly maxParallelInputs?: number;
  /**
   * The most jobs to analyse side by side.
   * @default 5
   */
  readonly maxConcurrency?: number;
  /**
   * Seconds that the analysis of a job may take, at least 30. One that failed is tried again after six times as long, twice.
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * MiB of memory of the analyzer.
   * @default 1024
   */
  readonly memorySizeMiB?: number;
}

/** When and how fast the reconciler asks MediaConvert; everything has a default. */
export interface ReconciliationProps {
  /**
   * Minutes from the start of a round to the start of the next.
   * @default 5
   */
  readonly intervalMinutes?: number;
  /**
   * The most requests to MediaConvert a second. Everybody who calls it in the account and region shares its limit.
   * @default 2
   */
  readonly requestsPerSecond?: number;
  /**
   * Seconds that a round may take: at least 30, and at most as long as the interval, so that a round is over when the next
   * is due. Rounds overlap all the same when the schedule's event comes twice or somebody invokes the function: each then
   * asks at the full rate.
   * @default 240
   */
  readonly timeoutSeconds?: number;
  /**
   * MiB of memory of the reconciler.
   * @default 512
   */
  readonly memorySizeMiB?: number;
}
