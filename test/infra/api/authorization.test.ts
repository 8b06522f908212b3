import { describe, expect, it } from 'vitest';
import { apiKeyExpiry } from '../../../infra/api/api-key-expiry.ts';
import { namesOf, propertiesOf, type Synthesis, synthesize } from '../synthesize.ts';

const OIDC = { issuer: 'https://login.example/tenant', clientId: 'web|mobile' };
const IAM = { AuthenticationType: 'AWS_IAM' };
const KEY = { AuthenticationType: 'API_KEY' };
const POOL = { AuthenticationType: 'AMAZON_COGNITO_USER_POOLS' };
const ISSUER = { AuthenticationType: 'OPENID_CONNECT' };
const inPool = (UserPoolId: string, AwsRegion = '${AWS::Region}'): object => ({
  UserPoolConfig: { AwsRegion, UserPoolId },
});

/** The modes of the API, its default first: that one is told by the API's own properties. */
function modesOf(synthesis: Synthesis): unknown[] {
  const api = propertiesOf(synthesis, 'ApiGraphQL');
  return [api, ...((api['AdditionalAuthenticationProviders'] ?? []) as unknown[])];
}

/** The authorization directives of its schema, each once. */
function directivesOf(synthesis: Synthesis): string[] {
  const text = String(propertiesOf(synthesis, 'ApiGraphQLSchema')['Definition']);
  const names = [...text.matchAll(/@(aws_\w+)/g)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => name !== 'aws_subscribe').sort();
}

const BY_DEFAULT = synthesize();
const WITH_IAM_ALONE = synthesize({ auth: ['IAM'] });
const WITH_ALL = synthesize({ auth: ['COGNITO', 'API_KEY', 'OIDC'], oidc: OIDC });

describe('the modes of the API', () => {
  it.each<[string, Synthesis, object[], string[]]>([
    ['by default', BY_DEFAULT, [KEY, IAM], ['aws_api_key', 'aws_iam']],
    ['with `IAM`', WITH_IAM_ALONE, [IAM], ['aws_iam']],
    [
      'with `COGNITO` and a pool that is given, in whatever region',
      synthesize({ auth: ['COGNITO'], userPoolId: 'eu-west-1_AbCdEfGhI' }),
      [{ ...POOL, ...inPool('eu-west-1_AbCdEfGhI', 'eu-west-1') }, IAM],
      ['aws_cognito_user_pools', 'aws_iam'],
    ],
    [
      'with all of them',
      WITH_ALL,
      [
        { ...POOL, ...inPool('${ApiUserPool}') },
        KEY,
        { ...ISSUER, OpenIDConnectConfig: { Issuer: OIDC.issuer, ClientId: OIDC.clientId } },
        IAM,
      ],
      ['aws_api_key', 'aws_cognito_user_pools', 'aws_iam', 'aws_oidc'],
    ],
    [
      'with any client of an issuer, and IAM not at the end',
      synthesize({ auth: ['OIDC', 'IAM', 'COGNITO'], oidc: { issuer: OIDC.issuer } }),
      [{ ...ISSUER, OpenIDConnectConfig: { Issuer: OIDC.issuer } }, IAM, { ...POOL, ...inPool('${ApiUserPool}') }],
      ['aws_cognito_user_pools', 'aws_iam', 'aws_oidc'],
    ],
  ])(
    'are, %s, the first by default, and IAM among them; the schema has their directives',
    (_, synthesis, modes, names) => {
      expect(modesOf(synthesis)).toMatchObject(modes);
      expect(directivesOf(synthesis)).toEqual(names);
    },
  );
});

describe('the API key', () => {
  const keysOf = (synthesis: Synthesis): unknown[] =>
    namesOf(synthesis, 'AWS::AppSync::ApiKey').map((name) => propertiesOf(synthesis, name));

  it('expires on the first of a month, or on the day that is given', () => {
    const apiKeyExpires = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);

    expect(keysOf(BY_DEFAULT)).toEqual([
      { ApiId: '${ApiGraphQL.ApiId}', Expires: apiKeyExpiry(new Date()).getTime() / 1000 },
    ]);
    expect(keysOf(synthesize({ auth: ['COGNITO', 'API_KEY'], apiKeyExpires }))).toEqual([
      { ApiId: '${ApiGraphQL.ApiId}', Expires: Date.parse(apiKeyExpires) / 1000 },
    ]);
  });

  it('is not there when it is not among the modes', () => {
    expect(keysOf(WITH_IAM_ALONE)).toEqual([]);
    expect(WITH_IAM_ALONE.outputs).not.toHaveProperty('ApiKey');
  });
});
