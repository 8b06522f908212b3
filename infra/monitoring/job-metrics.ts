import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { METRICS_NAMESPACE } from '../lambda/observability.ts';

/** The metrics of jobs, of which each queue has its own; the service has them of all queues together. */
export type JobMetricName =
  | `Jobs${'Submitted' | 'Progressing' | 'Complete' | 'Error' | 'Canceled'}`
  | 'QueuedDuration'
  | 'StandbyDuration'
  | 'ProgressingDuration'
  | 'DecodeRate';

/** The metrics of the functions themselves, whatever the queue. */
export type ServiceMetricName =
  | 'EventsCollected'
  | 'EventToPublishedLatency'
  | 'PoisonEvents'
  | 'VersionConflicts'
  | 'PublishFailures'
  | `Analyses${'Complete' | 'Partial' | 'Failed'}`
  | 'StalledJobs'
  | 'MissingJobs'
  | 'JobsAsked';

/** The statuses that a job can change to. */
export type CountedStatus = 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'ERROR' | 'CANCELED';

/** How a metric of jobs is looked at. */
export interface JobMetricOptions extends MetricOptions {
  /**
   * The name of the queue whose jobs are meant.
   * @default - the jobs of all queues together
   */
  readonly queue?: string;
}

/** The metrics that the functions write, over five minutes unless told otherwise. */
export interface JobMetrics {
  /** How many jobs have changed to a status. A sum by default. */
  metricJobs(status: CountedStatus, options?: JobMetricOptions): Metric;
  /** Seconds that a job was queued; of each job that has begun progressing. The 95th percentile by default. */
  metricQueuedDuration(options?: JobMetricOptions): Metric;
  /** Seconds that a job waited for capacity; only of jobs that did. The 90th percentile by default. */
  metricStandbyDuration(options?: JobMetricOptions): Metric;
  /** Seconds that a job progressed; of each that is complete. The 95th percentile by default. */
  metricProgressingDuration(options?: JobMetricOptions): Metric;
  /** Frames that a job decoded in a second; of each that is complete. An average by default. */
  metricDecodeRate(options?: JobMetricOptions): Metric;
  /** How many events were stored. A sum by default. */
  metricEventsCollected(options?: MetricOptions): Metric;
  /** Milliseconds from an event's time until it was published. The 95th percentile by default. */
  metricEventToPublishedLatency(options?: MetricOptions): Metric;
  /** How many events could not be used, and became dead letters. A sum by default; no data when there are none. */
  metricPoisonEvents(options?: MetricOptions): Metric;
  /** How many writes of a job were tried again, because another was faster. A sum by default; no data when there are none. */
  metricVersionConflicts(options?: MetricOptions): Metric;
  /** How many times a job's progress could not be published. A sum by default; no data when there are none. */
  metricPublishFailures(options?: MetricOptions): Metric;
  /** How many jobs a round of the reconciler found stalled. A maximum by default. */
  metricStalledJobs(options?: MetricOptions): Metric;
}

/** Which series of the metrics a service has. */
export type ServiceMetric = (name: JobMetricName | ServiceMetricName, options?: JobMetricOptions) => Metric;

/** The series of the metrics by name; `scope` says the account and the region, `serviceName` whose metrics they are. */
export function serviceMetrics(scope: IConstruct, serviceName: string): ServiceMetric {
  return (metricName, { queue, ...options } = {}) =>
    new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { service: serviceName, ...(queue !== undefined && { queue }) },
      statistic: Stats.SUM,
      period: Duration.minutes(5),
      ...options,
    }).attachTo(scope);
}

/** The metrics of the service; `scope` says the account and the region. */
export function jobMetrics(scope: IConstruct, serviceName: string): JobMetrics {
  const metric = serviceMetrics(scope, serviceName);
  const of =
    (name: JobMetricName | ServiceMetricName, statistic: string) =>
    (options?: JobMetricOptions): Metric =>
      metric(name, { statistic, ...options });
  return {
    metricJobs: (status, options) => metric(COUNTS[status], options),
    metricQueuedDuration: of('QueuedDuration', Stats.p(95)),
    metricStandbyDuration: of('StandbyDuration', Stats.p(90)),
    metricProgressingDuration: of('ProgressingDuration', Stats.p(95)),
    metricDecodeRate: of('DecodeRate', Stats.AVERAGE),
    metricEventsCollected: of('EventsCollected', Stats.SUM),
    metricEventToPublishedLatency: of('EventToPublishedLatency', Stats.p(95)),
    metricPoisonEvents: of('PoisonEvents', Stats.SUM),
    metricVersionConflicts: of('VersionConflicts', Stats.SUM),
    metricPublishFailures: of('PublishFailures', Stats.SUM),
    metricStalledJobs: of('StalledJobs', Stats.MAXIMUM),
  };
}

/** The metric that counts the jobs of a status. */
export const COUNTS: Record<CountedStatus, JobMetricName> = {
  SUBMITTED: 'JobsSubmitted',
  PROGRESSING: 'JobsProgressing',
  COMPLETE: 'JobsComplete',
  ERROR: 'JobsError',
  CANCELED: 'JobsCanceled',
};
