/** What a data source answers: `ctx.result`, and `ctx.error` when it failed. A failure does not keep the response handler from running. */
export type DataSourceAnswer = { result: unknown; error: { type: string; message: string } | null };

/** The field that is being resolved, as a function that handles failed conditions is told of it. */
export type ResolvedField = {
  parentType: string;
  field: string;
  outputType: string;
  arguments: Record<string, unknown>;
  identity: unknown;
};

/** Where a resolver's request goes. `resolver` (`Query.job`) is whose pagination tokens these are. */
export type SendRequest = (request: unknown, resolver: string, field?: ResolvedField) => Promise<DataSourceAnswer>;

/** A request object that AppSync itself cannot read: it ends the field, and the response handler does not run. */
export class MappingError extends Error {
  override name = 'MappingError';
}
