import {
  getNullableType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLOutputType,
  type GraphQLSchema,
  validateSchema,
} from 'graphql';
import { mutationsOf } from './subscribed-mutations.ts';
import { SCALARS } from './scalars.ts';

/** AWS: how long a schema document may be, in bytes. */
const MAX_SCHEMA_BYTES = 1024 * 1024;

/**
 * Refuses what AppSync refuses when a schema is created, beyond what GraphQL itself does.
 *
 * @throws Error in AppSync's words where they are known
 */
export function checkSchema(schema: GraphQLSchema, sdl: string): void {
  // UNSURE: AWS's wording.
  if (Buffer.byteLength(sdl) > MAX_SCHEMA_BYTES) refuse([`The schema is longer than ${MAX_SCHEMA_BYTES} bytes.`]);
  const errors = validateSchema(schema).map(({ message }) => message);
  for (const type of Object.values(schema.getTypeMap())) {
    // UNSURE: AWS's wording.
    if (isScalarType(type) && !isSpecifiedScalarType(type) && !Object.hasOwn(SCALARS, type.name))
      errors.push(`Custom scalars are not supported: ${type.name}.`);
  }
  errors.push(...subscriptionErrors(schema));
  if (errors.length > 0) refuse(errors);
}

/** AWS: recorded in https://github.com/dabit3/graphql-api-cdk-serverless-postgres/issues/3 */
export function refuse(errors: string[]): never {
  throw new Error(`Schema has the following errors: ${errors.map((message) => `- ${message}`).join(' ')}`);
}

function subscriptionErrors(schema: GraphQLSchema): string[] {
  const mutations = schema.getMutationType()?.getFields() ?? {};
  return Object.values(schema.getSubscriptionType()?.getFields() ?? {}).flatMap((field) =>
    mutationsOf(field.astNode?.directives).flatMap((name) => {
      const mutation = mutations[name];
      // UNSURE: AWS's wording.
      if (!mutation) return [`The subscription ${field.name} names the mutation ${name}, which there is not.`];
      return isSameOutput(field.type, mutation.type) ? [] : ['The subscription has an invalid output type.'];
    }),
  );
}

/** UNSURE: that AWS looks past `!`. */
function isSameOutput(left: GraphQLOutputType, right: GraphQLOutputType): boolean {
  const [one, other] = [getNullableType(left), getNullableType(right)];
  return isListType(one) && isListType(other) ? isSameOutput(one.ofType, other.ofType) : one === other;
}
