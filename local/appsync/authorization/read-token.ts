import { decodeJwt, decodeProtectedHeader } from 'jose';

/** What a JSON Web Token says of itself. Nothing of it is verified: it tells where to look for the key that does. */
export type TokenClaim = {
  /** The token, without `Bearer`. */
  text: string;
  issuer: string | undefined;
  keyId: string | undefined;
};

/**
 * Reads an `Authorization` header as a signed JSON Web Token, `Bearer` before it or not; undefined when it is something else: an
 * opaque token, an encrypted one, one of three parts that are no JSON.
 */
export function readToken(authorization: string): TokenClaim | undefined {
  const text = authorization.replace(/^Bearer\s+/i, '').trim();
  if (text.split('.').length !== 3) return undefined;
  try {
    // Nobody has looked at the types of what a header says.
    const { kid }: { kid?: unknown } = decodeProtectedHeader(text);
    const { iss } = decodeJwt(text);
    return {
      text,
      issuer: typeof iss === 'string' ? iss : undefined,
      keyId: typeof kid === 'string' ? kid : undefined,
    };
  } catch {
    return undefined;
  }
}
