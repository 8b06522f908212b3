import {
  execute,
  Kind,
  OperationTypeNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  valueFromASTUntyped,
} from 'graphql';
import type { MutationEvent, PreparedOperation } from '../engine.ts';
import type { AppSyncResult } from '../graphql-error.ts';
import { completionError } from './completion-error.ts';
import type { Execution } from './execution.ts';
import { propertyOf } from './resolve-field.ts';
import { selectedFields, undoAliases, type SelectionScope } from './selection.ts';

const argumentsFor = (schema: GraphQLSchema, { document, operation, variables }: PreparedOperation) => ({
  schema,
  document,
  variableValues: variables,
  operationName: operation.name?.value ?? null,
});

/** Runs an operation, of a subscription its start, to its answer. The execution is over then. */
export async function executeOperation(
  schema: GraphQLSchema,
  operation: PreparedOperation,
  fieldResolver: GraphQLFieldResolver<unknown, Execution>,
  execution: Execution,
): Promise<AppSyncResult> {
  let result: ExecutionResult;
  try {
    result = await execute({ ...argumentsFor(schema, operation), fieldResolver, contextValue: execution });
  } finally {
    execution.deadline.end();
  }
  const errors = [...execution.appended, ...(result.errors ?? []).map((error) => completionError(error, schema))];
  return { data: result.data ?? null, ...(errors.length > 0 ? { errors } : {}) };
}

/**
 * A subscriber's view of a payload: its selection over values that are serialised already. The scalars are serialised once more,
 * which leaves each as it is.
 */
export function projectPayload(schema: GraphQLSchema, operation: PreparedOperation, payload: unknown): AppSyncResult {
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (source, _args, _context, info) =>
    info.path.prev === undefined ? payload : propertyOf(source, info.fieldName);
  const result = execute({ ...argumentsFor(schema, operation), fieldResolver });
  if (result instanceof Promise) throw new TypeError('a projection waits for nothing');
  const { data = null, errors = [] } = result;
  return { data, ...(errors.length > 0 ? { errors: errors.map((error) => completionError(error, schema)) } : {}) };
}

/** What a selection of an operation is read with. */
export function scopeOf({ document, operation, variables: given }: PreparedOperation): SelectionScope {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  const variables: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (defaultValue) variables[variable.name.value] = valueFromASTUntyped(defaultValue);
  return { fragments, variables: { ...variables, ...given } };
}

/**
 * What subscribers can see of a mutation's answer: every field that is not null, restricted to its own selection, aliases undone.
 * UNSURE: AWS's way with aliases; here the schema's names are restored.
 */
export function mutationEvents(prepared: PreparedOperation, { data }: AppSyncResult): MutationEvent[] {
  if (prepared.operation.operation !== OperationTypeNode.MUTATION || data === null) return [];
  return selectedFields([prepared.operation.selectionSet], scopeOf(prepared)).flatMap(({ key, name, children }) => {
    const payload = undoAliases(data[key], children);
    return payload === null || payload === undefined ? [] : [{ mutationField: name, payload }];
  });
}
