import type { Principal } from '../iam/principal.ts';

/** The authorization modes of AppSync that are imitated here. */
export type AuthMode = 'API_KEY' | 'AWS_IAM';

/**
 * `ctx.identity` of an IAM caller. An API key's is null.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html#aws-appsync-resolver-context-reference-identity-js
 */
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

/** Who sends a GraphQL operation, authenticated; what the caller may do is decided field by field. */
export type Caller = {
  mode: AuthMode;
  identity: IamIdentity | null;
  /** Set in mode `AWS_IAM`: whose policies must allow `appsync:GraphQL` on the field's ARN. */
  principal: Principal | null;
  /** The request's headers, names in lower case: `ctx.request.headers`. */
  headers: Record<string, string>;
};
