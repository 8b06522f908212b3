import { Kind, type FieldNode, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { Caller } from '../caller.ts';
import type { AcceptedSubscription, PreparedOperation, SubscriptionFilter } from '../engine.ts';
import type { AppSyncError } from '../graphql-error.ts';
import { isJsonObject } from '../../json.ts';
import { mutationsOf } from '../scalars/subscribed-mutations.ts';
import { deniedField } from './denied-field.ts';
import { executeOperation, scopeOf } from './execute.ts';
import { beginExecution, type Execution } from './execution.ts';
import { unauthorized } from './field-fault.ts';
import { checkDepth, resolveWith, type FieldResolution } from './resolve-field.ts';
import { selectedFields, selectionDepth } from './selection.ts';

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

const isFilter = (value: unknown): value is SubscriptionFilter =>
  isJsonObject(value) && Array.isArray(value['filterGroup']);

/** The filters that a resolver set. One that is none is told of: its subscribers would else hear more than was meant, in silence. */
function filtersOf({ filters }: Execution, field: string, log: (line: string) => void): Partial<AcceptedSubscription> {
  const read = (filter: unknown, call: string, instead: string): SubscriptionFilter | undefined => {
    if (isFilter(filter)) return filter;
    if (filter !== undefined)
      log(
        `AppSync: WARNING: ${field}: extensions.${call} was given ${JSON.stringify(filter)}, which is no filter: ${instead}. ` +
          'util.transform.toSubscriptionFilter gives null for what is not an object, as for JSON text.',
      );
    return undefined;
  };
  const { subscriptionFilter, invalidationFilter } = filters;
  const filter = read(subscriptionFilter, 'setSubscriptionFilter', "the subscription's arguments filter");
  const invalidation = read(invalidationFilter, 'setSubscriptionInvalidationFilter', 'nothing invalidates it');
  return { ...(filter && { filter }), ...(invalidation && { invalidationFilter: invalidation }) };
}

function nothingDelivered(name: string, [typeName, fieldName]: [string, string], { mode }: Caller): string {
  return (
    `AppSync: WARNING: ${name}: a subscriber of mode ${mode} may not have ${fieldName} of ${typeName}: ` +
    'nothing is ever delivered to it, nor does AWS tell it so. Give the field or its type the directive of that mode.'
  );
}

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
    const sets = fieldNodes.map(({ selectionSet }) => selectionSet);
    const scope = scopeOf(prepared);
    // UNSURE: AWS says of queries only that they have such a limit.
    if (resolution.api.queryDepthLimit > 0)
      checkDepth(1 + selectionDepth(selectedFields(sets, scope)), resolution.api.queryDepthLimit);
    const name = `${parentType.name}.${fieldName}`;
    // AWS: https://github.com/geoffweatherall/mootmaker: it lets such a subscriber in, and delivers nothing.
    // UNSURE: this was seen where the publisher may not read the field, and is said of both.
    const denied = deniedField(schema, info.returnType, sets, scope, isAllowed);
    if (denied) resolution.log(nothingDelivered(name, denied, caller));
    const resolver = resolution.resolvers.get(name);
    if (resolver) await resolveWith(resolver, [source, args, context, info], resolution);
    accepted = {
      field: fieldName,
      mutations: denied ? [] : mutationsOf(parentType.getFields()[fieldName]?.astNode?.directives),
      arguments: givenArguments(fieldNodes[0], args as Record<string, unknown>),
      ...filtersOf(execution, name, resolution.log),
    };
    return null;
  };
  const { errors = [] } = await executeOperation(schema, prepared, fieldResolver, execution);
  return accepted && execution.appended.length === 0 ? { subscription: accepted } : { errors };
}
