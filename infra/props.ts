import type { RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

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
   * The capacity mode of the streams.
   * @default 'ON_DEMAND'
   */
  readonly streamMode?: 'ON_DEMAND' | 'PROVISIONED';
  /**
   * How many shards each stream has. Only with `PROVISIONED`: an on-demand stream finds its own number.
   * @default 1
   */
  readonly streamShards?: number;
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
   * Whether the tables, and the user pool if it is the construct's own, refuse to be deleted until this is taken back.
   * @default false
   */
  readonly deletionProtection?: boolean;
  /**
   * How callers of the API may prove who they are, to read and to subscribe; the first is the API's default mode. IAM is
   * always there beside them, for the collector and for whoever is granted it: alone in the list, nothing else is taken.
   * @default ['API_KEY']
   */
  readonly auth?: readonly AuthMode[];
  /**
   * The day, in UTC, at whose start the API key expires, `2027-06-30`: at most 365 days from the deployment. Only with `API_KEY`.
   * @default - the first of the month eleven months from the synthesis, so that it changes once a month
   */
  readonly apiKeyExpires?: string;
  /**
   * The user pool whose tokens are taken, in the region that its id names. Only with `COGNITO`.
   * @default - a user pool of the construct's own, where nobody can sign up by himself
   */
  readonly userPoolId?: string;
  /**
   * The OpenID Connect issuer whose tokens are taken. Needed with `OIDC`, and only then.
   * @default - none
   */
  readonly oidc?: OidcProps;
  /**
   * Lets each caller see only the jobs whose user metadata carries a claim of its token. Needs `COGNITO` or `OIDC`, and no `API_KEY`,
   * which carries no claim. Callers that IAM allows see all jobs.
   * @default - every caller sees every job
   */
  readonly tenancy?: TenancyProps;
  /**
   * Whether the API tells its schema to whoever asks with introspection queries, as GraphiQL and code generators do.
   * @default true
   */
  readonly introspection?: boolean;
  /**
   * Whether a web application firewall stands before the API: AWS's managed rules and a limit of requests from one address.
   * @default false
   */
  readonly waf?: boolean | WafProps;
  /**
   * Whether events, jobs and metrics are kept in S3 as well, beyond the life of the tables and streams. Needs `streams`.
   * @default false
   */
  readonly archive?: boolean | ArchiveProps;
  /**
   * Whether the operators' page is served by CloudFront. It asks its user for a key, or else for a token: not with `IAM` alone.
   * @default false
   */
  readonly dashboard?: boolean;
  /**
   * Whether there are a CloudWatch dashboard and alarms.
   * @default true
   */
  readonly monitoring?: boolean;
  /**
   * The SNS topic that alarms notify, when they go off and when all is well again. Only with `monitoring`.
   * @default - nobody is notified
   */
  readonly alarmTopicArn?: string;
  /**
   * When alarms go off. Only with `monitoring`.
   * @default - each of `AlarmProps`
   */
  readonly alarms?: AlarmProps;
  /**
   * Days that the functions' logs are kept: one of the numbers that CloudWatch Logs offers.
   * @default RetentionDays.TWO_WEEKS
   */
  readonly logRetentionDays?: RetentionDays;
  /**
   * Whether X-Ray traces the API and the functions.
   * @default true
   */
  readonly tracing?: boolean;
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

/** A way of proving who one is: a key, a token of a Cognito user pool or of an OpenID Connect issuer, an IAM signature. */
export type AuthMode = 'API_KEY' | 'COGNITO' | 'OIDC' | 'IAM';

/** An OpenID Connect issuer. */
export interface OidcProps {
  /** Its URL, to the letter as in the tokens' `iss`; `https://`. */
  readonly issuer: string;
  /**
   * The client that tokens must be for (`aud`, or `azp`): its id, or a regular expression of several.
   * @default - any client of the issuer
   */
  readonly clientId?: string;
}

/** Whose jobs a caller sees. */
export interface TenancyProps {
  /** The claim of the caller's token that names its tenant, such as `custom:tenant`. Without it the caller sees nothing. */
  readonly claim: string;
  /** The key of the jobs' user metadata whose value is the tenant. A job without it is seen by nobody but IAM callers. */
  readonly metadataKey: string;
}

/** What the web application firewall lets through; everything has a default. */
export interface WafProps {
  /**
   * The most requests from one address in five minutes; connections count when they open.
   * @default 2000
   */
  readonly requestsPerFiveMinutes?: number;
}

/** How the archive keeps what it gets; everything has a default. */
export interface ArchiveProps {
  /**
   * Days until archived objects are deleted.
   * @default 365
   */
  readonly expirationDays?: number;
  /**
   * Days until archived objects move to infrequent access, at least 30, and less than `expirationDays`.
   * @default 30, unless they expire before
   */
  readonly infrequentAccessDays?: number;
  /**
   * Seconds that Firehose gathers records before it writes an object. More seconds make fewer and larger objects.
   * @default 300
   */
  readonly bufferSeconds?: number;
}

/** When alarms go off; everything has a default. */
export interface AlarmProps {
  /**
   * Seconds that an event may wait in the queue.
   * @default 300
   */
  readonly oldestEventSeconds?: number;
  /**
   * The percentage of ended jobs that may end in ERROR, over 15 minutes.
   * @default 20
   */
  readonly jobErrorPercent?: number;
  /**
   * Seconds that jobs may wait for capacity: the 90th percentile over 15 minutes.
   * @default 900
   */
  readonly standbySeconds?: number;
  /**
   * How many jobs may be stalled.
   * @default 0
   */
  readonly stalledJobs?: number;
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
   * @default 10, which with the default of `retryDelaySeconds` takes 25 to 50 minutes
   */
  readonly maxReceiveCount?: number;
  /**
   * Seconds that an event that failed waits at most before it is tried again, doubled with each further time, up to 15
   * minutes. The wait is random, from half of that to the whole.
   * @default 10
   */
  readonly retryDelaySeconds?: number;
  /**
   * Seconds that an invocation may take. An event whose invocation ended without an answer is tried again after six times
   * as long.
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
