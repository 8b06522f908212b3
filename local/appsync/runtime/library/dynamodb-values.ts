import { toDynamoDB, toMapValues, toNull, type TypedValue } from './typed-value.ts';

// Code has another `JSON.parse`, which does not fail.
const { parse } = JSON;

/** A conversion that passes a missing value on as null. */
const typedAs =
  (type: string) =>
  (value?: unknown): TypedValue | null =>
    value === null || value === undefined ? null : { [type]: value };

function toS3Object(key: string, bucket: string, region: string, version?: string): TypedValue {
  return { S: JSON.stringify({ s3: { key, bucket, region, ...(version === undefined ? {} : { version }) } }) };
}

function fromS3ObjectJson(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    const { key, bucket, region, version } = (parse(text) as { s3: Record<string, unknown> }).s3;
    return { bucket, region, key, ...(version === undefined ? {} : { version }) };
  } catch {
    return null;
  }
}

/**
 * `util.dynamodb`
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html
 */
export const dynamodb = {
  toDynamoDB,
  toString: typedAs('S'),
  toStringSet: typedAs('SS'),
  toNumber: typedAs('N'),
  toNumberSet: typedAs('NS'),
  toBinary: typedAs('B'),
  toBinarySet: typedAs('BS'),
  toBoolean: typedAs('BOOL'),
  toNull,
  toList: (values: unknown): TypedValue | null => (Array.isArray(values) ? { L: values.map(toDynamoDB) } : null),
  toMap: (values: unknown): TypedValue | null =>
    values === null || typeof values !== 'object' ? null : { M: toMapValues(values) },
  toMapValues: (values: unknown): TypedValue | null =>
    values === null || typeof values !== 'object' ? null : toMapValues(values),
  toS3Object,
  fromS3ObjectJson,
};
