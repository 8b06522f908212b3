import { buildASTSchema, concatAST, isScalarType, parse, type GraphQLSchema } from 'graphql';
import { SCALARS } from './scalars.ts';

/** What AppSync adds to every schema. AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html */
const DIRECTIVES = `
  directive @aws_api_key on OBJECT | FIELD_DEFINITION
  directive @aws_iam on OBJECT | FIELD_DEFINITION
  directive @aws_oidc on OBJECT | FIELD_DEFINITION
  directive @aws_lambda on OBJECT | FIELD_DEFINITION
  directive @aws_cognito_user_pools(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION
  directive @aws_auth(cognito_groups: [String]) on FIELD_DEFINITION
  directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION
`;

const ADDED = parse(
  `${DIRECTIVES}${Object.keys(SCALARS)
    .map((name) => `scalar ${name}\n`)
    .join('')}`,
);

/**
 * The schema of an API's SDL, with AppSync's scalars and directives.
 *
 * @throws Error when it is no valid schema
 */
export function buildApiSchema(sdl: string): GraphQLSchema {
  const schema = buildASTSchema(concatAST([ADDED, parse(sdl)]));
  for (const [name, rules] of Object.entries(SCALARS)) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, rules);
  }
  return schema;
}
