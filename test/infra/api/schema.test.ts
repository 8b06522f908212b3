import { type SchemaFile } from 'aws-cdk-lib/aws-appsync';
import { getNamedType, type GraphQLObjectType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schemaFor } from '../../../infra/api/schema.ts';
import type { AuthMode } from '../../../infra/props.ts';
import type { AppSyncApi, AuthProvider } from '../../../local/appsync/api.ts';
import { fieldAuthorization } from '../../../local/appsync/authorization/field-authorization.ts';
import type { Caller } from '../../../local/appsync/caller.ts';
import { buildApiSchema } from '../../../local/appsync/scalars/build-schema.ts';
import { PRINCIPALS } from '../../local/appsync/authorization/test-callers.ts';
import { TEST_API } from '../../local/appsync/realtime/test-api.ts';

const PROVIDERS: Record<AuthMode, AuthProvider> = {
  API_KEY: { mode: 'API_KEY' },
  COGNITO: {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    userPoolId: 'us-east-1_AbCdEfGhI',
    region: 'us-east-1',
    defaultAction: 'ALLOW',
  },
  OIDC: { mode: 'OPENID_CONNECT', issuer: 'https://login.example', iatTtlMs: 0, authTtlMs: 0 },
  IAM: { mode: 'AWS_IAM' },
};
const ALL = Object.keys(PROVIDERS) as AuthMode[];

/** Every choice of modes beside IAM, which is always there. */
const CHOICES = Array.from({ length: 2 ** (ALL.length - 1) }, (_, index) =>
  ALL.filter((mode, bit) => mode === 'IAM' || (index >> bit) & 1),
);

/** The types that can be had by selecting fields of a type, and that type itself. */
function typesFrom(type: GraphQLObjectType, found = new Set<GraphQLObjectType>()): Set<GraphQLObjectType> {
  if (found.has(type)) return found;
  found.add(type);
  for (const field of Object.values(type.getFields())) {
    const selected = getNamedType(field.type);
    if (isObjectType(selected)) typesFrom(selected, found);
  }
  return found;
}

const fieldsOf = (type: GraphQLObjectType | undefined | null): string[] => Object.keys(type?.getFields() ?? {});

describe.each(CHOICES.map((modes) => [modes] as const))('the schema of an API with %j', (modes) => {
  const { definition } = schemaFor(modes).schema as SchemaFile;
  const schema = buildApiSchema(definition);
  const providers = modes.map((mode) => PROVIDERS[mode]) as unknown as AppSyncApi['providers'];
  const isAuthorized = fieldAuthorization(schema, { ...TEST_API, providers }, () => undefined);
  const openTo = (typeName: string, field: string): AuthMode[] =>
    ALL.filter((mode) => isAuthorized(callerOf(mode), typeName, field));

  it('lets callers of each of them, and no others, read every field and subscribe', () => {
    const roots = [schema.getQueryType(), schema.getSubscriptionType()].filter(isObjectType);
    const types = new Set(roots.flatMap((root) => [...typesFrom(root)]));

    const fields = [...types].flatMap((type) => fieldsOf(type).map((field) => [type.name, field] as const));

    expect(fields.length).toBeGreaterThan(100);
    for (const [type, field] of fields) expect([type, field, openTo(type, field)]).toEqual([type, field, modes]);
  });

  it('lets IAM alone publish', () => {
    expect(fieldsOf(schema.getMutationType()).map((field) => [field, openTo('Mutation', field)])).toEqual([
      ['publishJobProgress', ['IAM']],
    ]);
  });
});

function callerOf(mode: AuthMode): Caller {
  const principal = mode === 'IAM' ? PRINCIPALS.admin : null;
  return { mode: PROVIDERS[mode].mode, identity: null, principal, headers: {} };
}
