import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Analysis } from '../analysis/analysis.ts';
import type { ProgressApi } from '../api/progress-api.ts';
import type { Archive } from '../archive/archive.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { AlarmProps } from '../props.ts';
import type { Reconciler } from '../reconciliation/reconciler.ts';
import type { JobStreams } from '../store/job-streams.ts';
import type { JobTables } from '../store/job-tables.ts';

/** What monitoring needs to know. */
export interface MonitoringProps {
  /** The value of the dimension `service` of the metrics. */
  readonly serviceName: string;
  /** The tables to watch. */
  readonly tables: JobTables;
  /** The streams to watch, unless there are none. */
  readonly streams: JobStreams | undefined;
  /** The API to watch. */
  readonly api: ProgressApi;
  /** The way of an event, to watch. */
  readonly ingest: Ingest;
  /** The way of a job's media, to watch. */
  readonly analysis: Analysis;
  /** The reconciler to watch. */
  readonly reconciler: Reconciler;
  /** The queue of what EventBridge could not deliver, to watch. */
  readonly undeliveredEvents: Queue;
  /** The archive to watch, unless there is none. */
  readonly archive: Archive | undefined;
  /** The SNS topic that alarms notify; undefined for none. */
  readonly alarmTopicArn: string | undefined;
  /** When alarms go off. */
  readonly thresholds: AlarmProps;
}
