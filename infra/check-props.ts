import { RemovalPolicy } from 'aws-cdk-lib';
import type { IngestProps, MediaConvertJobProgressProps } from './props.ts';

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

// Kinesis keeps records for a day at least, and for a year at most.
const RETENTION_HOURS = wholeNumber(24, 8760);
const TTL_DAYS = wholeNumber(1, 3650);

const INGEST_RULES: Record<keyof IngestProps, Rule> = {
  batchSize: wholeNumber(1, 10_000),
  maxBatchingWindowSeconds: wholeNumber(0, 300),
  maxConcurrency: wholeNumber(2, 1000),
  maxReceiveCount: wholeNumber(1, 1000),
  timeoutSeconds: wholeNumber(1, 900),
  memorySizeMiB: wholeNumber(128, 10_240),
};
const RULES: Record<keyof MediaConvertJobProgressProps, Rule> = {
  eventTableTtlDays: TTL_DAYS,
  jobTableTtlDays: TTL_DAYS,
  eventStreamRetentionHours: RETENTION_HOURS,
  jobStreamRetentionHours: RETENTION_HOURS,
  metricStreamRetentionHours: RETENTION_HOURS,
  streams: oneOf([true, false], 'true or false'),
  streamMode: oneOf(['ON_DEMAND', 'PROVISIONED'], 'ON_DEMAND or PROVISIONED'),
  eventFilter: {
    allowed: 'an EventBridge pattern for detail, such as {"userMetadata":{"application":["Foo"]}}',
    allows: isPattern,
  },
  removalPolicy: oneOf([RemovalPolicy.DESTROY, RemovalPolicy.RETAIN], 'DESTROY or RETAIN'),
  ingest: { allowed: `an object with any of ${Object.keys(INGEST_RULES).join(', ')}`, allows: isRecord },
};

/** The names of all props. */
export const PROP_NAMES: readonly string[] = Object.keys(RULES);

/** Throws `InvalidPropError` for the first prop that is not known or not allowed. */
export function checkProps(props: MediaConvertJobProgressProps): void {
  check(props, RULES, '');
  const { ingest } = props;
  if (ingest === undefined) return;
  check(ingest, INGEST_RULES, 'ingest.');
  const { batchSize = 10, maxBatchingWindowSeconds = 0 } = ingest;
  if (batchSize > 10 && maxBatchingWindowSeconds === 0)
    throw new InvalidPropError(
      `ingest.maxBatchingWindowSeconds is 0, but must be from 1 to 300 when ingest.batchSize is over 10 (it is ${batchSize}).`,
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
