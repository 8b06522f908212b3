import { errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { TokenClaim } from './read-token.ts';

/** A token's claims, its signature and its times verified; or why it is not good. */
export type Verified = { claims: JWTPayload & { sub: string; iat: number } } | { reason: string; expired?: true };

/** What a token must be besides well signed. */
export type Expectations = { issuer: string; algorithms: string[]; now: () => Date };

/**
 * Verifies a token's signature with a key of its issuer, then `iss`, `exp` and `nbf`; it must have `exp`, `iat` and `sub`.
 * UNSURE: AWS allows clocks that differ; here none.
 */
export async function verifyToken(
  { text, keyId }: TokenClaim,
  keys: JWTVerifyGetKey,
  { issuer, algorithms, now }: Expectations,
): Promise<Verified> {
  // AWS: keys are found by `kid`. jose would take the only key of a set for a token that names none.
  if (keyId === undefined) return { reason: 'its token names no key' };
  const requiredClaims = ['exp', 'iat', 'sub'];
  try {
    const { payload } = await jwtVerify(text, keys, { issuer, algorithms, requiredClaims, currentDate: now() });
    const { sub, iat } = payload;
    if (typeof sub !== 'string' || typeof iat !== 'number') return { reason: 'its token has no sub that is text' };
    return { claims: { ...payload, sub, iat } };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { reason: 'its token has expired', expired: true };
    // The messages of jose hold nothing of the token but the names of header parameters.
    if (error instanceof errors.JOSEError) return { reason: `its token is not good: ${error.message}` };
    throw error;
  }
}

/** Whether a client's id matches an expression of the API's. UNSURE: the whole id has to, as with `A|B|C`, AWS's example. */
export const matchesWhole = (expression: string, text: string): boolean => new RegExp(`^(?:${expression})$`).test(text);
