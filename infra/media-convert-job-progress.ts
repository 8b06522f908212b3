import { RemovalPolicy } from 'aws-cdk-lib';
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { Analysis } from './analysis/analysis.ts';
import { Firewall } from './api/firewall.ts';
import { ProgressApi } from './api/progress-api.ts';
import { Archive } from './archive/archive.ts';
import { checkProps } from './check-props.ts';
import { Ingest } from './ingest/ingest.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import type { MediaConvertJobProgressProps } from './props.ts';
import { Reconciler } from './reconciliation/reconciler.ts';
import { JobStreams } from './store/job-streams.ts';
import { JobTables } from './store/job-tables.ts';

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
  /** The way of an event up to the collector. */
  readonly ingest: Ingest;
  /** The way of a job's media up to the analyzer. */
  readonly analysis: Analysis;
  /** Asks MediaConvert for jobs that have not been heard of. */
  readonly reconciler: Reconciler;
  /** Events, jobs and metrics in S3; undefined unless `archive` is set. */
  readonly archive: Archive | undefined;
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
      logRetentionDays = 14,
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
      deletionProtection,
      removalPolicy,
    });
    const waf = tuningOf(props.waf);
    if (waf !== undefined) new Firewall(this, 'Firewall', { api: this.api.graphqlApi, tuning: waf });
    this.ingest = new Ingest(this, 'Ingest', {
      tables: this.tables,
      streams: this.streams,
      api: this.api,
      eventTableTtlDays,
      jobTableTtlDays,
      eventFilter,
      observability,
      removalPolicy,
      tuning: props.ingest ?? {},
    });
    const { eventQueue } = this.ingest;
    this.analysis = new Analysis(this, 'Analysis', {
      tables: this.tables,
      eventQueue,
      mediaBuckets: props.mediaBuckets ?? [],
      jobTableTtlDays,
      eventFilter,
      observability,
      removalPolicy,
      tuning: props.analysis ?? {},
    });
    this.reconciler = new Reconciler(this, 'Reconciler', {
      tables: this.tables,
      eventQueue,
      discoverSubmitted: props.discoverSubmitted ?? false,
      observability,
      removalPolicy,
      tuning: props.reconciliation ?? {},
    });
    const archive = tuningOf(props.archive);
    this.archive =
      archive === undefined || this.streams === undefined
        ? undefined
        : new Archive(this, 'Archive', { streams: this.streams, tuning: archive, logRetentionDays, removalPolicy });
    const { tables, streams, api, ingest, analysis, reconciler } = this;
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
            archive: this.archive,
            alarmTopicArn: props.alarmTopicArn,
            thresholds: props.alarms ?? {},
          }).dashboard;
  }
}

/** What a part that is there unless it is left out, or false, is told. */
function tuningOf<Tuning extends object>(
  value: boolean | Tuning | undefined,
): Tuning | Record<string, never> | undefined {
  if (value === true) return {};
  return value === false ? undefined : value;
}
