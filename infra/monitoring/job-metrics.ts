import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS_NAMESPACE } from '../lambda/observability.ts';

/** The name of a metric that there is for each queue too. Durations are in seconds, `DecodeRate` in frames a second. */
export type QueueMetricName =
  | 'JobsSubmitted'
  | 'JobsProgressing'
  | 'JobsComplete'
  | 'JobsError'
  | 'JobsCanceled'
  | 'QueuedDuration'
  | 'StandbyDuration'
  | 'ProgressingDuration'
  | 'DecodeRate';

/** The name of a metric that the functions write. `EventToPublishedLatency` is in milliseconds. */
export type JobMetricName =
  | QueueMetricName
  | 'EventsCollected'
  | 'EventToPublishedLatency'
  | 'PoisonEvents'
  | 'VersionConflicts'
  | 'PublishFailures'
  | 'AnalysesComplete'
  | 'AnalysesPartial'
  | 'AnalysesFailed'
  | 'StalledJobs'
  | 'MissingJobs'
  | 'JobsAsked';

/** The statistic that says most of each: of all that are not here it is the sum. */
const STATISTICS: Partial<Record<JobMetricName, string>> = {
  QueuedDuration: Stats.AVERAGE,
  StandbyDuration: Stats.p(90),
  ProgressingDuration: Stats.AVERAGE,
  DecodeRate: Stats.AVERAGE,
  EventToPublishedLatency: Stats.p(90),
  StalledJobs: Stats.MAXIMUM,
  MissingJobs: Stats.MAXIMUM,
};

/**
 * A metric that the functions of one construct write, by the construct's `serviceName`: of one queue, by its name, or else of
 * all. Durations and rates are averages unless the options name a statistic, waiting and latency 90th percentiles, what is counted
 * is a sum, and how many jobs are stalled or missing at a time, the most.
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
