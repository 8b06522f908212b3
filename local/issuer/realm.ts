import type { JSONWebKeySet } from 'jose';
import { cognitoClaims, openIdClaims, type TokenClaims } from './claims.ts';
import { createSigningKey, type SigningKey } from './signing-key.ts';
import type { TokenRequest, Tokens } from './token-request.ts';

/** One issuer: a user pool, or an OpenID Connect issuer. */
export type Realm = {
  /** Its configuration, as `/.well-known/openid-configuration` has it. */
  configuration: Record<string, unknown>;
  keySet(): Promise<JSONWebKeySet>;
  mint(request: TokenRequest): Promise<Tokens>;
  /** Signs with a new key from now on; the old one is in the key set no more. */
  rotateKey(): void;
};

/** The region of a user pool, which its id begins with: `us-east-1_AbCdEfGhI`. Throws for what is no pool's id. */
export function regionOf(userPoolId: string): string {
  const [, region] = /^([a-z]+(?:-[a-z]+)+-\d)_[0-9A-Za-z]+$/.exec(userPoolId) ?? [];
  if (region === undefined) throw new Error(`${userPoolId} is not the id of a user pool`);
  return region;
}

/** A user pool. Its tokens have AWS's own `iss`, wherever it is served. */
export function createUserPool(userPoolId: string, url: string, now: () => Date): Realm {
  const issuer = `https://cognito-idp.${regionOf(userPoolId)}.amazonaws.com/${userPoolId}`;
  return createRealm(issuer, url, now, cognitoClaims);
}

/** An OpenID Connect issuer. Its tokens have the name that it is given, wherever it is served; for `clientId` unless they are asked for another. */
export const createOpenIdIssuer = (issuer: string, url: string, now: () => Date, clientId?: string): Realm =>
  createRealm(issuer, url, now, (name, request, nowSeconds) =>
    openIdClaims(name, { ...(clientId !== undefined && { clientId }), ...request }, nowSeconds),
  );

function createRealm(
  issuer: string,
  url: string,
  now: () => Date,
  claimsOf: (issuer: string, request: TokenRequest, nowSeconds: number) => TokenClaims,
): Realm {
  // Made when it is first asked for: a key takes a while.
  let key: Promise<SigningKey> | undefined;
  const currentKey = (): Promise<SigningKey> => (key ??= createSigningKey());
  return {
    configuration: {
      issuer,
      jwks_uri: `${url}/.well-known/jwks.json`,
      token_endpoint: `${url}/token`,
      response_types_supported: ['code', 'token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
    keySet: async () => ({ keys: [(await currentKey()).jwk] }),
    async mint(request) {
      const { sign } = await currentKey();
      const claims = claimsOf(issuer, request, Math.floor(now().getTime() / 1000));
      const [accessToken, idToken] = await Promise.all([sign(claims.access), sign(claims.id)]);
      const expiresIn = request.expiresIn ?? 3600;
      return { access_token: accessToken, id_token: idToken, token_type: 'Bearer', expires_in: expiresIn };
    },
    rotateKey() {
      key = undefined;
    },
  };
}
