import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, RemovalPolicy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { JobProgressStack } from '../../infra/job-progress-stack.ts';
import type { MediaConvertJobProgressProps } from '../../infra/props.ts';
import { EVERYTHING } from './everything.ts';
import { synthesize } from './synthesize.ts';

const synthesis = synthesize();
const withoutStreams = synthesize({ streams: false });

describe('the outputs', () => {
  it('name what the stack is reached by', () => {
    expect(synthesis.outputs).toEqual({
      EventTable: '${TablesEventTable}',
      JobTable: '${TablesJobTable}',
      JobDetailTable: '${TablesJobDetailTable}',
      JobTagTable: '${TablesJobTagTable}',
      EventStreamARN: '${StreamsEventStream.Arn}',
      JobStreamARN: '${StreamsJobStream.Arn}',
      MetricStreamARN: '${StreamsMetricStream.Arn}',
      StreamConsumerRoleArn: '${StreamsConsumerRole.Arn}',
      EventQueueUrl: '${IngestEventQueue}',
      DeadLetterQueueUrl: '${IngestDeadLetterQueue}',
      AnalysisQueueUrl: '${AnalysisAnalysisQueue}',
      AnalysisDeadLetterQueueUrl: '${AnalysisDeadLetterQueue}',
      UndeliveredEventQueueUrl: '${UndeliveredEvents}',
      AnalyzerFunctionName: '${AnalysisAnalyzerFunction}',
      ReconcilerFunctionName: '${ReconcilerFunction}',
      GraphQLUrl: '${ApiGraphQL.GraphQLUrl}',
      RealtimeUrl: '${ApiGraphQL.RealtimeUrl}',
      ApiId: '${ApiGraphQL.ApiId}',
      CloudWatchDashboardName: '${MonitoringDashboard}',
      ApiKey: '${ApiGraphQLDefaultApiKey.ApiKey}',
      Region: '${AWS::Region}',
    });
  });
});

describe('the outputs of an archive', () => {
  it('name its bucket, beside all others', () => {
    const { outputs } = synthesize({ archive: true });

    expect(outputs).toEqual({ ...synthesis.outputs, ArchiveBucketName: '${ArchiveBucket}' });
  });
});

describe('the outputs of a dashboard', () => {
  it('name its address, beside all others', () => {
    const { outputs } = synthesize({ dashboard: true });

    expect(outputs).toEqual({
      ...synthesis.outputs,
      DashboardUrl: 'https://${DashboardPageDistribution.DomainName}',
    });
  });
});

describe('a stack with `streams` false', () => {
  it('has nothing of Kinesis', () => {
    expect(JSON.stringify(withoutStreams)).not.toMatch(/kinesis|_STREAM/i);
  });

  it('has the other resources as they were, without the alarms of streams', () => {
    const kept = Object.keys(synthesis.resources).filter((name) => !/^(Monitoring)?Stream/.test(name));

    expect(Object.keys(withoutStreams.resources)).toEqual(kept);
  });

  it('has no outputs for them', () => {
    const gone = Object.keys(synthesis.outputs).filter((name) => !(name in withoutStreams.outputs));

    expect(gone).toEqual(['EventStreamARN', 'JobStreamARN', 'MetricStreamARN', 'StreamConsumerRoleArn']);
  });
});

describe('`removalPolicy`', () => {
  const kept = ({ resources }: typeof synthesis): string[] =>
    Object.entries(resources).flatMap(([name, { DeletionPolicy: policy }]) => (policy === 'Retain' ? [name] : []));

  it('deletes everything with the stack by default', () => {
    expect(kept(synthesis)).toEqual([]);
  });

  it('keeps what holds data when it is RETAIN', () => {
    expect(kept(synthesize({ ...EVERYTHING, removalPolicy: RemovalPolicy.RETAIN })).sort()).toEqual([
      'AnalysisAnalyzerLogGroup',
      'AnalysisDeadLetterQueue',
      'ApiLogGroup',
      'ApiUserPool',
      'ArchiveBucket',
      'ArchiveEmptierLogGroup',
      'ArchiveEmptierObjects',
      'ArchiveEventsLogStream',
      'ArchiveJobsLogStream',
      'ArchiveLogGroup',
      'ArchiveMetricsLogStream',
      'DashboardPageBucket',
      'DashboardPagePublisherLogGroup',
      'DashboardPagePublisherPage',
      'IngestCollectorLogGroup',
      'IngestDeadLetterQueue',
      'ReconcilerLogGroup',
      'StreamsEventStream',
      'StreamsJobStream',
      'StreamsMetricStream',
      'TablesEventTable',
      'TablesJobDetailTable',
      'TablesJobTable',
      'TablesJobTagTable',
      'UndeliveredEvents',
    ]);
  });
});

// The check compiles its rules when it is first made.
describe("CDK's check of the template against CloudFormation's own schemas", { timeout: 60_000 }, () => {
  const cases: MediaConvertJobProgressProps[] = [
    {},
    {
      eventTableTtlDays: 3650,
      eventStreamRetentionHours: 8760,
      streamMode: 'PROVISIONED',
      eventFilter: { userMetadata: { application: ['Foo'] } },
      ingest: { batchSize: 10_000, maxBatchingWindowSeconds: 300, maxConcurrency: 1000, timeoutSeconds: 900 },
      mediaBuckets: ['media-in', 'media.archive'],
      analysis: { maxConcurrency: 1000, timeoutSeconds: 900, memorySizeMiB: 10_240 },
      reconciliation: { intervalMinutes: 1440, timeoutSeconds: 900 },
      auth: ['COGNITO', 'API_KEY', 'OIDC'],
      oidc: { issuer: 'https://login.example' },
      deletionProtection: true,
      archive: true,
      waf: true,
    },
    {
      discoverSubmitted: true,
      reconciliation: { intervalMinutes: 1, timeoutSeconds: 60 },
      auth: ['IAM'],
      introspection: false,
      tracing: false,
    },
  ];

  it.each(cases)('has nothing to say with %j', (props) => {
    const outdir = mkdtempSync(join(tmpdir(), 'job-progress-stack-'));
    const app = new App({ outdir, context: { 'aws:cdk:bundling-stacks': [] } });
    new JobProgressStack(app, 'MediaConvertJobProgress', props);

    app.synth();

    const report: unknown = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    rmSync(outdir, { recursive: true });
    expect(report).toMatchObject({ pluginReports: [] });
  });
});
