import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MediaConvertJobProgress } from './media-convert-job-progress.ts';
import type { MediaConvertJobProgressProps } from './props.ts';

/** One `MediaConvertJobProgress`, in whatever account and region it is deployed to, and what its users need to reach it. */
export class JobProgressStack extends Stack {
  constructor(scope: Construct, id: string, props: MediaConvertJobProgressProps = {}) {
    super(scope, id, { description: 'Live progress of AWS Elemental MediaConvert jobs' });
    const progress = new MediaConvertJobProgress(this, 'JobProgress', props);
    const { tables, streams, consumerRole, archive, functions, api, dashboard, dashboardPage } = progress;

    this.output('EventTable', 'Every raw event', tables.eventTable.tableName);
    this.output('JobTable', 'The state of each job', tables.jobTable.tableName);
    this.output('JobDetailTable', 'Settings, inputs, outputs and analysis of jobs', tables.jobDetailTable.tableName);
    this.output('JobTagTable', 'Jobs by user metadata and by queue', tables.jobTagTable.tableName);
    this.output('EventStreamARN', 'Every raw event', streams?.eventStream.streamArn);
    this.output('JobStreamARN', 'The state of a job, at each change', streams?.jobStream.streamArn);
    this.output('MetricStreamARN', 'Each metric of a job, at each change', streams?.metricStream.streamArn);
    this.output('StreamConsumerRoleArn', 'May read the streams, nothing else', consumerRole?.roleArn);
    this.output('EventQueueUrl', 'Events on their way to the collector', progress.eventQueue.queueUrl);
    this.output('DeadLetterQueueUrl', 'Events that could not be used', progress.deadLetterQueue.queueUrl);
    this.output('AnalysisQueueUrl', 'Events that start an analysis', progress.analysisQueue.queueUrl);
    this.output('AnalysisDeadLetterQueueUrl', 'Events of failed analyses', progress.analysisDeadLetterQueue.queueUrl);
    this.output(
      'UndeliveredEventQueueUrl',
      'Events that EventBridge could not deliver',
      progress.undeliveredEventQueue.queueUrl,
    );
    this.output('AnalyzerFunctionName', 'Reads the media of jobs', functions.analyzer.functionName);
    this.output('ReconcilerFunctionName', 'Asks MediaConvert for jobs', functions.reconciler.functionName);
    this.output('GraphQLUrl', 'Queries and mutations', api.graphqlApi.graphqlUrl);
    this.output('RealtimeUrl', 'Subscriptions', api.realtimeUrl);
    this.output('ApiId', 'The API in AppSync', api.graphqlApi.apiId);
    this.output('ApiKey', 'The key that reads and subscribes', api.graphqlApi.apiKey);
    this.output('UserPoolId', 'Whose users may read and subscribe', api.userPool?.userPoolId);
    this.output('UserPoolClientId', 'What its users sign in with', api.userPoolClient?.userPoolClientId);
    this.output('ArchiveBucketName', 'Events, jobs and metrics of the past', archive?.bucket.bucketName);
    this.output('DashboardUrl', 'The page of the jobs', dashboardPage?.url);
    this.output('CloudWatchDashboardName', 'How jobs fare, and the way of an event', dashboard?.dashboardName);
    this.output('Region', 'Where all of this is', this.region);
  }

  /** What there is not, has no output. */
  private output(name: string, description: string, value: string | undefined): void {
    if (value !== undefined) new CfnOutput(this, name, { description, value });
  }
}
