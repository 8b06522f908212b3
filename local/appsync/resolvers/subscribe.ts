import {
  execute,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Caller } from '../caller.ts';
import type { AcceptedSubscription, PreparedOperation, SubscriptionFilter } from '../engine.ts';
import type { AppSyncError } from '../graphql-error.ts';
import { mutationsOf } from '../scalars/subscribed-mutations.ts';
import { completionError } from './completion-error.ts';
import { scopeOf } from './execute.ts';
import { beginExecution, type Execution } from './execution.ts';
import { unauthorized } from './field-fault.ts';
import { resolveWith, type FieldResolution } from './resolve-field.ts';
import { selectedFields, type SelectedField } from './selection.ts';

/** The first field below that the caller may not read; of an interface or a union, on any type that may be published. */
function deniedBelow(
  schema: GraphQLSchema,
  type: unknown,
  fields: SelectedField[],
  isAllowed: (typeName: string, fieldName: string) => boolean,
): [string, string] | undefined {
  if (isAbstractType(type)) {
    for (const possible of schema.getPossibleTypes(type)) {
      const denied = deniedBelow(schema, possible, fields, isAllowed);
      if (denied) return denied;
    }
  }
  if (!isObjectType(type)) return undefined;
  for (const { name, children } of fields) {
    const field = type.getFields()[name];
    // `__typename`, or a field of another type behind the same interface or union.
    if (!field) continue;
    if (!isAllowed(type.name, name)) return [type.name, name];
    const denied = deniedBelow(schema, getNamedType(field.type), children, isAllowed);
    if (denied) return denied;
  }
  return undefined;
}

/**
 * UNSURE: AWS was seen to take a variable that was declared but not given for an explicit null.
 * https://github.com/aws/aws-appsync-community/issues/348
 */
function givenArguments(node: FieldNode | undefined, coerced: Record<string, unknown>): Record<string, unknown> {
  const given = { ...coerced };
  for (const { name, value } of node?.arguments ?? []) {
    if (value.kind === Kind.VARIABLE && !Object.hasOwn(given, name.value)) given[name.value] = null;
  }
  return given;
}

const filterOf = (value: unknown): SubscriptionFilter | undefined =>
  typeof value === 'object' && value !== null && 'filterGroup' in value ? (value as SubscriptionFilter) : undefined;

/** Runs a subscription's authorization and its resolver, if it has one, once: as `Engine.subscribe` says. */
export async function subscribeOperation(
  schema: GraphQLSchema,
  prepared: PreparedOperation,
  caller: Caller,
  resolution: FieldResolution,
): Promise<{ subscription: AcceptedSubscription } | { errors: AppSyncError[] }> {
  const execution = beginExecution(prepared, caller, resolution.executionLimitMs);
  let accepted: AcceptedSubscription | undefined;
  const fieldResolver: GraphQLFieldResolver<unknown, Execution> = async (source, args, context, info) => {
    const { parentType, fieldName, fieldNodes } = info;
    const isAllowed = (typeName: string, name: string): boolean => resolution.isAuthorized(caller, typeName, name);
    if (!isAllowed(parentType.name, fieldName)) throw unauthorized(parentType.name, fieldName);
    const selected = selectedFields(
      fieldNodes.map(({ selectionSet }) => selectionSet),
      scopeOf(prepared),
    );
    // UNSURE: AWS was seen to deliver nothing to a subscriber who may not read a nested field; here it is told at once.
    const denied = deniedBelow(schema, getNamedType(info.returnType), selected, isAllowed);
    if (denied) throw unauthorized(...denied);
    const resolver = resolution.resolvers.get(`${parentType.name}.${fieldName}`);
    if (resolver) await resolveWith(resolver, [source, args, context, info], resolution);
    const filter = filterOf(execution.filters.subscriptionFilter);
    const invalidationFilter = filterOf(execution.filters.invalidationFilter);
    accepted = {
      field: fieldName,
      mutations: mutationsOf(parentType.getFields()[fieldName]?.astNode?.directives),
      arguments: givenArguments(fieldNodes[0], args as Record<string, unknown>),
      ...(filter ? { filter } : {}),
      ...(invalidationFilter ? { invalidationFilter } : {}),
    };
    return null;
  };
  const { document, operation, variables } = prepared;
  const operationName = operation.name?.value ?? null;
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    operationName,
    contextValue: execution,
    fieldResolver,
  });
  execution.deadline.end();
  if (accepted && execution.appended.length === 0) return { subscription: accepted };
  const faults = (result.errors ?? []).map((error) => completionError(error, schema));
  return { errors: [...execution.appended, ...faults] };
}
