import { type ConstDirectiveNode, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { AppSyncApi } from '../api.ts';
import type { Caller } from '../caller.ts';
import { policyAllowsField } from './field-policy.ts';

/**
 * The mode that each authorization directive lets in.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#using-additional-authorization-modes
 */
const MODE_OF_DIRECTIVE: ReadonlyMap<string, string> = new Map([
  ['aws_api_key', 'API_KEY'],
  ['aws_iam', 'AWS_IAM'],
  ['aws_oidc', 'OPENID_CONNECT'],
  ['aws_lambda', 'AWS_LAMBDA'],
  ['aws_cognito_user_pools', 'AMAZON_COGNITO_USER_POOLS'],
]);

/**
 * Decides who may see a field. The directives on the field, else those on its type, name the modes that may; without any, only the
 * API's default mode may. For a field of Query, Mutation or Subscription an IAM caller's policies must allow it, too. Introspection
 * fields are open to every mode.
 * `@aws_auth` is left out of account: it has an effect only where Cognito is the single mode.
 */
export function fieldAuthorization(
  schema: GraphQLSchema,
  api: AppSyncApi,
): (caller: Caller, typeName: string, fieldName: string) => boolean {
  const rootTypes = new Set(
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map((type) => type?.name),
  );
  const cache = new Map<string, ReadonlySet<string>>();
  const modesOf = (typeName: string, fieldName: string): ReadonlySet<string> => {
    const key = `${typeName}.${fieldName}`;
    let modes = cache.get(key);
    if (modes === undefined) cache.set(key, (modes = allowedModes(schema, api, typeName, fieldName)));
    return modes;
  };
  return (caller, typeName, fieldName) => {
    if (fieldName.startsWith('__')) return true;
    if (!modesOf(typeName, fieldName).has(caller.mode)) return false;
    if (caller.mode !== 'AWS_IAM' || !rootTypes.has(typeName)) return true;
    return caller.principal !== null && policyAllowsField(api, caller.principal, typeName, fieldName);
  };
}

function allowedModes(
  schema: GraphQLSchema,
  api: AppSyncApi,
  typeName: string,
  fieldName: string,
): ReadonlySet<string> {
  const type = schema.getType(typeName);
  const object = type instanceof GraphQLObjectType ? type : undefined;
  const onField = namedModes(object?.getFields()[fieldName]?.astNode?.directives ?? []);
  if (onField.length > 0) return new Set(onField);
  const onType = namedModes(
    [object?.astNode, ...(object?.extensionASTNodes ?? [])].flatMap((node) => node?.directives ?? []),
  );
  return new Set(onType.length > 0 ? onType : [api.providers[0].mode]);
}

function namedModes(directives: readonly ConstDirectiveNode[]): string[] {
  return directives.flatMap((directive) => MODE_OF_DIRECTIVE.get(directive.name.value) ?? []);
}
