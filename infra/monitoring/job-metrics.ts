import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS_NAMESPACE } from '../lambda/observability.ts';

/** The metrics that there are for each queue too. Durations are in seconds, `DecodeRate` in frames a second. */
export const QUEUE_METRIC_NAMES = [
  'JobsSubmitted',
  'JobsProgressing',
  'JobsComplete',
  'JobsError',
  'JobsCanceled',
  'QueuedDuration',
  'StandbyDuration',
  'ProgressingDuration',
  'DecodeRate',
] as const;

/** The metrics that there are for all queues together only. `EventToPublishedLatency` is in milliseconds. */
export const SERVICE_METRIC_NAMES = [
  'EventsCollected',
  'EventToPublishedLatency',
  'PoisonEvents',
  'VersionConflicts',
  'PublishFailures',
  'AnalysesComplete',
  'AnalysesPartial',
  'AnalysesFailed',
  'StalledJobs',
  'MissingJobs',
  'JobsAsked',
] as const;

/** The name of a metric that there is for each queue too. */
export type QueueMetricName = (typeof QUEUE_METRIC_NAMES)[number];

/** The name of a metric that the functions write; `docs/metrics.md` says when. */
export type JobMetricName = QueueMetricName | (typeof SERVICE_METRIC_NAMES)[number];

/** The statistic that says most of each: of all that are not here it is the sum. */
const STATISTICS: Partial<Record<JobMetricName, string>> = {
  QueuedDuration: Stats.AVERAGE,
  StandbyDuration: Stats.p(90),
  ProgressingDuration: Stats.AVERAGE,
  DecodeRate: Stats.AVERAGE,
  EventToPublishedLatency: Stats.p(90),
  StalledJobs: Stats.MAXIMUM,
};

/**
 * A metric that the functions of one construct write, by the construct's `serviceName`: of one queue, by its name, or else of
 * all. Durations and rates are averages unless the options name a statistic, waiting and latency 90th percentiles, what is counted
 * is a sum, and how many jobs are stalled at a time, the most.
 */
export function jobMetric(
  serviceName: string,
  name: JobMetricName,
  options: MetricOptions = {},
  queue?: string,
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: name,
    statistic: STATISTICS[name] ?? Stats.SUM,
    ...options,
    dimensionsMap: { service: serviceName, ...(queue !== undefined && { queue }), ...options.dimensionsMap },
  });
}
