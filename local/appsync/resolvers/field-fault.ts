import type { GraphQLResolveInfo } from 'graphql';
import type { AppSyncError } from '../graphql-error.ts';

/** Why a field is null: an entry of `errors` still without its place. */
export class FieldFault extends Error {
  override name = 'FieldFault';
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;

  constructor(message: string, errorType: string | null, data: unknown = null, errorInfo: unknown = null) {
    super(message);
    this.errorType = errorType;
    this.data = data;
    this.errorInfo = errorInfo;
  }
}

/** The fault of a caller who may not have a field. */
export const unauthorized = (typeName: string, fieldName: string): FieldFault =>
  new FieldFault(`Not Authorized to access ${fieldName} on type ${typeName}`, 'Unauthorized');

/** A line and column as AppSync writes it. */
export const located = (location: {
  line: number;
  column: number;
}): { line: number; column: number; sourceName: null } => ({
  line: location.line,
  column: location.column,
  sourceName: null,
});

/** A fault as an entry of `errors`. AWS: the order of the keys is as recorded. */
export function faultAt(
  fault: FieldFault,
  path: (string | number)[] | null,
  locations: AppSyncError['locations'],
): AppSyncError {
  const { data, errorType, errorInfo, message } = fault;
  return { path, data, errorType, errorInfo, locations: locations ?? null, message };
}

/** Where a field stands in the answer and in the document. */
export function placeOf(info: GraphQLResolveInfo): { path: (string | number)[]; locations: AppSyncError['locations'] } {
  const start = info.fieldNodes[0]?.loc?.startToken;
  return { path: pathOf(info), locations: start ? [located(start)] : null };
}

/** The path of response keys and list indexes from the root. */
export function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: typeof info.path | undefined = info.path; at; at = at.prev) path.unshift(at.key);
  return path;
}
