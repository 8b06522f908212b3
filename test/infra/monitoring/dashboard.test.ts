import { describe, expect, it } from 'vitest';
import { QUEUE_METRIC_NAMES, SERVICE_METRIC_NAMES } from '../../../infra/monitoring/job-metrics.ts';
import { propertiesOf, synthesize } from '../synthesize.ts';
import { monitored, type Widget } from './monitored.ts';

/** The metrics that the functions write: `emitted-metrics.test.ts` finds that these are what they write. */
const OWN: readonly string[] = [...QUEUE_METRIC_NAMES, ...SERVICE_METRIC_NAMES];

/** The metrics that AWS documents, of those that the dashboard shows. */
const DOCUMENTED: Record<string, readonly string[]> = {
  MediaConvertJobProgress: OWN,
  // AWS: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  'AWS/Lambda': [
    'ConcurrentExecutions',
    'Duration',
    'Errors',
    'Invocations',
    'ProvisionedConcurrencySpilloverInvocations',
    'Throttles',
  ],
  // AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': [
    'ApproximateAgeOfOldestMessage',
    'ApproximateNumberOfMessagesVisible',
    'NumberOfMessagesDeleted',
    'NumberOfMessagesSent',
    'SentMessageSize',
  ],
  // AWS: https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
  'AWS/AppSync': [
    '4XXError',
    '5XXError',
    'ActiveConnections',
    'ActiveSubscriptions',
    'ConnectClientError',
    'ConnectServerError',
    'Latency',
    'PublishDataMessageClientError',
    'PublishDataMessageServerError',
    'PublishDataMessageSuccess',
    'SubscribeClientError',
    'SubscribeServerError',
  ],
  // AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  'AWS/DynamoDB': [
    'ConsumedReadCapacityUnits',
    'ConsumedWriteCapacityUnits',
    'ProvisionedReadCapacityUnits',
    'ProvisionedWriteCapacityUnits',
    'ReadThrottleEvents',
    'SuccessfulRequestLatency',
    'SystemErrors',
    'WriteThrottleEvents',
  ],
  // AWS: https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
  'AWS/Kinesis': [
    'GetRecords.Bytes',
    'GetRecords.IteratorAgeMilliseconds',
    'GetRecords.Latency',
    'GetRecords.Records',
    'GetRecords.Success',
    'IncomingBytes',
    'IncomingRecords',
    'PutRecord.Bytes',
    'PutRecord.Latency',
    'PutRecord.Success',
    'PutRecords.Bytes',
    'PutRecords.FailedRecords',
    'PutRecords.Latency',
    'PutRecords.Success',
    'PutRecords.SuccessfulRecords',
    'PutRecords.ThrottledRecords',
    'PutRecords.TotalRecords',
    'ReadProvisionedThroughputExceeded',
    'WriteProvisionedThroughputExceeded',
  ],
  // AWS: https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html
  'AWS/Firehose': [
    'BytesPerSecondLimit',
    'DeliveryToS3.DataFreshness',
    'FailedConversion.Records',
    'IncomingBytes',
    'IncomingPutRequests',
    'IncomingRecords',
    'PutRecord.Latency',
    'PutRecordBatch.Latency',
    'PutRequestsPerSecondLimit',
    'RecordsPerSecondLimit',
    'SucceedConversion.Records',
    'ThrottledRecords',
  ],
};

const { widgets, synthesis } = monitored({ archive: true });

/** The series of a widget: a metric as `[namespace, name, …]`, an expression as `[{ expression, label }]`. */
const seriesOf = ({ properties }: Widget): unknown[][] => properties.metrics ?? [];
const expressionOf = ([first]: unknown[]): string =>
  typeof first === 'object' && first !== null && 'expression' in first ? String(first.expression) : '';
const namesIn = (those: readonly Widget[]): string[] =>
  those.flatMap(seriesOf).flatMap((series) => {
    const [namespace, name] = series;
    const searched = /\{"?([^",]+)"?,.*MetricName="([^"]+)"/.exec(expressionOf(series));
    if (searched !== null) return [`${searched[1]} ${searched[2]}`];
    return typeof namespace === 'string' ? [`${namespace} ${String(name)}`] : [];
  });

/** The widgets below each headline of the five questions. */
function answers(): Record<string, Widget[]> {
  const result: Record<string, Widget[]> = {};
  let headline = '';
  for (const widget of widgets) {
    if (widget.type === 'text') headline = widget.properties.markdown ?? '';
    else if (headline.endsWith('?')) (result[headline.slice('## '.length)] ??= []).push(widget);
  }
  return result;
}

describe('the dashboard', () => {
  it('answers the five questions, each queue by itself', () => {
    const shown = Object.entries(answers()).map(([question, graphs]) => [
      question,
      graphs.flatMap(seriesOf).map((series) => {
        const [, name, by] = /MetricName="(\w+)" .*', '(\w+)', 300\)$/.exec(expressionOf(series)) ?? [];
        return `${name} ${by}`;
      }),
    ]);

    expect(Object.fromEntries(shown)).toEqual({
      'What is the status of jobs?': [
        ...['Submitted', 'Progressing', 'Complete', 'Error', 'Canceled'].map((status) => `Jobs${status} Sum`),
        'JobsError Sum',
        'JobsCanceled Sum',
      ],
      'How fast are they?': ['DecodeRate Average', 'DecodeRate p5'],
      'How much is done?': ['JobsSubmitted Sum', 'JobsComplete Sum'],
      'How long did each stage take?': [
        'QueuedDuration p50',
        'QueuedDuration p95',
        'ProgressingDuration p50',
        'ProgressingDuration p95',
      ],
      'Did jobs wait for capacity?': ['StandbyDuration p90', 'StandbyDuration Maximum', 'StandbyDuration SampleCount'],
    });
  });

  it('finds the queues of its own service by search, and names each line by its queue', () => {
    const [series = []] = answers()['How fast are they?']?.flatMap(seriesOf) ?? [];

    expect(series).toEqual([
      {
        expression: `SEARCH('{MediaConvertJobProgress,queue,service} MetricName="DecodeRate" service="MediaConvertJobProgress/JobProgress"', 'Average', 300)`,
        label: "${PROP('Dim.queue')} average",
      },
    ]);
  });

  it('shows only metrics that the functions write or AWS documents', () => {
    const known = Object.entries(DOCUMENTED).flatMap(([namespace, names]) =>
      names.map((name) => `${namespace} ${name}`),
    );

    expect([...new Set(namesIn(widgets))].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('shows every metric that the functions write', () => {
    const shown = new Set(namesIn(widgets));

    expect(OWN.filter((name) => !shown.has(`MediaConvertJobProgress ${name}`))).toEqual([]);
  });

  it('has at most 500 metrics, and no expression longer than the 1,024 characters that CloudWatch searches by', () => {
    const series = widgets.flatMap(seriesOf);

    expect(series.length).toBeLessThanOrEqual(500);
    expect(Math.max(...series.map((each) => expressionOf(each).length))).toBeLessThanOrEqual(1024);
  });

  it('has no physical name', () => {
    expect(Object.keys(propertiesOf(synthesis, 'MonitoringDashboard'))).toEqual(['DashboardBody']);
  });

  it('is the same whenever it is synthesized', () => {
    expect(monitored({ archive: true }).widgets).toEqual(widgets);
  });

  it('shows nothing of streams and archive where there are none', () => {
    const shown = namesIn(monitored({ streams: false }).widgets);

    expect(shown.filter((name) => /Kinesis|Firehose/.test(name))).toEqual([]);
  });
});

describe('`monitoring` false', () => {
  it('leaves out the dashboard and the alarms, and nothing else', () => {
    const without = Object.keys(synthesize({ archive: true, monitoring: false }).resources);

    expect(Object.keys(synthesis.resources).filter((name) => !without.includes(name))).toEqual(
      Object.keys(synthesis.resources).filter((name) => name.startsWith('Monitoring')),
    );
  });
});
