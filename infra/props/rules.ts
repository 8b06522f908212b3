import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type {
  AlarmProps,
  AnalysisProps,
  ArchiveProps,
  IngestProps,
  MediaConvertJobProgressProps,
  OidcProps,
  ReconciliationProps,
  TenancyProps,
  WafProps,
} from '../props.ts';
import {
  anyOf,
  BOOLEAN,
  booleanOrAnyOf,
  isRecord,
  listOf,
  matching,
  oneOf,
  type Rule,
  text,
  wholeNumber,
} from './rule.ts';

// Kinesis keeps records for a day at least, and for a year at most.
const RETENTION_HOURS = wholeNumber(24, 8760);
const TTL_DAYS = wholeNumber(1, 3650);
// A Lambda function's, and those of the event source mapping of a queue.
const TIMEOUT_SECONDS = wholeNumber(1, 900);
// The analyzer and the reconciler keep ten seconds of theirs for telling what they found, and do nothing without more.
const WORKING_TIMEOUT_SECONDS = wholeNumber(30, 900);
const MEMORY_SIZE_MIB = wholeNumber(128, 10_240);
const MAX_CONCURRENCY = wholeNumber(2, 1000);
const LOG_RETENTION_DAYS = Object.values(RetentionDays).filter(
  (days): days is number => typeof days === 'number' && days !== RetentionDays.INFINITE,
);
const AUTH_MODES = ['API_KEY', 'COGNITO', 'OIDC', 'IAM'];
/** The names that buckets can have, but for a few that AWS keeps for itself; none has a comma or a wildcard. */
const BUCKET_NAME = matching(/^[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/, 'the name of a bucket');
// The environment of a Lambda function holds 4 KB, and a name up to 63 characters.
const MAX_MEDIA_BUCKETS = 50;

/** An EventBridge pattern is an object of objects, whose leaves are arrays that are not empty. */
const isPattern = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((inner) => (Array.isArray(inner) ? inner.length > 0 : isPattern(inner)));

// What lies beside `detail` in an event, and `detail` itself: a filter with any of them is a pattern for all of the event.
const ENVELOPE = [
  'version',
  'id',
  'detail-type',
  'detailType',
  'source',
  'account',
  'time',
  'region',
  'resources',
  'detail',
];
const isDetailPattern = (value: unknown): boolean =>
  isPattern(value) && isRecord(value) && !ENVELOPE.some((field) => Object.hasOwn(value, field));

/** A day as `2027-06-30`, one that there is. */
const isDay = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);

const INGEST: Record<keyof IngestProps, Rule> = {
  batchSize: wholeNumber(1, 10_000),
  maxBatchingWindowSeconds: wholeNumber(0, 300),
  maxConcurrency: MAX_CONCURRENCY,
  maxReceiveCount: wholeNumber(1, 1000),
  retryDelaySeconds: wholeNumber(1, 900),
  timeoutSeconds: TIMEOUT_SECONDS,
  memorySizeMiB: MEMORY_SIZE_MIB,
};
const ANALYSIS: Record<keyof AnalysisProps, Rule> = {
  maxBytesPerInput: wholeNumber(65_536, 1_073_741_824),
  // A job has at most 150 inputs.
  maxParallelInputs: wholeNumber(1, 150),
  maxConcurrency: MAX_CONCURRENCY,
  timeoutSeconds: WORKING_TIMEOUT_SECONDS,
  memorySizeMiB: MEMORY_SIZE_MIB,
};
const RECONCILIATION: Record<keyof ReconciliationProps, Rule> = {
  intervalMinutes: wholeNumber(1, 1440),
  requestsPerSecond: wholeNumber(1, 100),
  timeoutSeconds: WORKING_TIMEOUT_SECONDS,
  memorySizeMiB: MEMORY_SIZE_MIB,
};
const OIDC: Record<keyof OidcProps, Rule> = {
  issuer: matching(/^https:\/\/[^\s?#]+$/, 'a URL with https:// and without query or fragment'),
  clientId: text(128),
};
const TENANCY: Record<keyof TenancyProps, Rule> = {
  claim: text(128),
  // MediaConvert's limit for the key of a pair.
  metadataKey: text(128),
};
const WAF: Record<keyof WafProps, Rule> = { requestsPerFiveMinutes: wholeNumber(10, 2_000_000_000) };
const ARCHIVE: Record<keyof ArchiveProps, Rule> = {
  expirationDays: wholeNumber(1, 36_500),
  infrequentAccessDays: wholeNumber(30, 36_500),
  // Firehose's own limits.
  bufferSeconds: wholeNumber(0, 900),
};
const ALARMS: Record<keyof AlarmProps, Rule> = {
  oldestEventSeconds: wholeNumber(1, 1_209_600),
  jobErrorPercent: wholeNumber(0, 100),
  standbySeconds: wholeNumber(1, 1_209_600),
  stalledJobs: wholeNumber(0, 1_000_000),
};

/** What each prop may be. */
export const RULES: Record<keyof MediaConvertJobProgressProps, Rule> = {
  eventTableTtlDays: TTL_DAYS,
  jobTableTtlDays: TTL_DAYS,
  eventStreamRetentionHours: RETENTION_HOURS,
  jobStreamRetentionHours: RETENTION_HOURS,
  metricStreamRetentionHours: RETENTION_HOURS,
  streams: BOOLEAN,
  streamMode: oneOf(['ON_DEMAND', 'PROVISIONED'], 'ON_DEMAND or PROVISIONED'),
  streamShards: wholeNumber(1, 10_000),
  eventFilter: {
    allowed: 'an EventBridge pattern for detail, such as {"userMetadata":{"application":["Foo"]}}',
    allows: isDetailPattern,
  },
  removalPolicy: oneOf([RemovalPolicy.DESTROY, RemovalPolicy.RETAIN], 'DESTROY or RETAIN'),
  deletionProtection: BOOLEAN,
  auth: listOf(
    oneOf(AUTH_MODES, AUTH_MODES.join(', ')),
    1,
    AUTH_MODES.length,
    `a list of ${AUTH_MODES.join(', ')}, each at most once and at least one`,
  ),
  apiKeyExpires: { allowed: 'a day such as 2027-06-30', allows: isDay },
  userPoolId: matching(/^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, 'the id of a user pool, such as us-east-1_AbCdEfGhI'),
  oidc: anyOf(OIDC),
  tenancy: anyOf(TENANCY),
  introspection: BOOLEAN,
  waf: booleanOrAnyOf(WAF),
  archive: booleanOrAnyOf(ARCHIVE),
  dashboard: BOOLEAN,
  monitoring: BOOLEAN,
  alarmTopicArn: matching(/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]+$/, 'the ARN of an SNS topic'),
  alarms: anyOf(ALARMS),
  logRetentionDays: oneOf(LOG_RETENTION_DAYS, `one of ${LOG_RETENTION_DAYS.join(', ')}`),
  tracing: BOOLEAN,
  ingest: anyOf(INGEST),
  mediaBuckets: listOf(
    BUCKET_NAME,
    0,
    MAX_MEDIA_BUCKETS,
    `a list of at most ${MAX_MEDIA_BUCKETS} names of S3 buckets, each once`,
  ),
  discoverSubmitted: BOOLEAN,
  analysis: anyOf(ANALYSIS),
  reconciliation: anyOf(RECONCILIATION),
};

/** What the parts may be of each prop that is an object, and those that must be there when it is. */
export const PART_RULES: readonly {
  readonly name: keyof MediaConvertJobProgressProps;
  readonly rules: Record<string, Rule>;
  readonly needed: readonly string[];
}[] = [
  { name: 'ingest', rules: INGEST, needed: [] },
  { name: 'analysis', rules: ANALYSIS, needed: [] },
  { name: 'reconciliation', rules: RECONCILIATION, needed: [] },
  { name: 'oidc', rules: OIDC, needed: ['issuer'] },
  { name: 'tenancy', rules: TENANCY, needed: ['claim', 'metadataKey'] },
  { name: 'waf', rules: WAF, needed: [] },
  { name: 'archive', rules: ARCHIVE, needed: [] },
  { name: 'alarms', rules: ALARMS, needed: [] },
];
