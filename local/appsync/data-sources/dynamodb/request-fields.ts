import { isJsonObject, type JsonObject } from '../../../json.ts';
import { MappingError } from '../data-source.ts';

/** AWS words it so for `operation`; UNSURE: that it words other fields alike. */
const notFound = (path: string): MappingError => new MappingError(`Value for field '$${path}' not found.`);

/** AWS words it so for a number: https://github.com/aws-amplify/amplify-category-api/issues/840. UNSURE: that it words other types alike. */
const wrongType = (path: string, expected: string): MappingError =>
  new MappingError(`Value for field '$${path}' must be ${expected}.`);

/** AWS: https://github.com/aws/aws-appsync-community/issues/110 */
const unsupported = (path: string): MappingError => new MappingError(`Unsupported element '$${path}'.`);

/** A request object; `path` says in errors where it stands: `[tables][Jobs]`. */
export function fieldsOf(value: unknown, path: string): JsonObject {
  if (value === undefined || value === null) throw notFound(path);
  if (!isJsonObject(value)) throw wrongType(path, 'an object');
  return value;
}

/** A request object that has no other fields than these. */
export function onlyFields(value: unknown, names: readonly string[], path: string): JsonObject {
  const fields = fieldsOf(value, path);
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown !== undefined) throw unsupported(`${path}[${unknown}]`);
  return fields;
}

/** A list that must be there. */
export function listOf(value: unknown, path: string): unknown[] {
  if (value === undefined || value === null) throw notFound(path);
  if (!Array.isArray(value)) throw wrongType(path, 'a list');
  return value;
}

/** A text that must be there. */
export function textOf(value: unknown, path: string): string {
  if (value === undefined || value === null) throw notFound(path);
  if (typeof value !== 'string') throw wrongType(path, 'a string');
  return value;
}

/** A text, a number or a boolean that may be absent, which null is too. */
export function optional<T extends 'string' | 'number' | 'boolean'>(
  value: unknown,
  type: T,
  path: string,
): { string: string; number: number; boolean: boolean }[T] | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== type) throw wrongType(path, `a ${type}`);
  return value as { string: string; number: number; boolean: boolean }[T];
}
