import type { Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_UNITS } from './metric-units.ts';
import type { MetricName, MetricValues } from './metric-units.ts';

/**
 * A line holds 100 values of a metric at the most. At that number the Powertools write it by themselves, and forget the dimensions
 * of what is still to come.
 *
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const MOST_VALUES = 99;

// AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
const MOST_CHARACTERS = 1024;

/**
 * Writes values to stdout, for CloudWatch to make metrics of: of the service, and if a queue's name is given, of that queue as
 * well, both in one line. There is a further line only where a metric has more than 99 values. What is counted is summed up.
 */
export function emitMetrics(metrics: Metrics, values: MetricValues, queueName = ''): void {
  const queue = dimensionValue(queueName);
  let rest = Object.entries(values).map(([name, each]): Named => [
    name as MetricName,
    shortened(name as MetricName, each),
  ]);
  while ((rest = rest.filter(([, each]) => each.length > 0)).length > 0) {
    if (queue !== '') metrics.addDimensions({}).addDimensions({ queue });
    for (const [name, each] of rest)
      for (const value of each.slice(0, MOST_VALUES)) metrics.addMetric(name, METRIC_UNITS[name], value);
    metrics.publishStoredMetrics();
    rest = rest.map(([name, each]): Named => [name, each.slice(MOST_VALUES)]);
  }
}

type Named = readonly [MetricName, readonly number[]];

function shortened(name: MetricName, values: readonly number[]): readonly number[] {
  if (METRIC_UNITS[name] !== 'Count' || values.length < 2) return values;
  return [values.reduce((sum, value) => sum + value, 0)];
}

/** CloudWatch takes printable ASCII, and not only spaces. Every other character becomes `?`. */
function dimensionValue(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/gu, '?')
    .slice(0, MOST_CHARACTERS)
    .trim();
}
