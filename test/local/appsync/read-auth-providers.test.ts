import { describe, expect, it } from 'vitest';
import { readAuthProviders } from '../../../local/appsync/read-auth-providers.ts';

const read = (properties: Record<string, unknown>) =>
  readAuthProviders(
    { logicalId: 'Api', type: 'AWS::AppSync::GraphQLApi', properties, ref: 'Api', attributes: {} },
    'us-east-1',
  );

const KEY = { AuthenticationType: 'API_KEY' };
const IAM = { AuthenticationType: 'AWS_IAM' };
const pool = (UserPoolId: string, more: object = {}) => ({
  AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
  UserPoolConfig: { UserPoolId, ...more },
});
const oidc = (Issuer: string, more: object = {}) => ({
  AuthenticationType: 'OPENID_CONNECT',
  OpenIDConnectConfig: { Issuer, ...more },
});
const lambda = (AuthorizerUri: string, more: object = {}) => ({
  AuthenticationType: 'AWS_LAMBDA',
  LambdaAuthorizerConfig: { AuthorizerUri, ...more },
});

describe('readAuthProviders', () => {
  it('reads every mode with its settings, the default first', () => {
    const additional = [
      KEY,
      IAM,
      pool('eu-west-1_b', { AwsRegion: 'eu-west-1', AppIdClientRegex: '' }),
      oidc('https://a.example', { ClientId: 'x', IatTTL: 1000, AuthTTL: '2000' }),
      oidc('https://b.example/'),
      lambda('arn', { AuthorizerResultTtlInSeconds: 300, IdentityValidationExpression: '^t' }),
    ];
    const first = pool('us-east-1_a', { AppIdClientRegex: 'web', DefaultAction: 'ALLOW' });
    expect(read({ ...first, AdditionalAuthenticationProviders: additional })).toEqual([
      {
        mode: 'AMAZON_COGNITO_USER_POOLS',
        userPoolId: 'us-east-1_a',
        region: 'us-east-1',
        appIdClientRegex: 'web',
        defaultAction: 'ALLOW',
      },
      { mode: 'API_KEY' },
      { mode: 'AWS_IAM' },
      { mode: 'AMAZON_COGNITO_USER_POOLS', userPoolId: 'eu-west-1_b', region: 'eu-west-1', defaultAction: 'ALLOW' },
      { mode: 'OPENID_CONNECT', issuer: 'https://a.example', clientId: 'x', iatTtlMs: 1000, authTtlMs: 2000 },
      { mode: 'OPENID_CONNECT', issuer: 'https://b.example/', iatTtlMs: 0, authTtlMs: 0 },
      { mode: 'AWS_LAMBDA', authorizerUri: 'arn', resultTtlSeconds: 300, identityValidationExpression: '^t' },
    ]);
  });

  it('takes DENY from a user pool that is the only mode', () => {
    expect(read(pool('us-east-1_a', { DefaultAction: 'DENY' }))).toMatchObject([{ defaultAction: 'DENY' }]);
  });

  const among = (...additional: object[]) => ({ ...KEY, AdditionalAuthenticationProviders: additional });
  it.each<[string, Record<string, unknown>, string]>([
    [
      'DENY with additional providers',
      { ...pool('us-east-1_a', { DefaultAction: 'DENY' }), AdditionalAuthenticationProviders: [KEY] },
      'Api: Additional authentication providers cannot be specified when setting DENY for top level user pool authentication type.',
    ],
    ['the default mode once more', among(KEY), 'API_KEY is specified twice'],
    ['IAM twice', among(IAM, IAM), 'AWS_IAM is specified twice'],
    ['two authorizers', among(lambda('a'), lambda('b')), 'AWS_LAMBDA is specified twice'],
    ['one pool twice', among(pool('us-east-1_a'), pool('us-east-1_a')), 'us-east-1_a is specified twice'],
    ['one issuer twice', among(oidc('https://a'), oidc('https://a')), 'https://a is specified twice'],
    ['an unknown mode', { AuthenticationType: 'PASSWORD' }, 'Api: PASSWORD is no AuthenticationType'],
    ['a pool without its id', { AuthenticationType: 'AMAZON_COGNITO_USER_POOLS' }, 'Api: UserPoolId is not given'],
    ['another default action', pool('p', { DefaultAction: 'ASK' }), 'DefaultAction ASK is neither ALLOW nor DENY'],
    ['an issuer that is no URL', oidc('auth.example'), 'Issuer auth.example is no URL'],
    ['a wrong expression', oidc('https://a', { ClientId: '(' }), 'ClientId ( is no regular expression'],
    ['too long a TTL', lambda('a', { AuthorizerResultTtlInSeconds: 3601 }), 'is not from 0 to 3600'],
  ])('refuses %s', (_what, properties, message) => {
    expect(() => read(properties)).toThrow(message);
  });
});
