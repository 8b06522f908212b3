import type { AuthProvider } from '../api.ts';
import type { OidcIdentity } from '../caller.ts';
import type { TokenClaim } from './read-token.ts';
import type { SigningKeys } from './signing-keys.ts';
import { matchesWhole, verifyToken } from './verify-token.ts';

/** An OpenID Connect issuer that an API takes the tokens of. */
export type OpenIdIssuer = Extract<AuthProvider, { mode: 'OPENID_CONNECT' }>;

/**
 * AWS takes these, and HS256, HS384 and HS512, whose secret a key set cannot hold: they are refused here.
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#openid-connect-authorization
 */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

/** Whether a token says that it is an issuer's. UNSURE: a slash at the end makes no difference to which provider is asked. */
export const isIssuedBy = (token: TokenClaim, { issuer }: OpenIdIssuer): boolean =>
  token.issuer !== undefined && withoutSlash(token.issuer) === withoutSlash(issuer);

/**
 * Who an issuer's token is of; or why it is not good. The `iss` must be, to the letter, what the issuer's configuration says.
 * UNSURE: a token that is too old by `iatTTL` or `authTTL` counts as expired.
 */
export async function verifyOpenIdUser(
  token: TokenClaim,
  provider: OpenIdIssuer,
  { keys, now }: { keys: SigningKeys; now: () => Date },
): Promise<{ identity: OidcIdentity } | { reason: string; expired?: true }> {
  const { issuer, keys: issuersKeys } = await keys.discover(provider.issuer);
  const verified = await verifyToken(token, issuersKeys, { issuer, algorithms: ALGORITHMS, now });
  if ('reason' in verified) return verified;
  const { claims } = verified;
  const { clientId, iatTtlMs, authTtlMs } = provider;
  const clients = [claims.aud ?? [], claims['azp'] ?? []].flat();
  if (clientId !== undefined && !clients.some((id) => typeof id === 'string' && matchesWhole(clientId, id))) {
    return { reason: 'its token is for another client' };
  }
  const isOver = (seconds: number, ttlMs: number): boolean => ttlMs > 0 && seconds * 1000 + ttlMs <= now().getTime();
  if (isOver(claims.iat, iatTtlMs)) return { reason: 'its token was issued too long ago', expired: true };
  const authTime = claims['auth_time'];
  if (authTtlMs > 0 && typeof authTime !== 'number') return { reason: 'its token has no auth_time' };
  if (typeof authTime === 'number' && isOver(authTime, authTtlMs)) {
    return { reason: 'its user signed in too long ago', expired: true };
  }
  return { identity: { sub: claims.sub, issuer, claims } };
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');
