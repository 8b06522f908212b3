import { RemovalPolicy } from 'aws-cdk-lib';
import type { Dashboard, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, type IGrantable, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Analysis } from './analysis/analysis.ts';
import { RESOLVED_FIELDS } from './api/fields.ts';
import { Firewall } from './api/firewall.ts';
import { ProgressApi } from './api/progress-api.ts';
import { Archive } from './archive/archive.ts';
import { checkProps, InvalidPropError } from './check-props.ts';
import { DashboardPage } from './dashboard/dashboard-page.ts';
import { Ingest } from './ingest/ingest.ts';
import { addDeadLetterQueue } from './lambda/event-queues.ts';
import { jobMetric, type JobMetricName, type QueueMetricName } from './monitoring/job-metrics.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import type { MediaConvertJobProgressProps } from './props.ts';
import { Reconciler } from './reconciliation/reconciler.ts';
import { JobStreams } from './store/job-streams.ts';
import { JobTables } from './store/job-tables.ts';
import { READ_ACTIONS } from './store/stream-readers.ts';

/** The Lambda functions, by what they do. */
export interface JobProgressFunctions {
  /** Turns events into job states, and publishes them. */
  readonly collector: IFunction;
  /** Reads the settings of jobs, and the media of their inputs. */
  readonly analyzer: IFunction;
  /** Asks MediaConvert for jobs that have not been heard of. */
  readonly reconciler: IFunction;
}

// AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
const MOVE_TASK_ACTIONS = ['sqs:StartMessageMoveTask', 'sqs:CancelMessageMoveTask', 'sqs:ListMessageMoveTasks'];
const TAKE_ACTIONS = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:GetQueueAttributes',
];

/**
 * Live progress of the MediaConvert jobs of the account and region that it is deployed to: events are collected into
 * tables and streams, completed by what their media and MediaConvert itself tell, and a GraphQL API answers and pushes. Throws `InvalidPropError` when a prop cannot be used.
 */
export class MediaConvertJobProgress extends Construct {
  /** What is known of the jobs. */
  readonly tables: JobTables;
  /** The time series; undefined when `streams` is false. */
  readonly streams: JobStreams | undefined;
  /** The GraphQL API. */
  readonly api: ProgressApi;
  /** The Lambda functions. */
  readonly functions: JobProgressFunctions;
  /** Events on their way to the collector. Whoever learns something of a job may send it here as one more event. */
  readonly eventQueue: IQueue;
  /** Events that the collector could not use, for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** Events that EventBridge could not put into a queue, or start the reconciler with, for 14 days. */
  readonly undeliveredEventQueue: IQueue;
  /** Events that are to start an analysis. */
  readonly analysisQueue: IQueue;
  /** Events whose jobs the analyzer failed on, for 14 days. */
  readonly analysisDeadLetterQueue: IQueue;
  /** Reads the streams and nothing else, for Lambda functions and Firehose streams; undefined when `streams` is false. */
  readonly consumerRole: IRole | undefined;
  /** Events, jobs and metrics in S3; undefined unless `archive` is set. */
  readonly archive: Archive | undefined;
  /** The operators' page; undefined unless the prop `dashboard` is true. */
  readonly dashboardPage: DashboardPage | undefined;
  /** The CloudWatch dashboard; undefined when `monitoring` is false. */
  readonly dashboard: Dashboard | undefined;

  constructor(scope: Construct, id: string, props: MediaConvertJobProgressProps = {}) {
    super(scope, id);
    checkProps(props);
    const {
      eventTableTtlDays = 1,
      jobTableTtlDays = 1,
      auth = ['API_KEY'],
      introspection = true,
      tracing = true,
      logRetentionDays = RetentionDays.TWO_WEEKS,
      deletionProtection = false,
      removalPolicy = RemovalPolicy.DESTROY,
      eventFilter,
    } = props;
    const serviceName = this.node.path;
    const observability = { serviceName, logRetentionDays, tracing };

    this.tables = new JobTables(this, 'Tables', {
      eventTableTtlDays,
      jobTableTtlDays,
      deletionProtection,
      removalPolicy,
    });
    this.streams =
      props.streams === false
        ? undefined
        : new JobStreams(this, 'Streams', {
            eventStreamRetentionHours: props.eventStreamRetentionHours ?? 24,
            jobStreamRetentionHours: props.jobStreamRetentionHours ?? 24,
            metricStreamRetentionHours: props.metricStreamRetentionHours ?? 24,
            streamMode: props.streamMode ?? 'ON_DEMAND',
            streamShards: props.streamShards ?? 1,
            removalPolicy,
          });
    this.api = new ProgressApi(this, 'Api', {
      tables: this.tables,
      auth,
      apiKeyExpires: props.apiKeyExpires,
      userPoolId: props.userPoolId,
      oidc: props.oidc,
      tenancy: props.tenancy,
      introspection,
      tracing,
      logRetentionDays,
      deletionProtection,
      removalPolicy,
    });
    const waf = tuningOf(props.waf);
    if (waf !== undefined) new Firewall(this, 'Firewall', { api: this.api.graphqlApi, tuning: waf });
    this.dashboardPage =
      props.dashboard === true
        ? new DashboardPage(this, 'DashboardPage', { api: this.api, auth, observability, removalPolicy })
        : undefined;
    const undeliveredEvents = addDeadLetterQueue(this, 'UndeliveredEvents', removalPolicy);
    const ingest = new Ingest(this, 'Ingest', {
      tables: this.tables,
      streams: this.streams,
      api: this.api,
      undeliveredEvents,
      eventTableTtlDays,
      jobTableTtlDays,
      eventFilter,
      tenantMetadataKey: props.tenancy?.metadataKey,
      observability,
      removalPolicy,
      tuning: props.ingest ?? {},
    });
    const { eventQueue } = ingest;
    const analysis = new Analysis(this, 'Analysis', {
      tables: this.tables,
      eventQueue,
      undeliveredEvents,
      mediaBuckets: props.mediaBuckets ?? [],
      jobTableTtlDays,
      eventFilter,
      observability,
      removalPolicy,
      tuning: props.analysis ?? {},
    });
    const reconciler = new Reconciler(this, 'Reconciler', {
      tables: this.tables,
      eventQueue,
      undeliveredEvents,
      discoverSubmitted: props.discoverSubmitted ?? false,
      observability,
      removalPolicy,
      tuning: props.reconciliation ?? {},
    });
    this.eventQueue = eventQueue;
    this.deadLetterQueue = ingest.deadLetterQueue;
    this.undeliveredEventQueue = undeliveredEvents;
    this.analysisQueue = analysis.analysisQueue;
    this.analysisDeadLetterQueue = analysis.deadLetterQueue;
    this.consumerRole = this.streams?.consumerRole;
    this.functions = {
      collector: ingest.collector.lambdaFunction,
      analyzer: analysis.analyzer.lambdaFunction,
      reconciler: reconciler.lambdaFunction,
    };
    const archive = tuningOf(props.archive);
    this.archive =
      archive === undefined || this.streams === undefined
        ? undefined
        : new Archive(this, 'Archive', { streams: this.streams, tuning: archive, observability, removalPolicy });
    const { tables, streams, api } = this;
    this.dashboard =
      props.monitoring === false
        ? undefined
        : new Monitoring(this, 'Monitoring', {
            serviceName,
            tables,
            streams,
            api,
            ingest,
            analysis,
            reconciler,
            undeliveredEvents,
            archive: this.archive,
            alarmTopicArn: props.alarmTopicArn,
            thresholds: props.alarms ?? {},
          }).dashboard;
  }

  /**
   * Lets a principal query and subscribe, with requests that it signs; it sees every job, whatever the `tenancy`.
   * The principal cannot publish: the collector alone can.
   */
  grantRead(grantee: IGrantable): Grant {
    const fields = RESOLVED_FIELDS.filter(({ typeName }) => typeName === 'Query' || typeName === 'Subscription');
    return Grant.addToPrincipal({
      grantee,
      actions: ['appsync:GraphQL'],
      resourceArns: fields.map(({ typeName, fieldName }) => this.api.fieldArn(typeName, fieldName)),
    });
  }

  /** Lets a principal read the records of all three streams. Throws `InvalidPropError` when `streams` is false. */
  grantConsumeStreams(grantee: IGrantable): Grant {
    if (this.streams === undefined)
      throw new InvalidPropError('streams is false, but must be true for anybody to consume them.');
    return Grant.addToPrincipal({ grantee, actions: READ_ACTIONS.lambda, resourceArns: this.streams.arns });
  }

  /**
   * Lets a principal move dead letters back to the queues that they come from, see how far that is, and stop it; and take
   * undelivered events one by one and send them on, for SQS moves nothing of a queue that is no other queue's dead-letter queue.
   */
  grantRedrive(grantee: IGrantable): Grant {
    const { deadLetterQueue, analysisDeadLetterQueue, undeliveredEventQueue, eventQueue, analysisQueue } = this;
    const grant = (actions: string[], ...queues: IQueue[]): Grant =>
      Grant.addToPrincipal({ grantee, actions, resourceArns: queues.map(({ queueArn }) => queueArn) });
    return grant([...MOVE_TASK_ACTIONS, ...TAKE_ACTIONS], deadLetterQueue, analysisDeadLetterQueue)
      .combine(grant(TAKE_ACTIONS, undeliveredEventQueue))
      .combine(grant(['sqs:SendMessage', 'sqs:GetQueueAttributes'], eventQueue, analysisQueue));
  }

  /** Lets a principal invoke the reconciler: for a round before its time, or for certain jobs with `{ "jobIds": […] }`. */
  grantInvokeReconciler(grantee: IGrantable): Grant {
    return this.functions.reconciler.grantInvokeLatestVersion(grantee);
  }

  /**
   * A metric that the functions write, of all queues: what is counted as its sum, durations and rates as their average, waiting and
   * latency as their 90th percentile, unless the options name another statistic.
   */
  metric(name: JobMetricName, options?: MetricOptions): Metric {
    return jobMetric(this.node.path, name, options);
  }

  /** A metric of the jobs of one queue, by the queue's name; otherwise as `metric`. */
  metricOfQueue(name: QueueMetricName, queue: string, options?: MetricOptions): Metric {
    return jobMetric(this.node.path, name, options, queue);
  }
}

/** What a part that is there unless it is left out, or false, is told. */
function tuningOf<Tuning extends object>(
  value: boolean | Tuning | undefined,
): Tuning | Record<string, never> | undefined {
  if (value === true) return {};
  return value === false ? undefined : value;
}
