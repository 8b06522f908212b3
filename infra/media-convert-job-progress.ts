import { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Analysis } from './analysis/analysis.ts';
import { ProgressApi } from './api/progress-api.ts';
import { checkProps } from './check-props.ts';
import { Ingest } from './ingest/ingest.ts';
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

  constructor(scope: Construct, id: string, props: MediaConvertJobProgressProps = {}) {
    super(scope, id);
    checkProps(props);
    const { eventTableTtlDays = 1, jobTableTtlDays = 1, removalPolicy = RemovalPolicy.DESTROY } = props;

    this.tables = new JobTables(this, 'Tables', { eventTableTtlDays, jobTableTtlDays, removalPolicy });
    this.streams =
      props.streams === false
        ? undefined
        : new JobStreams(this, 'Streams', {
            eventStreamRetentionHours: props.eventStreamRetentionHours ?? 24,
            jobStreamRetentionHours: props.jobStreamRetentionHours ?? 24,
            metricStreamRetentionHours: props.metricStreamRetentionHours ?? 24,
            streamMode: props.streamMode ?? 'ON_DEMAND',
            removalPolicy,
          });
    this.api = new ProgressApi(this, 'Api', { tables: this.tables });
    this.ingest = new Ingest(this, 'Ingest', {
      tables: this.tables,
      streams: this.streams,
      api: this.api,
      eventTableTtlDays,
      jobTableTtlDays,
      eventFilter: props.eventFilter,
      removalPolicy,
      tuning: props.ingest ?? {},
    });
    const { eventQueue } = this.ingest;
    this.analysis = new Analysis(this, 'Analysis', {
      tables: this.tables,
      eventQueue,
      mediaBuckets: props.mediaBuckets ?? [],
      jobTableTtlDays,
      eventFilter: props.eventFilter,
      removalPolicy,
      tuning: props.analysis ?? {},
    });
    this.reconciler = new Reconciler(this, 'Reconciler', {
      tables: this.tables,
      eventQueue,
      discoverSubmitted: props.discoverSubmitted ?? false,
      removalPolicy,
      tuning: props.reconciliation ?? {},
    });
  }
}
