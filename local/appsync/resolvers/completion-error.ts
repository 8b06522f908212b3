import { getNamedType, isObjectType, isInterfaceType, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { AppSyncError } from '../graphql-error.ts';
import { parseJson } from '../../json.ts';
import { javaClass } from '../scalars/java-coercion.ts';
import { faultAt, FieldFault, located } from './field-fault.ts';

/** `/jobs/items[0]/id` */
const pathText = (path: readonly (string | number)[]): string =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `/${key}`)).join('');

/** AppSync's words for what graphql-js found wrong with a value that a resolver returned. */
function words(message: string, path: string, schema: GraphQLSchema): string {
  const missing = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(message);
  if (missing) {
    const [, parent = '', field = ''] = missing;
    const type = schema.getType(parent);
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    const named = fields[field] ? getNamedType(fields[field].type).name : '';
    return `Cannot return null for non-nullable type: '${named}' within parent '${parent}' (${path})`;
  }
  // UNSURE: the wordings below are remembered from reports, not recorded.
  const argument = /^Argument "(\w+)" of (?:non-null|required) type "(.+?)"/.exec(message);
  if (argument) return `Argument '${argument[1] ?? ''}' has coerced Null value for NonNull type '${argument[2] ?? ''}'`;
  if (message.startsWith('Expected Iterable'))
    return `Can't resolve value (${path}) : type mismatch error, expected type LIST`;
  const scalar = /^(Int|Float|String|Boolean|ID) cannot represent .*?: (.+)$/s.exec(message);
  if (scalar)
    return `Can't serialize value (${path}) : Expected type '${scalar[1] ?? ''}' but was '${kindOf(scalar[2] ?? '')}'.`;
  const unknown = /^Enum "(\w+)" cannot represent value: (.+)$/s.exec(message);
  if (unknown)
    return `Can't serialize value (${path}) : Invalid input for Enum '${unknown[1] ?? ''}'. Unknown value '${(unknown[2] ?? '').replace(/^"|"$/g, '')}'`;
  const abstract = /^Abstract type "(\w+)" (?:must resolve|was resolved)/.exec(message);
  if (abstract) return `Can't resolve '${path}'. Could not determine the exact type of '${abstract[1] ?? ''}'`;
  const impossible = /^Runtime Object type "(\w+)" is not a possible type for "(\w+)"/.exec(message);
  if (impossible)
    return `Can't resolve '${path}'. Runtime Object type '${impossible[1] ?? ''}' is not a possible type for '${impossible[2] ?? ''}'.`;
  return `Can't serialize value (${path}) : ${message}`;
}

/** The class of a value that graphql-js shows in an error. */
const kindOf = (shown: string): string =>
  javaClass(/^[[{]/.test(shown) ? (shown.startsWith('[') ? [] : {}) : parseJson(shown));

/** An error of graphql-js's execution as AppSync words and shapes it. */
export function completionError(error: GraphQLError, schema: GraphQLSchema): AppSyncError {
  const path = error.path ? [...error.path] : null;
  const first = error.locations?.[0];
  const locations = first ? [located(first)] : null;
  const { originalError } = error;
  if (originalError instanceof FieldFault) return faultAt(originalError, path, locations);
  return { path, locations, message: words(error.message, pathText(path ?? []), schema) };
}
