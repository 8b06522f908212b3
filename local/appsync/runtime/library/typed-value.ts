/** A value in DynamoDB's typed JSON, as resolvers write it: numbers may stay numbers, `NULL` carries null. */
export type TypedValue = Record<string, unknown>;

/** `util.dynamodb.toDynamoDB`: `{ S }`, `{ N }`, `{ BOOL }`, `{ NULL: null }`, `{ L }` or `{ M }`, never a set. */
export function toDynamoDB(value: unknown): TypedValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: value };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      if (value === null) return toNull();
      return Array.isArray(value) ? { L: value.map(toDynamoDB) } : { M: toMapValues(value) };
    case 'undefined':
      // UNSURE: what AWS makes of an undefined; a null loses nothing else of the item.
      return toNull();
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new TypeError(`Unable to convert ${typeof value} to DynamoDB object.`);
  }
}

/** `util.dynamodb.toMapValues`: each value typed; the whole stays a plain object. */
export function toMapValues(values: object): Record<string, TypedValue> {
  const typed: Record<string, TypedValue> = {};
  for (const [name, value] of Object.entries(values)) typed[name] = toDynamoDB(value);
  return typed;
}

/** `util.dynamodb.toNull` */
export const toNull = (): TypedValue => ({ NULL: null });
