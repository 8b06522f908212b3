import { MappingError } from '../data-source.ts';
import { fieldsOf, listOf } from './request-fields.ts';

/** A value as DynamoDB's API carries it: one of these, numbers as text, binary as base64. */
export type AttributeValue = {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: AttributeValue[];
  M?: Item;
};

/** An item or a key. */
export type Item = Record<string, AttributeValue>;

/** UNSURE: AWS's wording. */
const unfit = (path: string, type: string): MappingError =>
  new MappingError(`Value for field '$${path}' is not a DynamoDB value of type '${type}'.`);

/** A text. UNSURE: that AppSync takes numbers and booleans for it, as Java's JSON readers do. */
function text(value: unknown, path: string, type: string): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') throw unfit(path, type);
  return String(value);
}

/** Base64 in the one form that DynamoDB takes. */
function base64(value: unknown, path: string, type: string): string {
  if (typeof value !== 'string') throw unfit(path, type);
  return Buffer.from(value, 'base64').toString('base64');
}

/** DynamoDB's typed JSON as resolvers write it: numbers may be JSON numbers, `NULL` may carry null, binary is base64. */
function toAttributeValue(value: unknown, path: string): AttributeValue {
  const typed = fieldsOf(value, path);
  const [type, ...more] = Object.keys(typed);
  if (type === undefined || more.length > 0)
    throw new MappingError(`Value for field '$${path}' is not a DynamoDB value.`);
  const content = typed[type];
  switch (type) {
    case 'S':
      return { S: text(content, path, type) };
    case 'N':
      return { N: text(content, path, type) };
    case 'B':
      return { B: base64(content, path, type) };
    case 'BOOL':
      if (!['true', 'false'].includes(String(content))) throw unfit(path, type);
      return { BOOL: String(content) === 'true' };
    case 'NULL':
      return { NULL: true };
    case 'SS':
      return { SS: listOf(content, path).map((member) => text(member, path, type)) };
    case 'NS':
      return { NS: listOf(content, path).map((member) => text(member, path, type)) };
    case 'BS':
      return { BS: listOf(content, path).map((member) => base64(member, path, type)) };
    case 'L':
      return { L: listOf(content, path).map((member, index) => toAttributeValue(member, `${path}[${index}]`)) };
    case 'M':
      return { M: toItem(content, path) };
    default:
      throw new MappingError(`Value for field '$${path}' has the unknown DynamoDB type '${type}'.`);
  }
}

/** Typed JSON by attribute name. */
export function toItem(value: unknown, path: string): Item {
  return Object.fromEntries(
    Object.entries(fieldsOf(value, path)).map(([name, typed]) => [name, toAttributeValue(typed, `${path}[${name}]`)]),
  );
}

/**
 * A number of DynamoDB's, which has 38 digits, as JSON's. What does not fit ends the field: it would be another number.
 * UNSURE: AppSync, being written in Java, may carry it whole.
 *
 * @throws MappingError
 */
function toNumber(digits: string): number {
  const number = Number(digits);
  if (/^-?\d+$/.test(digits) && !Number.isSafeInteger(number) && BigInt(digits) !== BigInt(number))
    throw new MappingError(`The number ${digits} is beyond 2^53, and cannot be carried whole by the local AppSync.`);
  return number;
}

/** What a resolver sees of a value: sets are lists, binary is base64, a number a JSON number. */
function toPlain(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return toNumber(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.M !== undefined) return toPlainItem(value.M);
  if (value.L !== undefined) return value.L.map(toPlain);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(toNumber);
  if (value.B !== undefined) return value.B;
  if (value.BS !== undefined) return value.BS;
  return null;
}

/** What a resolver sees of an item; null when there is none. */
export function toPlainItem(item: Item): Record<string, unknown>;
export function toPlainItem(item: Item | undefined): Record<string, unknown> | null;
export function toPlainItem(item: Item | undefined): Record<string, unknown> | null {
  if (item === undefined) return null;
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toPlain(value)]));
}

/** An item as typed JSON: numbers are JSON numbers, binary is base64. */
export function toTypedJson(item: Item): Record<string, Record<string, unknown>> {
  const typed = (value: AttributeValue): Record<string, unknown> => {
    if (value.M !== undefined) return { M: toTypedJson(value.M) };
    if (value.L !== undefined) return { L: value.L.map(typed) };
    const [type = 'NULL'] = Object.keys(value);
    return { [type]: value.NULL === undefined ? toPlain(value) : true };
  };
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, typed(value)]));
}
