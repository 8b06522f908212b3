import type { Principal } from '../iam/principal.ts';

/** The authorization modes of AppSync. */
export type AuthMode = 'API_KEY' | 'AWS_IAM' | 'AMAZON_COGNITO_USER_POOLS' | 'OPENID_CONNECT' | 'AWS_LAMBDA';

/**
 * `ctx.identity`, by mode. An API key's is null.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html#aws-appsync-resolver-context-reference-identity-js
 */
export type Identity = IamIdentity | CognitoIdentity | OidcIdentity | LambdaIdentity;

/** `ctx.identity` of a caller that signs. Identity pools are not imitated. */
export type IamIdentity = {
  accountId: string;
  cognitoIdentityPoolId: null;
  cognitoIdentityId: null;
  sourceIp: string[];
  username: string;
  userArn: string;
  cognitoIdentityAuthType: null;
  cognitoIdentityAuthProvider: null;
};

/** `ctx.identity` of a user of a Cognito user pool; `groups` is null for one who is in none. */
export type CognitoIdentity = {
  sub: string;
  issuer: string;
  username: string;
  claims: Record<string, unknown>;
  sourceIp: string[];
  defaultAuthStrategy: 'ALLOW' | 'DENY';
  groups: string[] | null;
};

/** `ctx.identity` of a caller with a token of an OpenID Connect issuer. */
export type OidcIdentity = { sub: string; issuer: string; claims: Record<string, unknown> };

/** `ctx.identity` of a caller whom a Lambda authorizer let in. */
export type LambdaIdentity = { resolverContext: Record<string, unknown> };

/** Who sends a GraphQL operation, authenticated; what the caller may do is decided field by field. */
export type Caller = {
  mode: AuthMode;
  identity: Identity | null;
  /** Set in mode `AWS_IAM`: whose policies must allow `appsync:GraphQL` on the field's ARN. */
  principal: Principal | null;
  /** What a Lambda authorizer denies: `Type.field`, or the field's ARN. */
  deniedFields?: string[];
  /** The request's headers, names in lower case: `ctx.request.headers`. */
  headers: Record<string, string>;
};
