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
import { javaClass } from '../scalars/java-coercion.ts';

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
  const wrongType = `Variable '${name}' has an invalid value. Expected type '${type.name}' but was '${javaClass(value)}'.`;
  // Beyond 2^53 it is not the number that was sent any more.
  if (type.name === 'ID' && typeof value === 'number' && !Number.isSafeInteger(value)) return wrongType;
  try {
    type.parseValue(value);
    return undefined;
  } catch (error) {
    const ours = type.name.startsWith('AWS') && error instanceof Error;
    return ours ? `Variable '${name}' has an invalid value. ${error.message}` : wrongType;
  }
}

function faultOfObject(
  name: string,
  type: Extract<GraphQLInputType, { getFields(): unknown }>,
  value: unknown,
): string | undefined {
  if (!isJsonObject(value)) {
    return `Variable '${name}' has an invalid value. Expected type 'Map' but was '${javaClass(value)}'. Variables for input objects must be an instance of type 'Map'.`;
  }
  const fields = type.getFields();
  if (Object.keys(value).some((field) => !Object.hasOwn(fields, field))) {
    return `The variables input contains a field that is not defined for input object type '${type.name}' `;
  }
  for (const field of Object.values(fields)) {
    if (value[field.name] === undefined && field.defaultValue !== undefined) continue;
    const found = fault(name, field.type, value[field.name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Variables that do not fit: AppSync's words, and the variable's definition where it tells of one. */
export type VariablesFault = { message: string; definition?: VariableDefinitionNode };

/**
 * The first fault of the variables given to an operation, or undefined.
 *
 * UNSURE: that AppSync takes no text for a number and no number for a text, as GraphQL has it. graphql-java, which it is built on, did
 * before its release 22; which it has, nobody has told. https://www.graphql-java.com/documentation/upgrade-notes
 */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): VariablesFault | undefined {
  for (const definition of operation.variableDefinitions ?? []) {
    const { variable, type: node, defaultValue } = definition;
    const name = variable.name.value;
    const type = typeFromAST(schema, node);
    if (!isInputType(type) || (given[name] === undefined && defaultValue)) continue;
    const message = fault(name, type, given[name]);
    // AWS: of the two recorded kinds of faults, a value of the wrong type alone has a place.
    if (message !== undefined) return message.includes(' has an invalid value') ? { message, definition } : { message };
  }
  return undefined;
}
