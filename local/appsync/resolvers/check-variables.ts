import {
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

const KINDS: Record<string, string> = {
  string: 'String',
  number: 'Integer',
  boolean: 'Boolean',
  object: 'LinkedHashMap',
};
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'ArrayList' : (KINDS[typeof value] ?? typeof value));

/** The first fault of a value, or undefined. `name` is the variable's, also for what it holds: AWS names no inner field. */
function fault(name: string, type: GraphQLInputType, value: unknown): string | undefined {
  if (isNonNullType(type)) {
    if (value === undefined || value === null)
      return `Variable '${name}' has coerced Null value for NonNull type '${String(type)}'`;
    return fault(name, type.ofType, value);
  }
  if (value === undefined || value === null) return undefined;
  if (isListType(type)) {
    for (const member of Array.isArray(value) ? value : [value]) {
      const found = fault(name, type.ofType, member);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isInputObjectType(type)) return faultOfObject(name, type, value);
  // UNSURE: the wordings below are graphql-java's, not recorded from AWS.
  if (isEnumType(type)) {
    const known = typeof value === 'string' && type.getValue(value);
    return known
      ? undefined
      : `Variable '${name}' has an invalid value. Invalid input for Enum '${type.name}'. No value found for name '${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  }
  try {
    type.parseValue(value);
    return undefined;
  } catch (error) {
    const ours = type.name.startsWith('AWS') && error instanceof Error;
    return `Variable '${name}' has an invalid value. ${ours ? error.message : `Expected type '${type.name}' but was '${kindOf(value)}'.`}`;
  }
}

function faultOfObject(
  name: string,
  type: Extract<GraphQLInputType, { getFields(): unknown }>,
  value: unknown,
): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `Variable '${name}' has an invalid value. Expected type 'Map' but was '${kindOf(value)}'. Variables for input objects must be an instance of type 'Map'.`;
  }
  const fields = type.getFields();
  const given = value as Record<string, unknown>;
  if (Object.keys(given).some((field) => !Object.hasOwn(fields, field))) {
    return `The variables input contains a field that is not defined for input object type '${type.name}' `;
  }
  for (const field of Object.values(fields)) {
    if (given[field.name] === undefined && field.defaultValue !== undefined) continue;
    const found = fault(name, field.type, given[field.name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first fault of the variables given to an operation, as AppSync words it; undefined when they fit. */
export function variablesFault(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): string | undefined {
  for (const { variable, type: node, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    const type = typeFromAST(schema, node);
    if (!isInputType(type) || (given[name] === undefined && defaultValue)) continue;
    const found = fault(name, type, given[name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
