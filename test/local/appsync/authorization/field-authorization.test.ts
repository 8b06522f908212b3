import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { AuthMode, Caller } from '../../../../local/appsync/caller.ts';
import { fieldAuthorization } from '../../../../local/appsync/authorization/field-authorization.ts';
import { TEST_API } from '../realtime/test-api.ts';
import { allowGraphql, PRINCIPALS, principalWith } from './test-callers.ts';

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

  it('asks no policies of a caller with an API key', () => {
    expect(isAuthorized(caller('API_KEY'), 'Query', 'key')).toBe(true);
  });
});
