import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppSyncApi } from '../../../../local/appsync/api.ts';
import { type Authenticate, createAuthenticate } from '../../../../local/appsync/authorization/authenticate.ts';
import { CONNECT_FORM } from '../../../../local/appsync/authorization/signed-forms.ts';
import { type Issuer, startIssuer } from '../../../../local/issuer/start-issuer.ts';
import type { TokenRequest } from '../../../../local/issuer/token-request.ts';
import { API_KEY, TEST_API } from '../realtime/test-api.ts';
import { issueCredentials } from './test-callers.ts';

const POOL_A = 'us-east-1_poolA';
const POOL_B = 'us-east-1_poolB';
const ISS_A = `https://cognito-idp.us-east-1.amazonaws.com/${POOL_A}`;
const NOW_S = 1_900_000_000;

const fault = (message: string) => ({ fault: { errorType: 'UnauthorizedException', message } });
const NO_VALID_TOKEN = fault('Valid authorization header not provided.');
const EXPIRED = fault('Token has expired.');

/** A key takes a while to be made: one does for every token that is signed with a wrong one. */
const foreignKeys = generateKeyPair('RS256');
let issuer: Issuer;
let nowMs: number;
const log: string[] = [];
const now = (): Date => new Date(nowMs);

beforeAll(async () => {
  nowMs = NOW_S * 1000;
  issuer = await startIssuer({ userPoolIds: [POOL_A, POOL_B], now });
});
afterAll(() => issuer.close());
beforeEach(() => {
  nowMs = NOW_S * 1000;
  log.length = 0;
});

/** An API with user pool A as its default, an API key and the OpenID Connect issuer. */
const apiOf = (
  oidc: Partial<Extract<AppSyncApi['providers'][number], { mode: 'OPENID_CONNECT' }>> = {},
): AppSyncApi => ({
  ...TEST_API,
  providers: [
    {
      mode: 'AMAZON_COGNITO_USER_POOLS',
      userPoolId: POOL_A,
      region: 'us-east-1',
      appIdClientRegex: 'web|mobile',
      defaultAction: 'ALLOW',
    },
    { mode: 'API_KEY' },
    { mode: 'OPENID_CONNECT', issuer: issuer.url, clientId: 'web|tv', iatTtlMs: 0, authTtlMs: 0, ...oidc },
  ],
});

function authenticator(api = apiOf(), keyCooldownMs = 0): Authenticate {
  const { store: credentials } = issueCredentials();
  const { jwksUrlOf } = issuer;
  return createAuthenticate({ api, credentials, log: (line) => void log.push(line), now, jwksUrlOf, keyCooldownMs });
}

const authenticate = (authorization: string, by = authenticator(), more = {}) =>
  by({ headers: { authorization, ...more }, signed: CONNECT_FORM, sourceIp: '127.0.0.1' });

const ofPool = (request: TokenRequest = {}, pool = POOL_A) => issuer.mint({ clientId: 'web', ...request }, pool);

const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

describe('a user of a Cognito user pool', () => {
  it.each<['access_token' | 'id_token', string]>([
    ['id_token', ''],
    ['access_token', ''],
    ['id_token', 'Bearer '],
  ])('is known by the %s, `%s` before it', async (kind, prefix) => {
    const token = (await ofPool({ sub: 's', username: 'ada', groups: ['editors'] }))[kind];
    expect(await authenticate(`${prefix}${token}`)).toEqual({
      caller: {
        mode: 'AMAZON_COGNITO_USER_POOLS',
        identity: {
          sub: 's',
          issuer: ISS_A,
          username: 'ada',
          claims: claimsOf(token),
          sourceIp: ['127.0.0.1'],
          defaultAuthStrategy: 'ALLOW',
          groups: ['editors'],
        },
        principal: null,
        headers: { authorization: `${prefix}${token}` },
      },
    });
  });

  it('has null for groups when in none', async () => {
    const { id_token: token } = await ofPool();
    expect(await authenticate(token)).toMatchObject({ caller: { identity: { groups: null } } });
  });

  it('is asked for an API key first', async () => {
    const { id_token: token } = await ofPool();
    expect(await authenticate(token, authenticator(), { 'x-api-key': API_KEY })).toMatchObject({
      caller: { mode: 'API_KEY', identity: null },
    });
  });
});

describe('a user of an OpenID Connect issuer', () => {
  it('is known by the token, and has an identity of three fields', async () => {
    const { id_token: token } = await issuer.mint({ sub: 's', clientId: 'tv' });
    expect(await authenticate(token)).toEqual({
      caller: {
        mode: 'OPENID_CONNECT',
        identity: { sub: 's', issuer: issuer.url, claims: claimsOf(token) },
        principal: null,
        headers: { authorization: token },
      },
    });
  });

  it.each<[string, TokenRequest, boolean]>([
    ['aud', { clientId: 'web' }, true],
    ['one of several aud', { claims: { aud: ['other', 'tv'], azp: 'other' } }, true],
    ['azp', { claims: { aud: 'https://api', azp: 'web' } }, true],
    ['neither', { clientId: 'other' }, false],
    ['a part of aud', { clientId: 'website' }, false],
  ])('is let in when the client id matches %s', async (_what, request, expected) => {
    const { access_token: token } = await issuer.mint(request);
    const outcome = await authenticate(token);
    if (expected) expect(outcome).toMatchObject({ caller: { mode: 'OPENID_CONNECT' } });
    else expect(outcome).toEqual(NO_VALID_TOKEN);
  });

  it('is let in until `iatTTL` and `authTTL` are over', async () => {
    const { id_token: token } = await issuer.mint({ clientId: 'web', claims: { auth_time: NOW_S - 100 } });
    const at = (ms: number, ttl: { iatTtlMs?: number; authTtlMs?: number }) => {
      nowMs = NOW_S * 1000 + ms;
      return authenticate(token, authenticator(apiOf(ttl)));
    };
    const known = { caller: { mode: 'OPENID_CONNECT' } };
    expect(await at(4_999, { iatTtlMs: 5_000 })).toMatchObject(known);
    expect(await at(5_000, { iatTtlMs: 5_000 })).toEqual(EXPIRED);
    expect(await at(4_999, { authTtlMs: 105_000 })).toMatchObject(known);
    expect(await at(5_000, { authTtlMs: 105_000 })).toEqual(EXPIRED);
  });

  it('is not let in by a token whose `iss` differs from the issuer’s configuration by a slash', async () => {
    const { id_token: token } = await issuer.mint({ clientId: 'web', claims: { iss: `${issuer.url}/` } });
    expect(await authenticate(token)).toEqual(NO_VALID_TOKEN);
    expect(log).toEqual([expect.stringContaining('"iss"')]);
  });

  it('is not let in without the `auth_time` that `authTTL` counts from', async () => {
    const { id_token: token } = await issuer.mint({ clientId: 'web', claims: { auth_time: null } });
    expect(await authenticate(token, authenticator(apiOf({ authTtlMs: 1 })))).toEqual(NO_VALID_TOKEN);
    expect(log).toEqual([expect.stringContaining('no auth_time')]);
  });
});

/** Signed with a key that no key set has, whatever its header says. */
async function signedByAnother(claims: JWTPayload, header: object): Promise<string> {
  const { privateKey } = await foreignKeys;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...header }).sign(privateKey);
}

async function publicJwk(pool: string): Promise<Record<string, string>> {
  const { keys } = (await (await fetch(issuer.jwksUrlOf(pool))).json()) as { keys: Record<string, string>[] };
  return keys[0] ?? {};
}
const keyId = async (pool: string): Promise<string> => (await publicJwk(pool))['kid'] ?? '';

const CLAIMS = {
  sub: 's',
  iss: ISS_A,
  aud: 'web',
  token_use: 'id',
  iat: NOW_S,
  exp: NOW_S + 3600,
  'cognito:groups': ['admins'],
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token that cannot be trusted', () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    ['not yet valid', async () => (await ofPool({ claims: { nbf: NOW_S + 60 } })).id_token, /nbf/],
    ['without exp', async () => (await ofPool({ claims: { exp: undefined } })).id_token, /exp/],
    ['without sub', async () => (await ofPool({ claims: { sub: undefined } })).id_token, /sub/],
    [
      'of a wrong issuer',
      async () => (await ofPool({ claims: { iss: 'https://evil.example' } })).id_token,
      /no issuer/,
    ],
    ['without issuer', async () => (await ofPool({ claims: { iss: undefined } })).id_token, /no issuer/],
    ['of pool B', async () => (await ofPool({}, POOL_B)).id_token, /no issuer/],
    [
      'of pool B that says A',
      async () => (await ofPool({ claims: { iss: ISS_A } }, POOL_B)).id_token,
      /no applicable key/,
    ],
    [
      'of the plain issuer that says A',
      async () => (await issuer.mint({ claims: CLAIMS })).id_token,
      /no applicable key/,
    ],
    ['for another app client', async () => (await ofPool({ clientId: 'other' })).id_token, /another app client/],
    [
      'for a client that only begins so',
      async () => (await ofPool({ clientId: 'web2' })).access_token,
      /another app client/,
    ],
    [
      'of the use `refresh`',
      async () => (await ofPool({ claims: { token_use: 'refresh' } })).id_token,
      /neither an id/,
    ],
    ['of no use', async () => (await ofPool({ claims: { token_use: undefined } })).id_token, /neither an id/],
    [
      'signed with another key',
      async () => signedByAnother(CLAIMS, { kid: await keyId(POOL_A) }),
      /signature verification failed/,
    ],
    [
      'that brings its own key',
      async () => {
        const jwk = await exportJWK((await foreignKeys).publicKey);
        return signedByAnother(CLAIMS, { kid: 'own', jwk, jku: issuer.jwksUrlOf(POOL_B) });
      },
      /no applicable key/,
    ],
    [
      'with an extension that is critical and unknown',
      async () => `${part({ alg: 'RS256', kid: await keyId(POOL_A), crit: ['x'], x: 1 })}.${part(CLAIMS)}.AA`,
      /"x" is not recognized/,
    ],
    [
      'whose payload is not encoded',
      async () => `${part({ alg: 'RS256', kid: await keyId(POOL_A), crit: ['b64'], b64: false })}.${part(CLAIMS)}.AA`,
      /its token is not good/,
    ],
    [
      'tampered with',
      async () => {
        const [header, payload, signature] = (await ofPool()).id_token.split('.');
        const claims = { ...(claimsOf(`.${payload ?? ''}`) as object), 'cognito:groups': ['admins'] };
        return [header, part(claims), signature].join('.');
      },
      /signature verification failed/,
    ],
    ['with `alg` none', () => Promise.resolve(new UnsecuredJWT(CLAIMS).encode()), /names no key/],
    [
      'with `alg` none, and a key’s id',
      async () => `${part({ alg: 'none', kid: await keyId(POOL_A) })}.${part(CLAIMS)}.`,
      /"alg"/,
    ],
    [
      'with HS256 over the public key',
      async () => {
        const jwk = await publicJwk(POOL_A);
        const key = await importJWK({ ...jwk, ext: true }, 'RS256', { extractable: true });
        if (key instanceof Uint8Array) throw new TypeError('an RSA key is expected');
        const secret = new TextEncoder().encode(await exportSPKI(key));
        return new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: jwk['kid'] ?? '' }).sign(secret);
      },
      /"alg"/,
    ],
    ['that names no key', () => signedByAnother(CLAIMS, {}), /names no key/],
    [
      'that names its key by a number',
      () => Promise.resolve(`${part({ alg: 'RS256', kid: 5 })}.${part(CLAIMS)}.AA`),
      /names no key/,
    ],
    ['that is none', () => Promise.resolve('opaque'), /no JSON Web Token/],
    ['of three parts that are no JSON', () => Promise.resolve('a.b.c'), /no JSON Web Token/],
    ['that is cut off', async () => (await ofPool()).id_token.split('.').slice(0, 2).join('.'), /no JSON Web Token/],
    ['that is `Bearer` alone', () => Promise.resolve('Bearer '), /no JSON Web Token/],
    ['that is empty', () => Promise.resolve(''), /no authorization/],
  ])('is refused: one %s', async (_what, make, reason) => {
    const token = await make();
    expect(await authenticate(token)).toEqual(NO_VALID_TOKEN);
    expect(log).toEqual([expect.stringMatching(reason)]);
    // Nothing of the token is in the log.
    for (const piece of token.split('.').filter(({ length }) => length > 8)) expect(log[0]).not.toContain(piece);
  });

  it('is told so when it has only expired, to the second', async () => {
    const [{ id_token: token }, { id_token: open }] = [await ofPool(), await issuer.mint({ clientId: 'web' })];
    nowMs = (NOW_S + 3600) * 1000 - 1;
    expect(await authenticate(token)).toMatchObject({ caller: { mode: 'AMAZON_COGNITO_USER_POOLS' } });
    nowMs = (NOW_S + 3600) * 1000;
    expect(await authenticate(token)).toEqual(EXPIRED);
    expect(await authenticate(open)).toEqual(EXPIRED);
    expect(await authenticate(await signedByAnother({ ...CLAIMS, exp: NOW_S }, { kid: await keyId(POOL_A) }))).toEqual(
      NO_VALID_TOKEN,
    );
  });

  it('is told that it is no JSON Web Token where Cognito is the only mode', async () => {
    const [pool] = apiOf().providers;
    const only = authenticator({ ...TEST_API, providers: [pool] });
    expect(await authenticate('opaque', only)).toEqual(fault('Unable to parse JWT token.'));
    expect(await authenticate('AWS4-HMAC-SHA256 Credential=', only)).toEqual(fault('Unable to parse JWT token.'));
    expect(await authenticate('', only)).toEqual(NO_VALID_TOKEN);
  });
});

describe('the keys of an issuer', () => {
  it('are where the issuer is said to be, whatever its name', async () => {
    const name = 'https://login.example/tenant/';
    const elsewhere = await startIssuer({ issuers: [{ issuer: name, clientId: 'web' }], now });
    const { store: credentials } = issueCredentials();
    const { openIdUrlOf } = elsewhere;
    const api = apiOf({ issuer: name });
    const by = createAuthenticate({ api, credentials, log: (line) => void log.push(line), now, openIdUrlOf });
    const answer = await fetch(`${openIdUrlOf(name)}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{ "sub": "s" }',
    });
    const { id_token: token } = (await answer.json()) as { id_token: string };
    expect(await authenticate(token, by)).toMatchObject({
      caller: { mode: 'OPENID_CONNECT', identity: { sub: 's', issuer: name } },
    });
    await elsewhere.close();
  });

  it('are fetched again for a key that is not among them, after the cooldown', async () => {
    const [patient, eager] = [authenticator(apiOf(), 60_000), authenticator()];
    const before = (await ofPool()).id_token;
    for (const by of [patient, eager]) expect(await authenticate(before, by)).toHaveProperty('caller');
    issuer.rotateKey(POOL_A);
    const after = (await ofPool()).id_token;
    expect(await authenticate(after, patient)).toEqual(NO_VALID_TOKEN);
    expect(await authenticate(after, eager)).toHaveProperty('caller');
    // The old key is gone from the set, and with it the trust in what it signed.
    expect(await authenticate(before, eager)).toEqual(NO_VALID_TOKEN);
  });

  it('are a reason for the log when they cannot be had, and are asked for again', async () => {
    const gone = await startIssuer({ userPoolIds: [POOL_A], now });
    const { url, jwksUrlOf } = gone;
    const [{ id_token: ofPoolA }, { id_token: open }] = [
      await gone.mint({ clientId: 'web' }, POOL_A),
      await gone.mint({}),
    ];
    await gone.close();
    const { store: credentials } = issueCredentials();
    const api = apiOf({ issuer: url });
    const by = createAuthenticate({ api, credentials, log: (line) => void log.push(line), now, jwksUrlOf });
    expect(await authenticate(ofPoolA, by)).toEqual(NO_VALID_TOKEN);
    expect(await authenticate(open, by)).toEqual(NO_VALID_TOKEN);
    expect(log).toEqual(Array(2).fill(expect.stringMatching(/issuer cannot be had: .*ECONNREFUSED/)));
    const back = await startIssuer({ port: Number(new URL(url).port), now });
    const { id_token: again } = await back.mint({ clientId: 'web' });
    expect(await authenticate(again, by)).toMatchObject({ caller: { mode: 'OPENID_CONNECT' } });
    await back.close();
  });
});
