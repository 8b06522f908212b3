import { buildASTSchema, concatAST, isScalarType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { checkSchema, refuse } from './check-schema.ts';
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
 * @throws Error when AppSync would not take it
 */
export function buildApiSchema(sdl: string): GraphQLSchema {
  const schema = build(sdl);
  checkSchema(schema, sdl);
  for (const [name, rules] of Object.entries(SCALARS)) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, rules);
  }
  return schema;
}

function build(sdl: string): GraphQLSchema {
  let document: DocumentNode;
  try {
    document = parse(sdl);
  } catch (cause) {
    // AWS: https://github.com/aws/aws-appsync-community/issues/292. What is wrong, it does not tell.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Failed to parse schema document - ensure it's a valid SDL-formatted document. ${reason}`, {
      cause,
    });
  }
  try {
    return buildASTSchema(concatAST([ADDED, document]));
  } catch (error) {
    return refuse([error instanceof Error ? error.message.replace(/\s*\n+\s*/g, ' ') : String(error)]);
  }
}
