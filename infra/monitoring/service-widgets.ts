import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import { jobMetric, type JobMetricName } from './job-metrics.ts';
import { graph, question } from './job-widgets.ts';
import type { MonitoringProps } from './monitoring-props.ts';

const PERIOD = Duration.minutes(5);

/** Rows for the way of an event, and for what the analyzer and the reconciler find. */
export function serviceWidgets({ serviceName, ingest }: MonitoringProps): IWidget[] {
  const own = (name: JobMetricName, statistic?: string): Metric =>
    jobMetric(serviceName, name, {
      period: PERIOD,
      label: statistic ?? name,
      ...(statistic !== undefined && { statistic }),
    });
  return [
    ...question('The way of an event', [
      graph('Events', 'events', [own('EventsCollected')]),
      graph('Oldest event in the queue', 'seconds', [
        ingest.eventQueue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: Stats.MAXIMUM }),
      ]),
      graph(
        'From event to published',
        'milliseconds',
        [50, 95, 99].map((percentile) => own('EventToPublishedLatency', Stats.p(percentile))),
      ),
      graph('Not as it should be', 'times', [own('PoisonEvents'), own('VersionConflicts'), own('PublishFailures')]),
    ]),
    ...question('The analyzer and the reconciler', [
      graph('Analyses', 'jobs', [own('AnalysesComplete'), own('AnalysesPartial'), own('AnalysesFailed')]),
      graph('Jobs not heard of', 'jobs', [own('StalledJobs'), own('MissingJobs'), own('JobsAsked')]),
    ]),
  ];
}

/**
 * Rows of the watched AWS services, as the library draws them. It makes no alarm, but where a resource has no name before it
 * is deployed it wants one for alarms all the same.
 */
export function addServiceSegments(facade: MonitoringFacade, props: MonitoringProps): void {
  const { api, ingest, analysis, reconciler, undeliveredEvents, tables, streams, archive } = props;
  const functions = {
    Collector: ingest.collector,
    Analyzer: analysis.analyzer,
    Reconciler: reconciler,
  };
  for (const [humanReadableName, { lambdaFunction }] of Object.entries(functions)) {
    facade.monitorLambdaFunction({ lambdaFunction, humanReadableName, isIterator: false });
    // Not among what the library draws, though it is what an account has least of.
    const metric = lambdaFunction.metric('ConcurrentExecutions', { period: PERIOD, statistic: Stats.MAXIMUM });
    facade.addWidget(new GraphWidget(graph('Side by side', 'invocations', [metric])));
  }
  facade.monitorSqsQueueWithDlq({
    queue: ingest.eventQueue,
    deadLetterQueue: ingest.deadLetterQueue,
    humanReadableName: 'Events',
  });
  facade.monitorSqsQueueWithDlq({
    queue: analysis.analysisQueue,
    deadLetterQueue: analysis.deadLetterQueue,
    humanReadableName: 'Events to analyse',
  });
  facade.monitorSqsQueue({
    queue: undeliveredEvents,
    humanReadableName: 'Events not delivered',
    alarmFriendlyName: 'UndeliveredEvents',
  });
  facade.monitorAppSyncApi({ api: api.graphqlApi, humanReadableName: 'GraphQL', alarmFriendlyName: 'GraphQL' });
  for (const widget of realtimeWidgets(api.graphqlApi.apiId)) facade.addWidget(widget);
  const { jobTable, jobTagTable, jobDetailTable, eventTable } = tables;
  for (const [humanReadableName, table] of Object.entries({
    JobTable: jobTable,
    JobTagTable: jobTagTable,
    JobDetailTable: jobDetailTable,
    EventTable: eventTable,
  }))
    // A Table is an ITable but for the strictest reading of its optional properties.
    facade.monitorDynamoTable({ table: table as ITable, humanReadableName, alarmFriendlyName: humanReadableName });
  if (streams !== undefined)
    for (const [humanReadableName, { streamName }] of Object.entries({
      EventStream: streams.eventStream,
      JobStream: streams.jobStream,
      MetricStream: streams.metricStream,
    }))
      facade.monitorKinesisDataStream({ streamName, humanReadableName, alarmFriendlyName: humanReadableName });
  for (const [folder, { ref }] of Object.entries(archive?.deliveryStreams ?? {})) {
    facade.monitorKinesisFirehose({
      deliveryStreamName: ref,
      humanReadableName: `Archive of ${folder}`,
      alarmFriendlyName: folder,
    });
    facade.addWidget(new GraphWidget(graph('Oldest record not delivered', 'seconds', [freshness(ref)])));
  }
}

/** What the library does not draw of an API: who is connected, and what they get. */
function realtimeWidgets(apiId: string): IWidget[] {
  const metric = (metricName: string, statistic: string): Metric =>
    new Metric({
      namespace: 'AWS/AppSync',
      metricName,
      dimensionsMap: { GraphQLAPIId: apiId },
      statistic,
      period: PERIOD,
    });
  return question('Connections and subscriptions', [
    graph('Connections', 'connections', [metric('ActiveConnections', Stats.SUM)]),
    graph('Subscriptions', 'subscriptions', [metric('ActiveSubscriptions', Stats.SUM)]),
    graph('Messages', 'messages', [
      metric('PublishDataMessageSuccess', Stats.SUM),
      metric('PublishDataMessageClientError', Stats.SUM),
      metric('PublishDataMessageServerError', Stats.SUM),
    ]),
    graph('Refused', 'times', [
      metric('ConnectClientError', Stats.SUM),
      metric('ConnectServerError', Stats.SUM),
      metric('SubscribeClientError', Stats.SUM),
      metric('SubscribeServerError', Stats.SUM),
    ]),
  ]);
}

const freshness = (deliveryStreamName: string): Metric =>
  new Metric({
    namespace: 'AWS/Firehose',
    metricName: 'DeliveryToS3.DataFreshness',
    dimensionsMap: { DeliveryStreamName: deliveryStreamName },
    statistic: Stats.MAXIMUM,
    period: PERIOD,
  });
