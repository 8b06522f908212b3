import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { isJsonObject } from '../../json.ts';

/** Where the keys of issuers come from. */
export type SigningKeys = {
  /** The keys at the URL of a JSON Web Key Set. */
  at(url: string): JWTVerifyGetKey;
  /**
   * The keys of an issuer, found by OpenID Connect Discovery, and the issuer's own name for itself.
   * Rejects with an Error that says what could not be read.
   */
  discover(issuer: string): Promise<{ issuer: string; keys: JWTVerifyGetKey }>;
};

const DISCOVERY_TIMEOUT_MS = 5_000;

/**
 * Fetches key sets when they are first needed, and again for a key that is not among them, but not within the cooldown of the last
 * time: whoever makes up key ids could have an issuer asked at each request. Where an issuer is, the API's configuration says, and no token:
 * it is trusted with plain HTTP, which AWS does not take, with addresses of this machine, and with the length of its answers; it has
 * five seconds for each. `urlOf` tells where an issuer is that is not where its name says. Redirects are followed to its configuration, and not to its keys.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#openid-connect-authorization
 */
export function createSigningKeys(cooldownMs = 30_000, urlOf = (issuer: string): string => issuer): SigningKeys {
  const sets = new Map<string, JWTVerifyGetKey>();
  const discovered = new Map<string, Promise<{ issuer: string; keys: JWTVerifyGetKey }>>();

  const at = (url: string): JWTVerifyGetKey => {
    const keys = sets.get(url) ?? createRemoteJWKSet(new URL(url), { cooldownDuration: cooldownMs });
    sets.set(url, keys);
    return keys;
  };
  return {
    at,
    discover(issuer) {
      const known = discovered.get(issuer);
      if (known !== undefined) return known;
      const discovering = readConfiguration(urlOf(issuer)).then((found) => ({
        issuer: found.issuer,
        keys: at(found.jwksUri),
      }));
      discovered.set(issuer, discovering);
      // What failed is tried again by the next request.
      discovering.catch(() => discovered.delete(issuer));
      return discovering;
    },
  };
}

async function readConfiguration(issuerUrl: string): Promise<{ issuer: string; jwksUri: string }> {
  const url = `${issuerUrl.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url}: status ${response.status}`);
  const found: unknown = await response.json();
  const { issuer: named, jwks_uri: jwksUri } = isJsonObject(found) ? found : {};
  if (typeof named !== 'string' || typeof jwksUri !== 'string') throw new Error(`${url}: no issuer and jwks_uri`);
  return { issuer: named, jwksUri };
}
