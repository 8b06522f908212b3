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
  type VariableDefinitionNode,
} from 'graphql';
import { isJsonObject } from '../../json.ts';
import { javaClass, javaInput } from '../scalars/java-coercion.ts';

/** A value with what graphql-java would convert converted. */
function converted(type: GraphQLInputType, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (isNonNullType(type)) return converted(type.ofType, value);
  if (isListType(type))
    return Array.isArray(value) ? value.map((member) => converted(type.ofType, member)) : converted(type.ofType, value);
  if (!isInputObjectType(type)) return javaInput(type, value);
  if (!isJsonObject(value)) return value;
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return [name, field ? converted(field.type, member) : member];
    }),
  );
}

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
    return `Variable '${name}' has an invalid value. ${ours ? error.message : `Expected type '${type.name}' but was '${javaClass(value)}'.`}`;
  }
}

function faultOfObject(
  name: string,
  type: Extract<GraphQLInputType, { getFields(): unknown }>,
  value: unknown,
): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `Variable '${name}' has an invalid value. Expected type 'Map' but was '${javaClass(value)}'. Variables for input objects must be an instance of type 'Map'.`;
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

/** Variables that do not fit: AppSync's words, and the variable's definition where it tells of one. */
export type VariablesFault = { message: string; definition?: VariableDefinitionNode };

/** The variables given to an operation, as its fields will find them; or the first of their faults. */
export function readVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): { variables: Record<string, unknown> } | { fault: VariablesFault } {
  const variables = { ...given };
  for (const definition of operation.variableDefinitions ?? []) {
    const { variable, type: node, defaultValue } = definition;
    const name = variable.name.value;
    const type = typeFromAST(schema, node);
    if (!isInputType(type) || (given[name] === undefined && defaultValue)) continue;
    const value = converted(type, given[name]);
    const message = fault(name, type, value);
    // AWS: of the two recorded kinds of faults, a value of the wrong type alone has a place.
    if (message !== undefined)
      return { fault: message.includes(' has an invalid value') ? { message, definition } : { message } };
    if (value !== undefined) variables[name] = value;
  }
  return { variables };
}
