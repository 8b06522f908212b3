import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readToken } from '../../../../local/appsync/authorization/read-token.ts';
import { matchesWhole, verifyToken } from '../../../../local/appsync/authorization/verify-token.ts';

const NOW = new Date('2030-01-01T00:00:00Z');
const CLAIMS = { iss: 'https://issuer', sub: 's', iat: NOW.getTime() / 1000, exp: NOW.getTime() / 1000 + 1 };

/** Verifies a token that is well signed by a key of the set. */
async function verify(alg: string, algorithms: string[]): Promise<unknown> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg }] });
  const token = readToken(await new SignJWT(CLAIMS).setProtectedHeader({ alg, kid: 'k' }).sign(privateKey));
  if (token === undefined) throw new Error('it is a token');
  return verifyToken(token, keys, { issuer: 'https://issuer', algorithms, now: () => NOW });
}

describe('verifyToken', () => {
  it.each(['ES256', 'ES384', 'ES512'])('takes %s where it is one of the algorithms, and only there', async (alg) => {
    expect(await verify(alg, ['RS512', alg])).toEqual({ claims: CLAIMS });
    expect(await verify(alg, ['RS512'])).toEqual({ reason: expect.stringContaining('"alg"') as unknown });
  });
});

describe('matchesWhole', () => {
  it.each<[string, string, boolean]>([
    ['a|b', 'a', true],
    ['a|b', 'ab', false],
    ['a|b', 'xb', false],
    ['a.*', 'abc', true],
    ['^a$', 'a', true],
    ['a', 'a\n', false],
  ])('`%s` against %j: %s', (expression, text, expected) => {
    expect(matchesWhole(expression, text)).toBe(expected);
  });
});
