import type { Caller, CognitoIdentity } from '../../local/appsync/caller.ts';

/** Anybody with the API's key. */
export const READER: Caller = { mode: 'API_KEY', identity: null, principal: null, headers: {} };

/** Who may do everything: what the collector's role may do, and more. */
export const ADMINISTRATOR: Caller = {
  mode: 'AWS_IAM',
  identity: {
    accountId: '000000000000',
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    sourceIp: ['127.0.0.1'],
    username: 'AIDATEST',
    userArn: 'arn:aws:iam::000000000000:user/admin',
    cognitoIdentityAuthType: null,
    cognitoIdentityAuthProvider: null,
  },
  principal: {
    arn: 'arn:aws:iam::000000000000:user/admin',
    accountId: '000000000000',
    userId: 'AIDATEST',
    context: {},
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
  headers: {},
};

/** A user of a user pool, with these claims in its token. */
export function userWith(claims: Record<string, unknown>): Caller {
  const identity: CognitoIdentity = {
    sub: 'u-1',
    issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Test',
    username: 'user',
    claims: { sub: 'u-1', token_use: 'id', ...claims },
    sourceIp: ['127.0.0.1'],
    defaultAuthStrategy: 'ALLOW',
    groups: null,
  };
  return { mode: 'AMAZON_COGNITO_USER_POOLS', identity, principal: null, headers: {} };
}

/** Somebody with a token of an OpenID Connect issuer, with these claims. */
export function openIdUserWith(claims: Record<string, unknown>): Caller {
  const issuer = 'https://issuer.example';
  const identity = { sub: 'u-1', issuer, claims: { sub: 'u-1', iss: issuer, ...claims } };
  return { mode: 'OPENID_CONNECT', identity, principal: null, headers: {} };
}
