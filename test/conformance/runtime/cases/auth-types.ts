import { returning, type RuntimeCase } from '../runtime-case.ts';

const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc123';

const LAMBDA = { resolverContext: { userId: 'alice', role: 'admin' } };
const IAM = {
  accountId: '123456789012',
  cognitoIdentityPoolId: null,
  cognitoIdentityId: null,
  sourceIp: ['192.0.2.4'],
  username: 'AKIAIOSFODNN7EXAMPLE',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  cognitoIdentityAuthType: null,
  cognitoIdentityAuthProvider: null,
};
const IDENTITY_POOL = {
  ...IAM,
  cognitoIdentityPoolId: 'us-east-1:00000000-0000-0000-0000-000000000000',
  cognitoIdentityId: 'us-east-1:11111111-1111-1111-1111-111111111111',
  cognitoIdentityAuthType: 'authenticated',
  cognitoIdentityAuthProvider: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc123',
};
const USER_POOL = {
  sourceIp: ['192.0.2.4'],
  username: 'alice',
  groups: ['admins'],
  sub: 'sub-1',
  issuer: ISSUER,
  claims: { sub: 'sub-1', iss: ISSUER, 'cognito:username': 'alice', token_use: 'id' },
  defaultAuthStrategy: 'ALLOW',
};
const OIDC = {
  sub: 'sub-1',
  issuer: 'https://accounts.example.com',
  claims: { sub: 'sub-1', iss: 'https://accounts.example.com' },
};

function without(identity: Record<string, unknown>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(identity).filter(([name]) => name !== key));
}

const ROWS: [name: string, context: Record<string, unknown>, authType: string][] = [
  ['no identity', {}, 'API Key Authorization'],
  ['null', { identity: null }, 'API Key Authorization'],
  ['a resolver context', { identity: LAMBDA }, 'Lambda Authorization'],
  ['an empty identity', { identity: {} }, 'Lambda Authorization'],
  ['an IAM identity', { identity: IAM }, 'IAM Authorization'],
  ['an IAM identity of an identity pool', { identity: IDENTITY_POOL }, 'IAM Authorization'],
  ['a user of a user pool', { identity: USER_POOL }, 'User Pool Authorization'],
  ['a user without groups', { identity: without(USER_POOL, 'groups') }, 'User Pool Authorization'],
  ['a subject, an issuer and claims', { identity: OIDC }, 'Open ID Connect Authorization'],
  ['IAM without `userArn`', { identity: without(IAM, 'userArn') }, 'API Key Authorization'],
  ['IAM with a null `sourceIp`', { identity: { ...IAM, sourceIp: null } }, 'API Key Authorization'],
  [
    'a user without `defaultAuthStrategy`',
    { identity: without(USER_POOL, 'defaultAuthStrategy') },
    'API Key Authorization',
  ],
  ['a user without `sourceIp`', { identity: without(USER_POOL, 'sourceIp') }, 'API Key Authorization'],
  ['claims alone', { identity: { claims: OIDC.claims } }, 'API Key Authorization'],
  ['OIDC with a `username`', { identity: { ...OIDC, username: 'alice' } }, 'API Key Authorization'],
];

/** `util.authType`, told from the identity's shape. */
export const AUTH_TYPES: RuntimeCase[] = ROWS.map(([name, context, authType]) => ({
  name: `\`util.authType\`: ${name}`,
  evidence: 'R',
  code: returning('{ authType: util.authType() }'),
  context,
  expected: { result: { authType } },
}));
