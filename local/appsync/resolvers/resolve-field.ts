import { print, type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql';
import type { AppSyncApi } from '../api.ts';
import type { Caller } from '../caller.ts';
import type { HandlerContext } from '../runtime/handler.ts';
import { toCompletable } from '../scalars/java-coercion.ts';
import type { Execution } from './execution.ts';
import { faultAt, FieldFault, pathOf, placeOf, unauthorized } from './field-fault.ts';
import type { LoadedResolver } from './load-resolvers.ts';
import { runResolver, type FieldContext, type OnEffects } from './run-resolver.ts';
import { keepSelected, selectedFields, selectionPaths, type SelectedField } from './selection.ts';
import { takeEffects } from './take-effects.ts';

/** What fields are resolved with. */
export type FieldResolution = {
  api: AppSyncApi;
  resolvers: Map<string, LoadedResolver>;
  isAuthorized: (caller: Caller, typeName: string, fieldName: string) => boolean;
  /** How long a request may run, in milliseconds. */
  executionLimitMs: number;
  log: (line: string) => void;
};

/** A property of what the parent's resolver returned: a field that has no resolver. */
export const propertyOf = (source: unknown, name: string): unknown =>
  typeof source === 'object' && source !== null && Object.hasOwn(source, name)
    ? (source as Record<string, unknown>)[name]
    : null;

const fieldsBelow = (info: GraphQLResolveInfo): SelectedField[] =>
  selectedFields(
    info.fieldNodes.map(({ selectionSet }) => selectionSet),
    { fragments: info.fragments, variables: info.variableValues },
  );

function contextOf(
  source: unknown,
  args: Record<string, unknown>,
  info: GraphQLResolveInfo,
  execution: Execution,
  api: AppSyncApi,
): FieldContext {
  const { caller, variables } = execution;
  const selectionSet = info.fieldNodes[0]?.selectionSet;
  const about: HandlerContext['info'] = {
    fieldName: info.fieldName,
    parentTypeName: info.parentType.name,
    variables,
    selectionSetList: selectionPaths(fieldsBelow(info)),
    selectionSetGraphQL: selectionSet ? print(selectionSet) : '',
  };
  return {
    arguments: args,
    source: source ?? null,
    identity: caller.identity,
    request: { headers: caller.headers, domainName: null },
    info: about,
    env: api.environment,
  };
}

/** Throws when something so deep is beyond the API's limit. */
export function checkDepth(depth: number, limit: number): void {
  // UNSURE: AWS's wording; the type is recorded.
  if (depth > limit) throw new FieldFault(`Query depth limit of ${limit} reached`, 'QueryDepthLimitReached');
}

/** How many fields there are on the way to this one, itself included. */
const depthOf = (info: GraphQLResolveInfo): number => pathOf(info).filter((key) => typeof key === 'string').length;

function countResolver(execution: Execution, { resolverCountLimit }: AppSyncApi): void {
  execution.resolversRun += 1;
  // UNSURE: AWS's wording; the type is documented. 0 stands for the default.
  const limit = resolverCountLimit === 0 ? 10_000 : resolverCountLimit;
  if (execution.resolversRun > limit)
    throw new FieldFault(`Resolver execution limit of ${limit} reached`, 'ResolverExecutionLimitReached');
}

/** An error's `data`, restricted to the field's selection; `errorInfo` is left whole. */
const withinSelection = (fault: FieldFault, info: GraphQLResolveInfo): FieldFault =>
  new FieldFault(fault.message, fault.errorType, keepSelected(fault.data, fieldsBelow(info)), fault.errorInfo);

/** Runs the resolver of the field at hand, within the request's time; what it did besides is the execution's. */
export async function resolveWith(
  resolver: LoadedResolver,
  [source, args, execution, info]: Parameters<GraphQLFieldResolver<unknown, Execution>>,
  { api, log }: FieldResolution,
): Promise<unknown> {
  const context = contextOf(source, args as Record<string, unknown>, info, execution, api);
  const onEffects: OnEffects = (effects, handler) => {
    const { path, locations } = placeOf(info);
    for (const { message, errorType, data, errorInfo } of effects.appendedErrors) {
      const fault = withinSelection(new FieldFault(message, errorType, data, errorInfo), info);
      execution.appended.push(faultAt(fault, path, locations));
    }
    takeEffects(effects, handler, info, execution, log);
  };
  try {
    return await execution.deadline.race(() => runResolver(resolver, context, String(info.returnType), onEffects));
  } catch (error) {
    if (error instanceof FieldFault) throw withinSelection(error, info);
    throw error;
  }
}

/** Resolves every field of a query or mutation: authorization, limits, then its resolver or the property of its name. */
export function createFieldResolver(resolution: FieldResolution): GraphQLFieldResolver<unknown, Execution> {
  const { api, resolvers, isAuthorized } = resolution;
  return (source, args, execution, info) => {
    const { parentType, fieldName } = info;
    if (!isAuthorized(execution.caller, parentType.name, fieldName)) throw unauthorized(parentType.name, fieldName);
    if (api.queryDepthLimit > 0) checkDepth(depthOf(info), api.queryDepthLimit);
    const resolver = resolvers.get(`${parentType.name}.${fieldName}`);
    if (!resolver) return toCompletable(info.returnType, propertyOf(source, fieldName));
    countResolver(execution, api);
    return resolveWith(resolver, [source, args, execution, info], resolution).then((value) =>
      toCompletable(info.returnType, value),
    );
  };
}
