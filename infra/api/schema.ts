import { join } from 'node:path';
import { Definition, SchemaFile } from 'aws-cdk-lib/aws-appsync';
import { ROOT } from '../built.ts';
import type { AuthMode } from '../props.ts';

/** The directive that opens a type or a field to the callers of a mode. */
const DIRECTIVES: Record<AuthMode, string> = {
  API_KEY: '@aws_api_key',
  COGNITO: '@aws_cognito_user_pools',
  OIDC: '@aws_oidc',
  IAM: '@aws_iam',
};

/** How `schema.graphql` opens what readers may see: to the modes that an API has by default. */
const TO_READERS = '@aws_api_key @aws_iam';

/**
 * The schema of an API with these modes: `schema.graphql`, with what readers may see opened to all of them. What is IAM's
 * alone there stays so. AppSync closes a type to the callers of each mode whose directive it lacks; a directive of a mode that the
 * API does not have is left nowhere.
 */
export function schemaFor(modes: readonly AuthMode[]): Definition {
  const schema = SchemaFile.fromAsset(join(ROOT, 'schema/schema.graphql'));
  const directives = Object.entries(DIRECTIVES).flatMap(([mode, directive]) =>
    modes.some((one) => one === mode) ? [directive] : [],
  );
  schema.definition = schema.definition.replaceAll(TO_READERS, directives.join(' '));
  return Definition.fromSchema(schema);
}
