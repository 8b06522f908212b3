import { Duration } from 'aws-cdk-lib';
import {
  GraphWidget,
  type GraphWidgetProps,
  type IMetric,
  type IWidget,
  Row,
  SearchExpression,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS_NAMESPACE } from '../lambda/observability.ts';
import type { QueueMetricName } from './job-metrics.ts';

const PERIOD = Duration.minutes(5);
const FULL_WIDTH = 24;
const HEIGHT = 6;

/**
 * Five rows for the five questions about jobs. The queues are those that have metrics when somebody looks, found by search:
 * nobody need tell which there are, and each has a line of its own in every widget.
 */
export function jobWidgets(serviceName: string): IWidget[] {
  const ofQueues = (name: QueueMetricName, statistic: string, label: string): SearchExpression =>
    new SearchExpression({
      expression: `SEARCH('{${METRICS_NAMESPACE},queue,service} MetricName="${name}" service="${serviceName}"', '${statistic}', ${PERIOD.toSeconds()})`,
      label: `\${PROP('Dim.queue')} ${label}`,
      period: PERIOD,
    });
  const counts = (...names: QueueMetricName[]): SearchExpression[] =>
    names.map((name) => ofQueues(name, Stats.SUM, name.slice('Jobs'.length).toUpperCase()));
  const percentiles = (name: QueueMetricName): SearchExpression[] =>
    [50, 95].map((percentile) => ofQueues(name, Stats.p(percentile), `p${percentile}`));
  return [
    ...question('What is the status of jobs?', [
      graph(
        'Jobs that changed to a status',
        'jobs',
        counts('JobsSubmitted', 'JobsProgressing', 'JobsComplete', 'JobsError', 'JobsCanceled'),
      ),
      graph('Jobs that failed or were cancelled', 'jobs', counts('JobsError', 'JobsCanceled')),
    ]),
    ...question('How fast are they?', [
      graph('Decode rate', 'frames a second', [
        ofQueues('DecodeRate', Stats.AVERAGE, 'average'),
        ofQueues('DecodeRate', Stats.p(5), 'p5'),
      ]),
    ]),
    ...question('How much is done?', [
      graph('Jobs submitted and complete', 'jobs', counts('JobsSubmitted', 'JobsComplete')),
    ]),
    ...question('How long did each stage take?', [
      graph('Queued', 'seconds', percentiles('QueuedDuration')),
      graph('Progressing', 'seconds', percentiles('ProgressingDuration')),
    ]),
    ...question('Did jobs wait for capacity?', [
      graph('Waited for capacity', 'seconds', [
        ofQueues('StandbyDuration', Stats.p(90), 'p90'),
        ofQueues('StandbyDuration', Stats.MAXIMUM, 'longest'),
      ]),
      graph('Jobs that waited for capacity', 'jobs', [ofQueues('StandbyDuration', Stats.SAMPLE_COUNT, 'jobs')]),
    ]),
  ];
}

/** A headline, and below it the graphs that answer, side by side. */
export function question(text: string, graphs: readonly GraphWidgetProps[]): IWidget[] {
  const width = FULL_WIDTH / graphs.length;
  return [
    new TextWidget({ markdown: `## ${text}`, width: FULL_WIDTH, height: 1 }),
    new Row(...graphs.map((each) => new GraphWidget({ ...each, width }))),
  ];
}

/** A graph of metrics from zero upwards; `unit` is what it counts, in words. */
export function graph(title: string, unit: string, left: IMetric[]): GraphWidgetProps {
  return { title, left, leftYAxis: { label: unit, min: 0, showUnits: false }, width: FULL_WIDTH, height: HEIGHT };
}
