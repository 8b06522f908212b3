import { type ConstDirectiveNode, GraphQLObjectType, type GraphQLSchema, Kind } from 'graphql';
import type { AppSyncApi } from '../api.ts';
import type { AuthMode } from '../caller.ts';

/** Whom a directive lets in: callers of a mode, of Cognito's users only those in one of the groups when there are any. */
export type FieldRule = { mode: AuthMode; groups?: string[] };

/**
 * The mode that each authorization directive lets in.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#using-additional-authorization-modes
 */
const MODE_OF_DIRECTIVE: ReadonlyMap<string, AuthMode> = new Map([
  ['aws_api_key', 'API_KEY'],
  ['aws_iam', 'AWS_IAM'],
  ['aws_oidc', 'OPENID_CONNECT'],
  ['aws_lambda', 'AWS_LAMBDA'],
  ['aws_cognito_user_pools', 'AMAZON_COGNITO_USER_POOLS'],
]);

/**
 * The rules of a field, of which one must let the caller in: those of the directives on the field, else on its type; without any, the
 * API's default mode, which for Cognito may be to let nobody in.
 */
export function fieldRules(schema: GraphQLSchema, api: AppSyncApi, typeName: string, fieldName: string): FieldRule[] {
  const type = schema.getType(typeName);
  const object = type instanceof GraphQLObjectType ? type : undefined;
  const heeded = [...MODE_OF_DIRECTIVE, ...(heedsAwsAuth(api) ? [AWS_AUTH] : [])];
  const rulesOf = (directives: readonly ConstDirectiveNode[]): FieldRule[] =>
    directives.flatMap((directive) => {
      const mode = new Map(heeded).get(directive.name.value);
      return mode === undefined ? [] : [{ mode, ...groupsOf(directive) }];
    });
  const onField = rulesOf(object?.getFields()[fieldName]?.astNode?.directives ?? []);
  if (onField.length > 0) return onField;
  const nodes = [object?.astNode, ...(object?.extensionASTNodes ?? [])];
  const onType = rulesOf(nodes.flatMap((node) => node?.directives ?? []));
  if (onType.length > 0) return onType;
  const [byDefault] = api.providers;
  return 'defaultAction' in byDefault && byDefault.defaultAction === 'DENY' ? [] : [{ mode: byDefault.mode }];
}

const AWS_AUTH = ['aws_auth', 'AMAZON_COGNITO_USER_POOLS'] as const;

/** AWS ignores `@aws_auth`, without a word, wherever Cognito is not the only mode. */
const heedsAwsAuth = ({ providers: [first, ...more] }: AppSyncApi): boolean =>
  first.mode === 'AMAZON_COGNITO_USER_POOLS' && more.length === 0;

/** The fields, as `Type.field`, whose `@aws_auth` has no effect in an API. */
export function ignoredAwsAuth(schema: GraphQLSchema, api: AppSyncApi): string[] {
  if (heedsAwsAuth(api)) return [];
  const has = (directives: readonly ConstDirectiveNode[] = []): boolean =>
    directives.some(({ name }) => name.value === AWS_AUTH[0]);
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    type instanceof GraphQLObjectType
      ? Object.values(type.getFields()).flatMap(({ name, astNode }) =>
          has(astNode?.directives) || has(type.astNode?.directives) ? [`${type.name}.${name}`] : [],
        )
      : [],
  );
}

/** `cognito_groups: ["a", "b"]`; one text alone counts as a list, as GraphQL has it. */
function groupsOf({ arguments: given = [] }: ConstDirectiveNode): { groups?: string[] } {
  const value = given.find(({ name }) => name.value === 'cognito_groups')?.value;
  if (value?.kind === Kind.STRING) return { groups: [value.value] };
  if (value?.kind !== Kind.LIST) return {};
  return { groups: value.values.flatMap((node) => (node.kind === Kind.STRING ? [node.value] : [])) };
}
