import { RemovalPolicy, Token } from 'aws-cdk-lib';
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
} from './props.ts';

/** A prop that cannot be used. The message names its key, the value received and what is allowed. */
export class InvalidPropError extends Error {
  override readonly name = 'InvalidPropError';
}

type Rule = { allowed: string; allows(value: unknown): boolean };

const wholeNumber = (low: number, high: number): Rule => ({
  allowed: `a whole number from ${low} to ${high}`,
  allows: (value) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high,
});
const oneOf = (values: readonly unknown[], allowed: string): Rule => ({
  allowed,
  allows: (value) => values.includes(value),
});
const text = (longest: number): Rule => ({
  allowed: `a text of 1 to ${longest} characters`,
  allows: (value) => typeof value === 'string' && value.length >= 1 && value.length <= longest,
});
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An EventBridge pattern is an object of objects, whose leaves are arrays that are not empty. */
const isPattern = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((inner) => (Array.isArray(inner) ? inner.length > 0 : isPattern(inner)));

/** The names that buckets can have, but for a few that AWS keeps for itself; none has a comma or a wildcard. */
const isBucketName = (value: unknown): boolean =>
  typeof value === 'string' && /^[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/.test(value);
// The environment of a Lambda function holds 4 KB, and a name up to 63 characters.
const MAX_MEDIA_BUCKETS = 50;

// Kinesis keeps records for a day at least, and for a year at most.
const RETENTION_HOURS = wholeNumber(24, 8760);
const TTL_DAYS = wholeNumber(1, 3650);
// A Lambda function's, and those of the event source mapping of a queue.
const TIMEOUT_SECONDS = wholeNumber(1, 900);
// The analyzer and the reconciler keep ten seconds of theirs for telling what they found, and do nothing without more.
const WORKING_TIMEOUT_SECONDS = wholeNumber(30, 900);
const MEMORY_SIZE_MIB = wholeNumber(128, 10_240);
const MAX_CONCURRENCY = wholeNumber(2, 1000);
const BOOLEAN = oneOf([true, false], 'true or false');

const INGEST_RULES: Record<keyof IngestProps, Rule> = {
  batchSize: wholeNumber(1, 10_000),
  maxBatchingWindowSeconds: wholeNumber(0, 300),
  maxConcurrency: MAX_CONCURRENCY,
  maxReceiveCount: wholeNumber(1, 1000),
  timeoutSeconds: TIMEOUT_SECONDS,
  memorySizeMiB: MEMORY_SIZE_MIB,
};
const ANALYSIS_RULES: Record<keyof AnalysisProps, Rule> = {
  maxBytesPerInput: wholeNumber(65_536, 1_073_741_824),
  // A job has at most 150 inputs.
  maxParallelInputs: wholeNumber(1, 150),
  maxConcurrency: MAX_CONCURRENCY,
  timeoutSeconds: WORKING_TIMEOUT_SECONDS,
  memorySizeMiB: MEMORY_SIZE_MIB,
};
const RECONCILIATION_RULES: Record<keyof ReconciliationProps, Rule> = {
  intervalMinutes: wholeNumber(1, 1440),
  requestsPerSecond: wholeNumber(1, 100),
  timeoutSeconds: WORKING_TIMEOUT_SECONDS,
  memorySizeMiB: MEMORY_SIZE_MIB,
};
const OIDC_RULES: Record<keyof OidcProps, Rule> = {
  issuer: {
    allowed: 'a URL with https:// and without query or fragment',
    allows: (value) => typeof value === 'string' && /^https:\/\/[^\s?#]+$/.test(value),
  },
  clientId: text(128),
};
const TENANCY_RULES: Record<keyof TenancyProps, Rule> = {
  claim: text(128),
  // MediaConvert's limit for the key of a pair.
  metadataKey: text(128),
};
const WAF_RULES: Record<keyof WafProps, Rule> = { requestsPerFiveMinutes: wholeNumber(10, 2_000_000_000) };
const ARCHIVE_RULES: Record<keyof ArchiveProps, Rule> = {
  expirationDays: wholeNumber(1, 36_500),
  infrequentAccessDays: wholeNumber(30, 36_500),
  // Firehose's own limits.
  bufferSeconds: wholeNumber(0, 900),
};
const ALARM_RULES: Record<keyof AlarmProps, Rule> = {
  oldestEventSeconds: wholeNumber(1, 1_209_600),
  jobErrorPercent: wholeNumber(0, 100),
  standbySeconds: wholeNumber(1, 1_209_600),
  stalledJobs: wholeNumber(0, 1_000_000),
};
const anyOf = (rules: Record<string, Rule>): Rule => ({
  allowed: `an object with any of ${Object.keys(rules).join(', ')}`,
  allows: isRecord,
});
const trueOrAnyOf = (rules: Record<string, Rule>): Rule => ({
  allowed: `true, false or ${anyOf(rules).allowed}`,
  allows: (value) => typeof value === 'boolean' || isRecord(value),
});
const AUTH_MODES = ['API_KEY', 'COGNITO', 'OIDC', 'IAM'];
const LOG_RETENTION_DAYS = Object.values(RetentionDays).filter(
  (days): days is number => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/** A day as `2027-06-30`, one that there is. */
const isDay = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);

/** A value that only CloudFormation knows is taken as it is. */
const isMatch = (pattern: RegExp, value: unknown): boolean =>
  typeof value === 'string' && (Token.isUnresolved(value) || pattern.test(value));

const RULES: Record<keyof MediaConvertJobProgressProps, Rule> = {
  eventTableTtlDays: TTL_DAYS,
  jobTableTtlDays: TTL_DAYS,
  eventStreamRetentionHours: RETENTION_HOURS,
  jobStreamRetentionHours: RETENTION_HOURS,
  metricStreamRetentionHours: RETENTION_HOURS,
  streams: BOOLEAN,
  streamShards: wholeNumber(1, 10_000),
  streamMode: oneOf(['ON_DEMAND', 'PROVISIONED'], 'ON_DEMAND or PROVISIONED'),
  eventFilter: {
    allowed: 'an EventBridge pattern for detail, such as {"userMetadata":{"application":["Foo"]}}',
    allows: isPattern,
  },
  removalPolicy: oneOf([RemovalPolicy.DESTROY, RemovalPolicy.RETAIN], 'DESTROY or RETAIN'),
  deletionProtection: BOOLEAN,
  auth: {
    allowed: `a list of ${AUTH_MODES.join(', ')}, each at most once and at least one`,
    allows: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      new Set(value).size === value.length &&
      value.every((mode) => AUTH_MODES.includes(mode as string)),
  },
  apiKeyExpires: { allowed: 'a day such as 2027-06-30', allows: isDay },
  userPoolId: {
    allowed: 'the id of a user pool, such as us-east-1_AbCdEfGhI',
    allows: (value) => isMatch(/^[\w-]+_[0-9a-zA-Z]+$/, value),
  },
  oidc: anyOf(OIDC_RULES),
  tenancy: anyOf(TENANCY_RULES),
  introspection: BOOLEAN,
  waf: trueOrAnyOf(WAF_RULES),
  archive: trueOrAnyOf(ARCHIVE_RULES),
  monitoring: BOOLEAN,
  alarmTopicArn: {
    allowed: 'the ARN of an SNS topic',
    allows: (value) => isMatch(/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]+$/, value),
  },
  alarms: anyOf(ALARM_RULES),
  logRetentionDays: oneOf(LOG_RETENTION_DAYS, `one of ${LOG_RETENTION_DAYS.join(', ')}`),
  tracing: BOOLEAN,
  ingest: anyOf(INGEST_RULES),
  mediaBuckets: {
    allowed: `a list of at most ${MAX_MEDIA_BUCKETS} names of S3 buckets`,
    allows: (value) => Array.isArray(value) && value.length <= MAX_MEDIA_BUCKETS && value.every(isBucketName),
  },
  discoverSubmitted: BOOLEAN,
  analysis: anyOf(ANALYSIS_RULES),
  reconciliation: anyOf(RECONCILIATION_RULES),
};

/** The names of all props. */
export const PROP_NAMES: readonly string[] = Object.keys(RULES);

/** Throws `InvalidPropError` for the first prop that is not known or not allowed. */
export function checkProps(props: MediaConvertJobProgressProps): void {
  check(props, RULES, '');
  const { ingest = {}, analysis = {}, reconciliation = {}, discoverSubmitted, eventFilter } = props;
  check(ingest, INGEST_RULES, 'ingest.');
  check(analysis, ANALYSIS_RULES, 'analysis.');
  check(reconciliation, RECONCILIATION_RULES, 'reconciliation.');
  check(props.alarms ?? {}, ALARM_RULES, 'alarms.');
  check(partsOf(props.waf), WAF_RULES, 'waf.');
  check(partsOf(props.archive), ARCHIVE_RULES, 'archive.');
  if (props.oidc !== undefined) checkWhole(props.oidc, OIDC_RULES, 'oidc', ['issuer']);
  if (props.tenancy !== undefined) checkWhole(props.tenancy, TENANCY_RULES, 'tenancy', ['claim', 'metadataKey']);
  checkAuth(props);
  checkTogether(props);

  const { batchSize = 10, maxBatchingWindowSeconds = 0 } = ingest;
  if (batchSize > 10 && maxBatchingWindowSeconds === 0)
    throw new InvalidPropError(
      `ingest.maxBatchingWindowSeconds is 0, but must be from 1 to 300 when ingest.batchSize is over 10 (it is ${batchSize}).`,
    );
  // What is read of an input is held in memory; the other half is for the analyzer itself.
  const { maxBytesPerInput = 8_388_608, maxParallelInputs = 4, memorySizeMiB = 1024 } = analysis;
  const bytes = maxBytesPerInput * maxParallelInputs;
  const mostBytes = (memorySizeMiB * 1_048_576) / 2;
  if (bytes > mostBytes)
    throw new InvalidPropError(
      `analysis.maxBytesPerInput (${maxBytesPerInput}) times analysis.maxParallelInputs (${maxParallelInputs}) is ${bytes} bytes, but must be at most ${mostBytes}, half of analysis.memorySizeMiB (${memorySizeMiB}).`,
    );
  const { intervalMinutes = 5, timeoutSeconds = 240 } = reconciliation;
  if (timeoutSeconds > intervalMinutes * 60)
    throw new InvalidPropError(
      `reconciliation.timeoutSeconds is ${timeoutSeconds}, but must be at most ${intervalMinutes * 60} when reconciliation.intervalMinutes is ${intervalMinutes}.`,
    );
  if (discoverSubmitted === true && eventFilter !== undefined)
    throw new InvalidPropError(
      'discoverSubmitted is true, but must be false with an eventFilter: the list of waiting jobs cannot be filtered.',
    );
}

/** What a prop that may be an object says besides being true. */
const partsOf = (value: boolean | object | undefined): object => (typeof value === 'object' ? value : {});

function checkAuth({
  auth = ['API_KEY'],
  apiKeyExpires,
  userPoolId,
  oidc,
  tenancy,
}: MediaConvertJobProgressProps): void {
  const modes = auth.join(', ');
  for (const [name, value, mode] of [
    ['apiKeyExpires', apiKeyExpires, 'API_KEY'],
    ['userPoolId', userPoolId, 'COGNITO'],
    ['oidc', oidc, 'OIDC'],
  ] as const)
    if (value !== undefined && !auth.includes(mode))
      throw new InvalidPropError(
        `${name} is ${JSON.stringify(value)}, but must be left out unless auth has ${mode} (it is ${modes}).`,
      );
  if (auth.includes('OIDC') && oidc === undefined)
    throw new InvalidPropError(`oidc is left out, but must name an issuer when auth has OIDC (it is ${modes}).`);
  if (
    tenancy !== undefined &&
    (auth.includes('API_KEY') || !auth.some((mode) => mode === 'COGNITO' || mode === 'OIDC'))
  )
    throw new InvalidPropError(
      `tenancy is ${JSON.stringify(tenancy)}, but auth must have COGNITO or OIDC and no API_KEY with it (it is ${modes}).`,
    );
}

/** Props that say nothing without others. */
function checkTogether(props: MediaConvertJobProgressProps): void {
  const { streams = true, streamMode = 'ON_DEMAND', streamShards, archive = false, monitoring = true } = props;
  if (streamShards !== undefined && streamMode !== 'PROVISIONED')
    throw new InvalidPropError(
      `streamShards is ${streamShards}, but must be left out when streamMode is ${streamMode}.`,
    );
  if (archive !== false && !streams)
    throw new InvalidPropError(
      `archive is ${JSON.stringify(archive)}, but must be false when streams is false: it is filled from them.`,
    );
  const { expirationDays = 365, infrequentAccessDays } = typeof archive === 'object' ? archive : {};
  if (infrequentAccessDays !== undefined && infrequentAccessDays >= expirationDays)
    throw new InvalidPropError(
      `archive.infrequentAccessDays is ${infrequentAccessDays}, but must be less than archive.expirationDays (${expirationDays}).`,
    );
  for (const name of ['alarmTopicArn', 'alarms'] as const)
    if (props[name] !== undefined && !monitoring)
      throw new InvalidPropError(
        `${name} is ${JSON.stringify(props[name])}, but must be left out when monitoring is false.`,
      );
}

/** Checks an object of which some parts must be there. */
function checkWhole(props: object, rules: Record<string, Rule>, name: string, needed: readonly string[]): void {
  for (const key of needed)
    if (!Object.hasOwn(props, key))
      throw new InvalidPropError(
        `${name}.${key} is left out of ${JSON.stringify(props)}, but must be ${rules[key]?.allowed ?? 'there'}.`,
      );
  check(props, rules, `${name}.`);
}

function check(props: object, rules: Record<string, Rule>, prefix: string): void {
  for (const [key, value] of Object.entries(props)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined)
      throw new InvalidPropError(`${prefix}${key} is not known; the keys are ${Object.keys(rules).join(', ')}.`);
    if (value !== undefined && !rule.allows(value))
      throw new InvalidPropError(`${prefix}${key} is ${JSON.stringify(value)}, but must be ${rule.allowed}.`);
  }
}
