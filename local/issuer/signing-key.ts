import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** An RS256 key. Its private half is not extractable: it can neither be read nor leave the process. */
export type SigningKey = {
  /** The public half, as a key set has it. */
  jwk: JWK;
  /** A signed JSON Web Token of these claims. */
  sign(claims: JWTPayload): Promise<string>;
};

/** Makes a key, with an id of its own. */
export async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey }: { publicKey: CryptoKey; privateKey: CryptoKey } = await generateKeyPair('RS256');
  const kid = randomUUID();
  return {
    jwk: { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid },
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ kid, alg: 'RS256' }).sign(privateKey),
  };
}
