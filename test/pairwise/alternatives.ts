import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { MediaConvertJobProgressProps } from '../../infra/props.ts';

type Props = MediaConvertJobProgressProps;

const DAY_MS = 86_400_000;

/** What each prop is tried with, beside being left out: each of them makes something different of the stack. */
export const ALTERNATIVES: { readonly [Name in keyof Props]-?: readonly NonNullable<Props[Name]>[] } = {
  eventTableTtlDays: [3650],
  jobTableTtlDays: [30],
  eventStreamRetentionHours: [8760],
  jobStreamRetentionHours: [168],
  metricStreamRetentionHours: [168],
  streams: [false],
  streamMode: ['PROVISIONED'],
  streamShards: [2],
  eventFilter: [{ userMetadata: { application: ['Foo'] }, status: ['PROGRESSING', 'COMPLETE'] }],
  removalPolicy: [RemovalPolicy.RETAIN],
  deletionProtection: [true],
  auth: [['IAM'], ['COGNITO'], ['OIDC', 'IAM'], ['COGNITO', 'OIDC'], ['OIDC', 'API_KEY', 'COGNITO', 'IAM']],
  apiKeyExpires: [new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10)],
  userPoolId: ['us-east-1_AbCdEfGhI'],
  oidc: [{ issuer: 'https://login.example' }, { issuer: 'https://login.example/tenant', clientId: 'web|app' }],
  tenancy: [{ claim: 'custom:tenant', metadataKey: 'tenant' }],
  introspection: [false],
  waf: [true, { requestsPerFiveMinutes: 500 }],
  archive: [true, { expirationDays: 20, bufferSeconds: 60 }],
  dashboard: [true],
  monitoring: [false],
  alarmTopicArn: ['arn:aws:sns:us-east-1:123456789012:alarms'],
  alarms: [{ oldestEventSeconds: 60, jobErrorPercent: 5, standbySeconds: 120, stalledJobs: 7 }],
  logRetentionDays: [RetentionDays.ONE_YEAR],
  tracing: [false],
  ingest: [
    {
      batchSize: 100,
      maxBatchingWindowSeconds: 1,
      maxConcurrency: 2,
      maxReceiveCount: 2,
      retryDelaySeconds: 1,
      timeoutSeconds: 60,
    },
  ],
  mediaBuckets: [['media-in', 'media.archive']],
  discoverSubmitted: [true],
  analysis: [{ maxBytesPerInput: 65_536, maxParallelInputs: 1, maxConcurrency: 2, timeoutSeconds: 60 }],
  reconciliation: [{ intervalMinutes: 1, requestsPerSecond: 1, timeoutSeconds: 30, memorySizeMiB: 256 }],
};
