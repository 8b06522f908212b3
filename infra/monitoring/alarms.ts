import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { STATUS_INDEX } from '../store/job-tables.ts';
import { jobMetric, type JobMetricName } from './job-metrics.ts';
import type { MonitoringProps } from './monitoring-props.ts';

/** When an alarm goes off: when `metric` is above `threshold` in `datapoints` of the last `periods`. No data is good news. */
export type AlarmRule = {
  readonly metric: IMetric;
  readonly threshold: number;
  readonly datapoints: number;
  readonly periods: number;
  /** What has happened, in one sentence. */
  readonly says: string;
  /** The section of `docs/runbooks.md` that says what to do. */
  readonly runbook: string;
};

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
const QUARTER = Duration.minutes(15);

// Of so few jobs, one that failed says nothing about the others.
const LEAST_ENDED_JOBS = 5;
// The longest that Firehose gathers records is 15 minutes; what is older waits for something else.
const OLDEST_UNDELIVERED_SECONDS = 1800;

/** The alarms by name: what there is no stream and no archive for, has no alarm. */
export function alarmRules(props: MonitoringProps): Record<string, AlarmRule> {
  const { api, ingest, analysis, reconciler, undeliveredEvents, thresholds } = props;
  const { oldestEventSeconds = 300, jobErrorPercent = 20, standbySeconds = 900, stalledJobs = 0 } = thresholds;
  const own = (name: JobMetricName, period: Duration, statistic?: string): Metric =>
    jobMetric(props.serviceName, name, { period, ...(statistic !== undefined && { statistic }) });
  return {
    DeadLetters: deadLetters(ingest.deadLetterQueue, 'An event could not be collected.', 'dead-letters'),
    AnalysisDeadLetters: deadLetters(
      analysis.deadLetterQueue,
      'The analysis of a job failed altogether.',
      'analysis-dead-letters',
    ),
    UndeliveredEvents: deadLetters(undeliveredEvents, 'EventBridge could not deliver an event.', 'undelivered-events'),
    OldestEvent: {
      metric: ingest.eventQueue.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: Stats.MAXIMUM }),
      threshold: oldestEventSeconds,
      ...lasting(3),
      says: 'Events wait too long for the collector.',
      runbook: 'oldest-event',
    },
    ...functionRules('Collector', ingest.collector.lambdaFunction, { datapoints: 2, periods: 3 }),
    ...functionRules('Analyzer', analysis.analyzer.lambdaFunction, { datapoints: 2, periods: 3 }),
    // It runs seldom, and what a round has missed the next one finds.
    ...functionRules('Reconciler', reconciler.lambdaFunction, lasting(1)),
    PublishFailures: {
      metric: own('PublishFailures', FIVE_MINUTES),
      ...repeated,
      says: 'The progress of jobs cannot be published.',
      runbook: 'publish-failures',
    },
    ApiErrors: {
      metric: new Metric({
        namespace: 'AWS/AppSync',
        metricName: '5XXError',
        dimensionsMap: { GraphQLAPIId: api.graphqlApi.apiId },
        statistic: Stats.SUM,
        period: FIVE_MINUTES,
      }),
      ...repeated,
      says: 'The API answers requests with errors of its own.',
      runbook: 'api-errors',
    },
    ...tableRules(props),
    ...streamRules(props),
    JobErrors: {
      metric: new MathExpression({
        expression: `IF(SUM([failed, complete]) >= ${LEAST_ENDED_JOBS}, 100 * failed / SUM([failed, complete]), 0)`,
        usingMetrics: { failed: own('JobsError', QUARTER), complete: own('JobsComplete', QUARTER) },
        label: 'Jobs that ended in ERROR, percent',
        period: QUARTER,
      }),
      threshold: jobErrorPercent,
      ...lasting(1),
      says: 'Too many jobs end in ERROR.',
      runbook: 'job-errors',
    },
    StandbyTime: {
      metric: own('StandbyDuration', QUARTER, Stats.p(90)),
      threshold: standbySeconds,
      ...lasting(1),
      says: 'Jobs wait too long for capacity.',
      runbook: 'standby-time',
    },
    StalledJobs: {
      // The least that a round found: what one round finds and the next no longer does, is healed.
      metric: own('StalledJobs', QUARTER, Stats.MINIMUM),
      threshold: stalledJobs,
      ...lasting(1),
      says: 'Jobs have not been heard of for too long.',
      runbook: 'stalled-jobs',
    },
    ...archiveRules(props),
  };
}

/** Goes off after so many periods on end. */
const lasting = (periods: number): Pick<AlarmRule, 'datapoints' | 'periods'> => ({ datapoints: periods, periods });
/** Goes off at anything that happens in two of three periods: what was tried again and went well is no trouble. */
const repeated = { threshold: 0, datapoints: 2, periods: 3 };

function deadLetters(queue: Queue, says: string, runbook: string): AlarmRule {
  const metric = queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM });
  return { metric, threshold: 0, ...lasting(1), says, runbook };
}

function functionRules(
  name: string,
  lambdaFunction: LambdaFunction,
  errors: Pick<AlarmRule, 'datapoints' | 'periods'>,
): Record<string, AlarmRule> {
  const role = name.toLowerCase();
  return {
    [`${name}Errors`]: {
      metric: lambdaFunction.metricErrors({ period: FIVE_MINUTES }),
      threshold: 0,
      ...errors,
      says: `Invocations of the ${role} fail altogether.`,
      runbook: `${role}-errors`,
    },
    [`${name}Throttles`]: {
      metric: lambdaFunction.metricThrottles({ period: FIVE_MINUTES }),
      ...repeated,
      says: `Lambda refuses to run the ${role}.`,
      runbook: 'function-throttles',
    },
  };
}

/** Ten metrics each, the most that an alarm takes. */
function tableRules({ tables }: MonitoringProps): Record<string, AlarmRule> {
  const { jobTable, jobTagTable, jobDetailTable, eventTable } = tables;
  const throttles = ['ReadThrottleEvents', 'WriteThrottleEvents'];
  const indexThrottles = (metricName: string): Metric =>
    jobTable.metric(metricName, {
      dimensionsMap: { TableName: jobTable.tableName, GlobalSecondaryIndexName: STATUS_INDEX },
    });
  // What is read for a single field of a job stays out: ten metrics are the most, and the API tells of it.
  const operations = [
    [jobTable, 'GetItem', 'PutItem', 'BatchGetItem', 'Query'],
    [eventTable, 'BatchWriteItem', 'Query'],
    [jobTagTable, 'BatchWriteItem', 'Query'],
    [jobDetailTable, 'PutItem', 'UpdateItem'],
  ] as const;
  const systemErrors = operations.flatMap(([table, ...names]) =>
    names.map((operation) =>
      table.metric('SystemErrors', { dimensionsMap: { TableName: table.tableName, Operation: operation } }),
    ),
  );
  return {
    TableThrottles: {
      metric: sum('Throttled reads and writes', [
        ...[jobTable, jobTagTable, jobDetailTable, eventTable].flatMap((table) =>
          throttles.map((name) => table.metric(name)),
        ),
        ...throttles.map(indexThrottles),
      ]),
      ...repeated,
      says: 'DynamoDB refuses reads or writes that are too many for it.',
      runbook: 'table-throttles',
    },
    TableErrors: {
      metric: sum('System errors', systemErrors),
      ...repeated,
      says: 'DynamoDB fails.',
      runbook: 'table-errors',
    },
  };
}

function streamRules({ streams }: MonitoringProps): Record<string, AlarmRule> {
  if (streams === undefined) return {};
  const all = [streams.eventStream, streams.jobStream, streams.metricStream];
  return {
    StreamWriteThrottles: {
      metric: sum(
        'Records refused',
        all.map((stream) => stream.metricWriteProvisionedThroughputExceeded()),
      ),
      ...repeated,
      says: 'Kinesis refuses records that are too many for it.',
      runbook: 'stream-write-throttles',
    },
    StreamReadThrottles: {
      metric: sum(
        'Reads refused',
        all.map((stream) => stream.metricReadProvisionedThroughputExceeded()),
      ),
      ...repeated,
      says: 'Kinesis refuses reads of consumers that are too many for it.',
      runbook: 'stream-read-throttles',
    },
  };
}

function archiveRules({ archive }: MonitoringProps): Record<string, AlarmRule> {
  if (archive === undefined) return {};
  const ages = Object.values(archive.deliveryStreams).map(
    ({ ref }) =>
      new Metric({
        namespace: 'AWS/Firehose',
        metricName: 'DeliveryToS3.DataFreshness',
        dimensionsMap: { DeliveryStreamName: ref },
        statistic: Stats.MAXIMUM,
        period: FIVE_MINUTES,
      }),
  );
  return {
    ArchiveDelivery: {
      metric: combined('MAX', 'Seconds that the oldest record waits', ages),
      threshold: OLDEST_UNDELIVERED_SECONDS,
      ...lasting(3),
      says: 'Firehose does not deliver records to the archive.',
      runbook: 'archive-delivery',
    },
  };
}

const sum = (label: string, metrics: readonly Metric[]): MathExpression =>
  combined(
    'SUM',
    label,
    metrics.map((metric) => metric.with({ statistic: Stats.SUM })),
  );

// UNSURE: SUM and MAX of several series take those that have data. With `+` there would be none where one of them has none.
function combined(by: 'SUM' | 'MAX', label: string, metrics: readonly Metric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, at) => [`m${at}`, metric]));
  const expression = `${by}([${Object.keys(usingMetrics).join(', ')}])`;
  return new MathExpression({ expression, usingMetrics, label, period: FIVE_MINUTES });
}
