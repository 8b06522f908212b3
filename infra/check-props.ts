import { RemovalPolicy } from 'aws-cdk-lib';
import type { AnalysisProps, IngestProps, MediaConvertJobProgressProps, ReconciliationProps } from './props.ts';

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
const anyOf = (rules: Record<string, Rule>): Rule => ({
  allowed: `an object with any of ${Object.keys(rules).join(', ')}`,
  allows: isRecord,
});
const RULES: Record<keyof MediaConvertJobProgressProps, Rule> = {
  eventTableTtlDays: TTL_DAYS,
  jobTableTtlDays: TTL_DAYS,
  eventStreamRetentionHours: RETENTION_HOURS,
  jobStreamRetentionHours: RETENTION_HOURS,
  metricStreamRetentionHours: RETENTION_HOURS,
  streams: BOOLEAN,
  streamMode: oneOf(['ON_DEMAND', 'PROVISIONED'], 'ON_DEMAND or PROVISIONED'),
  eventFilter: {
    allowed: 'an EventBridge pattern for detail, such as {"userMetadata":{"application":["Foo"]}}',
    allows: isPattern,
  },
  removalPolicy: oneOf([RemovalPolicy.DESTROY, RemovalPolicy.RETAIN], 'DESTROY or RETAIN'),
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

function check(props: object, rules: Record<string, Rule>, prefix: string): void {
  for (const [key, value] of Object.entries(props)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined)
      throw new InvalidPropError(`${prefix}${key} is not known; the keys are ${Object.keys(rules).join(', ')}.`);
    if (value !== undefined && !rule.allows(value))
      throw new InvalidPropError(`${prefix}${key} is ${JSON.stringify(value)}, but must be ${rule.allowed}.`);
  }
}
