import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { MappingError } from '../data-source.ts';
import { fieldsOf, listOf } from './request-fields.ts';

/** An item or a key, as the SDK carries it. */
export type Item = Record<string, AttributeValue>;

const bytes = (value: unknown): Uint8Array => new Uint8Array(Buffer.from(String(value), 'base64'));
const texts = (value: unknown, path: string): string[] => listOf(value, path).map(String);

/** DynamoDB's typed JSON as resolvers write it: numbers may be JSON numbers, `NULL` may carry null, binary is base64. */
function toAttributeValue(value: unknown, path: string): AttributeValue {
  const typed = fieldsOf(value, path);
  const [type, ...more] = Object.keys(typed);
  if (type === undefined || more.length > 0)
    throw new MappingError(`Value for field '$${path}' is not a DynamoDB value.`);
  const content = typed[type];
  switch (type) {
    case 'S':
      return { S: String(content) };
    case 'N':
      return { N: String(content) };
    case 'B':
      return { B: bytes(content) };
    case 'BOOL':
      return { BOOL: content === true || content === 'true' };
    case 'NULL':
      return { NULL: true };
    case 'SS':
      return { SS: texts(content, path) };
    case 'NS':
      return { NS: texts(content, path) };
    case 'BS':
      return { BS: listOf(content, path).map(bytes) };
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
  const item: Item = {};
  for (const [name, typed] of Object.entries(fieldsOf(value, path)))
    item[name] = toAttributeValue(typed, `${path}[${name}]`);
  return item;
}

/** What a resolver sees of a value: sets are lists, binary is base64, a number a JSON number. */
function toPlain(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.M !== undefined) return toPlainItem(value.M);
  if (value.L !== undefined) return value.L.map(toPlain);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(Number);
  if (value.B !== undefined) return Buffer.from(value.B).toString('base64');
  if (value.BS !== undefined) return value.BS.map((member) => Buffer.from(member).toString('base64'));
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
