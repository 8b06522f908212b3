import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { AppSyncApi, AuthProvider } from '../../../../local/appsync/api.ts';
import type { AuthMode, Caller } from '../../../../local/appsync/caller.ts';
import { fieldAuthorization } from '../../../../local/appsync/authorization/field-authorization.ts';
import type { AccessDecision } from '../../../../local/iam/access-decision.ts';
import { TEST_API } from '../realtime/test-api.ts';
import { allowGraphql, API_ARN, PRINCIPALS, principalWith } from './test-callers.ts';

const SCHEMA = buildSchema(/* GraphQL */ `
  directive @aws_api_key on OBJECT | FIELD_DEFINITION
  directive @aws_iam on OBJECT | FIELD_DEFINITION
  directive @aws_oidc on OBJECT | FIELD_DEFINITION
  directive @aws_lambda on OBJECT | FIELD_DEFINITION
  directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION
  directive @aws_auth(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION
  type Query {
    plain: String
    key: String @aws_api_key
    iam: String @aws_iam
    both: Both @aws_api_key @aws_iam
  }
  type Both @aws_api_key @aws_iam {
    typed: String
    iam: String @aws_iam
    cognito: String @aws_cognito_user_pools(cognito_groups: ["a"])
    oidc: String @aws_oidc
    lambda: String @aws_lambda
    ignored: String @aws_auth(cognito_groups: ["a"])
  }
  type Plain {
    field: String
  }
  type Mutation @aws_iam {
    publish: String
  }
`);

const caller = (mode: AuthMode, principal = PRINCIPALS.admin): Caller => ({
  mode,
  identity: null,
  principal: mode === 'AWS_IAM' ? principal : null,
  headers: {},
});

describe('fieldAuthorization', () => {
  const isAuthorized = fieldAuthorization(SCHEMA, TEST_API, () => undefined);

  it.each<[string, string, AuthMode[]]>([
    ['Query', 'plain', ['API_KEY']],
    ['Query', 'key', ['API_KEY']],
    ['Query', 'iam', ['AWS_IAM']],
    ['Query', 'both', ['API_KEY', 'AWS_IAM']],
    ['Query', '__typename', ['API_KEY', 'AWS_IAM']],
    ['Both', 'typed', ['API_KEY', 'AWS_IAM']],
    ['Both', 'iam', ['AWS_IAM']],
    ['Both', 'cognito', []],
    ['Both', 'oidc', []],
    ['Both', 'lambda', []],
    ['Both', 'ignored', ['API_KEY', 'AWS_IAM']],
    ['Plain', 'field', ['API_KEY']],
    ['Mutation', 'publish', ['AWS_IAM']],
  ])('lets `%s.%s` be seen in modes %j', (type, field, expected) => {
    const modes: AuthMode[] = ['API_KEY', 'AWS_IAM'];
    expect(modes.filter((mode) => isAuthorized(caller(mode), type, field))).toEqual(expected);
  });

  it('takes the default mode for a field without directives', () => {
    const ofIam = fieldAuthorization(SCHEMA, { ...TEST_API, providers: [{ mode: 'AWS_IAM' }] }, () => undefined);
    expect([ofIam(caller('API_KEY'), 'Query', 'plain'), ofIam(caller('AWS_IAM'), 'Query', 'plain')]).toEqual([
      false,
      true,
    ]);
  });

  it('asks an IAM caller’s policies about root fields, and about no others', () => {
    const reader = caller('AWS_IAM', principalWith('reader', [allowGraphql('Query.iam')]));
    expect(isAuthorized(reader, 'Query', 'iam')).toBe(true);
    expect(isAuthorized(reader, 'Query', 'both')).toBe(false);
    expect(isAuthorized(reader, 'Mutation', 'publish')).toBe(false);
    expect(isAuthorized(reader, 'Both', 'iam')).toBe(true);
  });

  it('tells what the policies of an IAM caller say, and nothing of callers whose policies it does not ask', () => {
    const decided: Omit<AccessDecision, 'principal'>[] = [];
    const telling = fieldAuthorization(
      SCHEMA,
      TEST_API,
      () => undefined,
      ({ action, resource, decision }) => decided.push({ action, resource, decision }),
    );
    const reader = caller('AWS_IAM', principalWith('reader', [allowGraphql('Query.iam')]));
    for (const field of ['iam', 'both']) telling(reader, 'Query', field);
    telling(caller('API_KEY'), 'Query', 'both');
    const on = (field: string) => ({ action: 'appsync:GraphQL', resource: `${API_ARN}/types/Query/fields/${field}` });
    expect(decided).toEqual([
      { ...on('iam'), decision: 'ALLOWED' },
      { ...on('both'), decision: 'NOT_ALLOWED' },
    ]);
  });

  it('asks no policies of a caller with an API key', () => {
    expect(isAuthorized(caller('API_KEY'), 'Query', 'key')).toBe(true);
  });

  it('denies what the Lambda authorizer denies, by `Type.field` or the field’s ARN', () => {
    const ofLambda = fieldAuthorization(SCHEMA, { ...TEST_API, providers: [AUTHORIZER] }, () => undefined);
    const denying = (...deniedFields: string[]): Caller => ({ ...caller('AWS_LAMBDA'), deniedFields });
    const cases: [Caller, boolean][] = [
      [caller('AWS_LAMBDA'), true],
      [denying(), true],
      [denying('Plain.field'), false],
      [denying(`${API_ARN}/types/Plain/fields/field`), false],
      [denying('Query.field', 'field', 'Plain.*', `${API_ARN}x/types/Plain/fields/field`), true],
    ];
    for (const [who, expected] of cases) expect(ofLambda(who, 'Plain', 'field')).toBe(expected);
  });
});

const POOL = { mode: 'AMAZON_COGNITO_USER_POOLS', userPoolId: 'us-east-1_a', region: 'us-east-1' } as const;
const AUTHORIZER: AuthProvider = { mode: 'AWS_LAMBDA', authorizerUri: 'arn', resultTtlSeconds: 0 };

const GROUPS = buildSchema(/* GraphQL */ `
  directive @aws_api_key on OBJECT | FIELD_DEFINITION
  directive @aws_cognito_user_pools(cognito_groups: [String]) repeatable on OBJECT | FIELD_DEFINITION
  directive @aws_auth(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION
  type Query {
    plain: String
    auth: String @aws_auth(cognito_groups: ["a", "b"])
    authAnyone: String @aws_auth
    pools: String @aws_cognito_user_pools(cognito_groups: ["a"])
    one: String @aws_cognito_user_pools(cognito_groups: "a")
    nobody: String @aws_cognito_user_pools(cognito_groups: [])
    anyone: String @aws_cognito_user_pools
    either: String @aws_cognito_user_pools(cognito_groups: ["a"]) @aws_api_key
    both: String @aws_cognito_user_pools(cognito_groups: ["a"]) @aws_cognito_user_pools(cognito_groups: ["c"])
    node: Node
  }
  interface Node {
    id: ID
  }
  type Job implements Node @aws_cognito_user_pools(cognito_groups: ["b"]) {
    id: ID
    open: String @aws_cognito_user_pools
  }
  type Typed @aws_auth(cognito_groups: ["a"]) {
    field: String
  }
`);

describe('groups of a user pool', () => {
  const member = (...groups: string[]): Caller => ({
    ...caller('AMAZON_COGNITO_USER_POOLS'),
    identity: {
      sub: 's',
      issuer: 'i',
      username: 'u',
      claims: {},
      sourceIp: [],
      defaultAuthStrategy: 'ALLOW',
      groups: groups.length > 0 ? groups : null,
    },
  });
  const CALLERS = { none: member(), a: member('a'), b: member('x', 'b'), c: member('c'), key: caller('API_KEY') };
  const log: string[] = [];
  const deciding = (providers: AppSyncApi['providers']) =>
    fieldAuthorization(GROUPS, { ...TEST_API, providers }, (line) => log.push(line));
  const single = deciding([{ ...POOL, defaultAction: 'ALLOW' }]);
  const denying = deciding([{ ...POOL, defaultAction: 'DENY' }]);
  const silent = log.length === 0;
  const several = deciding([{ ...POOL, defaultAction: 'ALLOW' }, { mode: 'API_KEY' }]);

  it.each<[string, string, string, string, string]>([
    //  field               only Cognito     default DENY     with API keys
    ['Query', 'plain', 'none a b c', '', 'none a b c'],
    ['Query', 'auth', 'a b', 'a b', 'none a b c'],
    ['Query', 'authAnyone', 'none a b c', 'none a b c', 'none a b c'],
    ['Query', 'pools', 'a', 'a', 'a'],
    ['Query', 'one', 'a', 'a', 'a'],
    ['Query', 'nobody', '', '', ''],
    ['Query', 'anyone', 'none a b c', 'none a b c', 'none a b c'],
    ['Query', 'either', 'a key', 'a key', 'a key'],
    ['Query', 'both', 'a c', 'a c', 'a c'],
    ['Query', '__typename', 'none a b c key', 'none a b c key', 'none a b c key'],
    ['Job', 'id', 'b', 'b', 'b'],
    ['Job', 'open', 'none a b c', 'none a b c', 'none a b c'],
    ['Typed', 'field', 'a', 'a', 'none a b c'],
  ])('let into `%s.%s`: %j, with DENY %j, among other modes %j', (type, field, ...expected) => {
    const allowed = [single, denying, several].map((isAuthorized) =>
      Object.entries(CALLERS)
        .filter(([, who]) => isAuthorized(who, type, field))
        .map(([name]) => name)
        .join(' '),
    );
    expect(allowed).toEqual(expected);
  });

  it('are without effect in `@aws_auth` among other modes, which the log says once', () => {
    expect({ silent, log }).toEqual({
      silent: true,
      log: [expect.stringMatching(/WARNING: @aws_auth has no effect.*: Query.auth, Query.authAnyone, Typed.field\./)],
    });
  });
});
