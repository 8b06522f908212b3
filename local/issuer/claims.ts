import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { TokenRequest } from './token-request.ts';

/** The claims of the two tokens that a sign-in gives. */
export type TokenClaims = { access: JWTPayload; id: JWTPayload };

type Subject = { sub: string; username: string; clientId: string; nowSeconds: number; expiresIn: number };

/**
 * The claims of a user pool's tokens, as the pool sets them.
 * AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * and …/amazon-cognito-user-pools-using-the-access-token.html
 */
export function cognitoClaims(issuer: string, request: TokenRequest, nowSeconds: number): TokenClaims {
  const { sub, username, clientId, expiresIn } = subjectOf(request, nowSeconds);
  const { groups, claims } = request;
  const both = {
    sub,
    // AWS: a user who is in no group has no such claim.
    ...(groups !== undefined && groups.length > 0 ? { 'cognito:groups': groups } : {}),
    iss: issuer,
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    auth_time: nowSeconds,
    exp: nowSeconds + expiresIn,
    iat: nowSeconds,
  };
  return {
    access: {
      ...both,
      client_id: clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      jti: randomUUID(),
      username,
      ...claims,
    },
    id: { ...both, 'cognito:username': username, aud: clientId, token_use: 'id', jti: randomUUID(), ...claims },
  };
}

/** The claims of an OpenID Connect issuer's tokens. https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
export function openIdClaims(issuer: string, request: TokenRequest, nowSeconds: number): TokenClaims {
  const { sub, username, clientId, expiresIn } = subjectOf(request, nowSeconds);
  const { groups, claims } = request;
  const both = {
    iss: issuer,
    sub,
    aud: clientId,
    azp: clientId,
    iat: nowSeconds,
    exp: nowSeconds + expiresIn,
    auth_time: nowSeconds,
    ...(groups ? { groups } : {}),
  };
  return {
    access: { ...both, jti: randomUUID(), scope: 'openid profile', ...claims },
    id: { ...both, jti: randomUUID(), preferred_username: username, ...claims },
  };
}

function subjectOf(request: TokenRequest, nowSeconds: number): Subject {
  const { sub = randomUUID(), clientId = 'local', expiresIn = 3600 } = request;
  return { sub, username: request.username ?? sub, clientId, nowSeconds, expiresIn };
}
