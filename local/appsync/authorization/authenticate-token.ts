import type { AppSyncApi, AuthProvider } from '../api.ts';
import type { Identity } from '../caller.ts';
import type { Credentialed, Outcome } from './credentialed.ts';
import {
  AUTHORIZER_FAILED,
  NO_TOKEN_AT_ALL,
  NO_VALID_TOKEN,
  NOT_AUTHENTICATED,
  TOKEN_EXPIRED,
} from './authorization-fault.ts';
import type { InvokeFunction } from '../invoke-function.ts';
import { type Authorizer, createAuthorizerAnswers } from './authorizer-answers.ts';
import { awsJwksUrl, issuerOf, type UserPool, verifyCognitoUser } from './cognito-users.ts';
import { isIssuedBy, type OpenIdIssuer, verifyOpenIdUser } from './open-id-users.ts';
import { readToken, type TokenClaim } from './read-token.ts';
import { createSigningKeys } from './signing-keys.ts';

/** What an API does not tell of its tokens. */
export type TokenSources = {
  /** Where a user pool's keys are. @default AWS's own address */
  jwksUrlOf?: (userPoolId: string, region: string) => string;
  /** Where an OpenID Connect issuer is, by its name. @default where its name says */
  openIdUrlOf?: (issuer: string) => string;
  /** Asks the Lambda authorizer. Needed when the API has one. */
  invokeFunction?: InvokeFunction;
  /** How long an issuer is not asked again for a key that it did not have, in milliseconds. @default 30,000 */
  keyCooldownMs?: number;
  /** How long a Lambda authorizer may take, in milliseconds. @default 10,000, as AWS has it */
  authorizerTimeoutMs?: number;
};

/**
 * Authenticates callers by the value of `Authorization`: a JSON Web Token is its issuer's, Cognito's or another; any other text is for
 * the Lambda authorizer, which is never asked about a JSON Web Token where the API has a mode for those.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
 */
export function createTokenAuthentication(
  options: { api: AppSyncApi; now: () => Date } & TokenSources,
): (authorization: string, request: Credentialed) => Promise<Outcome> {
  const { api, now, jwksUrlOf = awsJwksUrl, authorizerTimeoutMs = 10_000 } = options;
  const keys = createSigningKeys(options.keyCooldownMs, options.openIdUrlOf);
  const pools = api.providers.filter(isUserPool);
  const issuers = api.providers.filter(isOpenIdIssuer);
  const authorizer = api.providers.find(isAuthorizer);
  const takesJsonWebTokens = pools.length + issuers.length > 0;
  const ask = authorizer && askAuthorizer(api, authorizer, { ...options, authorizerTimeoutMs });

  const verify = async (token: TokenClaim, sourceIp: string): Promise<Outcome> => {
    const pool = pools.find((one) => issuerOf(one) === token.issuer);
    if (pool) {
      const jwksUrl = jwksUrlOf(pool.userPoolId, pool.region);
      return userOutcome(pool, await verifyCognitoUser(token, pool, { keys, now, jwksUrl, sourceIp }));
    }
    const issuer = issuers.find((one) => isIssuedBy(token, one));
    if (issuer) return userOutcome(issuer, await verifyOpenIdUser(token, issuer, { keys, now }));
    return { fault: NO_VALID_TOKEN, reason: 'its token is of no issuer that the API knows' };
  };

  return async (authorization, request) => {
    if (authorization === '') return { fault: NO_VALID_TOKEN, reason: 'it has no authorization' };
    const token = takesJsonWebTokens ? readToken(authorization) : undefined;
    if (token) {
      return verify(token, request.sourceIp).catch((error: unknown) => ({
        fault: NO_VALID_TOKEN,
        reason: `the keys of its token’s issuer cannot be had: ${reasonOf(error)}`,
      }));
    }
    if (ask) return ask(authorization, request);
    // AWS: an API of one mode was seen to word it so, and one of several modes as it words a missing token.
    const fault = api.providers.length === 1 ? NO_TOKEN_AT_ALL : NO_VALID_TOKEN;
    return { fault, reason: 'its authorization is no JSON Web Token' };
  };
}

const isUserPool = (provider: AuthProvider): provider is UserPool => provider.mode === 'AMAZON_COGNITO_USER_POOLS';
const isOpenIdIssuer = (provider: AuthProvider): provider is OpenIdIssuer => provider.mode === 'OPENID_CONNECT';
const isAuthorizer = (provider: AuthProvider): provider is Authorizer => provider.mode === 'AWS_LAMBDA';

function userOutcome(
  { mode }: AuthProvider,
  user: { identity: Identity } | { reason: string; expired?: true },
): Outcome {
  if ('identity' in user) return { caller: { mode, identity: user.identity, principal: null } };
  return { fault: user.expired ? TOKEN_EXPIRED : NO_VALID_TOKEN, reason: user.reason };
}

function askAuthorizer(
  api: AppSyncApi,
  authorizer: Authorizer,
  options: { now: () => Date; invokeFunction?: InvokeFunction; authorizerTimeoutMs: number },
): (token: string, request: Credentialed) => Promise<Outcome> {
  const { invokeFunction, authorizerTimeoutMs: timeoutMs, now } = options;
  if (!invokeFunction) throw new Error(`${authorizer.authorizerUri} is an authorizer, and nothing here can invoke it`);
  const answerTo = createAuthorizerAnswers(api, authorizer, { invokeFunction, timeoutMs, now });
  return async (token, request) => {
    const answer = await answerTo(token, request);
    if ('reason' in answer) {
      return { fault: answer.failed ? AUTHORIZER_FAILED : NOT_AUTHENTICATED, reason: answer.reason };
    }
    const { resolverContext, deniedFields } = answer;
    return { caller: { mode: 'AWS_LAMBDA', identity: { resolverContext }, principal: null, deniedFields } };
  };
}

/** The innermost reason: `fetch failed` tells nothing. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
