import { request as httpRequest } from 'node:http';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Issuer, startIssuer } from '../../../local/issuer/start-issuer.ts';
import type { Tokens } from '../../../local/issuer/token-request.ts';

const POOL = 'eu-west-1_AbCdEf123';
/** Of an issuer elsewhere. */
const NAME = 'https://login.example:8443/tenant/';
const NOW = new Date('2030-01-01T00:00:00Z');
const NOW_S = NOW.getTime() / 1000;

let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer({ userPoolIds: [POOL], issuers: [{ issuer: NAME, clientId: 'web' }], now: () => NOW });
});
afterAll(() => issuer.close());

const get = async (path: string): Promise<unknown> => (await fetch(`${issuer.url}${path}`)).json();

/** What a token says, its signature verified with the keys that are served. */
async function read(token: string, path = ''): Promise<unknown> {
  const keys = createRemoteJWKSet(new URL(`${issuer.url}${path}/.well-known/jwks.json`));
  return (await jwtVerify(token, keys, { currentDate: NOW })).payload;
}

/** Posts as any client could, a wrong `Host` included. */
function post(path: string, headers: Record<string, string>, body: string, method = 'POST'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${issuer.url}${path}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve([response.statusCode, JSON.parse(text)]));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const JSON_TYPE = { 'content-type': 'application/json' };

describe('startIssuer', () => {
  it('describes the plain issuer under its own URL, and a user pool under AWS’s name for it', async () => {
    const configurationOf = (name: string, url: string) => ({
      issuer: name,
      jwks_uri: `${url}/.well-known/jwks.json`,
      token_endpoint: `${url}/token`,
      response_types_supported: ['code', 'token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
    expect(await get('/.well-known/openid-configuration')).toEqual(configurationOf(issuer.url, issuer.url));
    expect(await get(`/${POOL}/.well-known/openid-configuration`)).toEqual(
      configurationOf(`https://cognito-idp.eu-west-1.amazonaws.com/${POOL}`, `${issuer.url}/${POOL}`),
    );
    expect(issuer.jwksUrlOf(POOL)).toBe(`${issuer.url}/${POOL}/.well-known/jwks.json`);
  });

  it('serves another issuer under its own name, and mints its tokens for its client unless told otherwise', async () => {
    const path = '/login.example:8443/tenant';
    expect(issuer.openIdUrlOf(NAME)).toBe(`${issuer.url}${path}`);
    expect(await get(`${path}/.well-known/openid-configuration`)).toMatchObject({
      issuer: NAME,
      jwks_uri: `${issuer.url}${path}/.well-known/jwks.json`,
    });
    const clientOf = async (body: object): Promise<unknown> => {
      const [, tokens] = (await post(`${path}/token`, JSON_TYPE, JSON.stringify(body))) as [number, Tokens];
      return read(tokens.id_token, path);
    };
    expect(await clientOf({})).toMatchObject({ iss: NAME, aud: 'web' });
    expect(await clientOf({ clientId: 'tv' })).toMatchObject({ iss: NAME, aud: 'tv' });
  });

  it('serves public keys with `alg`, `kty` and `kid`, another for each issuer, and no private part', async () => {
    const sets = (await Promise.all([get('/.well-known/jwks.json'), get(`/${POOL}/.well-known/jwks.json`)])) as {
      keys: Record<string, string>[];
    }[];
    const keys = sets.flatMap((set) => set.keys);
    expect(keys.map((key) => Object.keys(key).sort())).toEqual(Array(2).fill(['alg', 'e', 'kid', 'kty', 'n', 'use']));
    expect(keys[0]?.['kid']).not.toBe(keys[1]?.['kid']);
    expect(keys[0]?.['n']).not.toBe(keys[1]?.['n']);
  });

  it('mints a user pool’s tokens with the claims that a pool sets', async () => {
    const body = JSON.stringify({ sub: 's', username: 'ada', groups: ['a', 'b'], clientId: 'c', expiresIn: 60 });
    const [status, tokens] = (await post(`/${POOL}/token`, JSON_TYPE, body)) as [number, Record<string, string>];
    expect({ status, type: tokens['token_type'], lifetime: tokens['expires_in'] }).toEqual({
      status: 200,
      type: 'Bearer',
      lifetime: 60,
    });
    const both = {
      sub: 's',
      'cognito:groups': ['a', 'b'],
      iss: `https://cognito-idp.eu-west-1.amazonaws.com/${POOL}`,
      origin_jti: expect.any(String) as unknown,
      event_id: expect.any(String) as unknown,
      jti: expect.any(String) as unknown,
      auth_time: NOW_S,
      iat: NOW_S,
      exp: NOW_S + 60,
    };
    const access = { client_id: 'c', token_use: 'access', scope: 'aws.cognito.signin.user.admin', username: 'ada' };
    expect(await read(tokens['access_token'] ?? '', `/${POOL}`)).toEqual({ ...both, ...access });
    expect(await read(tokens['id_token'] ?? '', `/${POOL}`)).toEqual({
      ...both,
      aud: 'c',
      token_use: 'id',
      'cognito:username': 'ada',
    });
    const plain = await issuer.mint({}, POOL);
    expect(await read(plain.access_token, `/${POOL}`)).not.toHaveProperty('cognito:groups');
  });

  it('mints the plain issuer’s tokens, with more claims as they are asked for', async () => {
    const tokens = await issuer.mint({ sub: 's', username: 'ada', clientId: 'c', claims: { tenant: 't', azp: 'z' } });
    expect(await read(tokens.id_token)).toEqual({
      iss: issuer.url,
      sub: 's',
      aud: 'c',
      azp: 'z',
      iat: NOW_S,
      exp: NOW_S + 3600,
      auth_time: NOW_S,
      jti: expect.any(String) as unknown,
      preferred_username: 'ada',
      tenant: 't',
    });
  });

  it('signs with a new key once it is told to', async () => {
    const before = await issuer.mint({});
    issuer.rotateKey();
    const after = await issuer.mint({});
    const ids = [before, after].map(({ id_token: token }) => decodeProtectedHeader(token).kid);
    expect(ids[0]).not.toBe(ids[1]);
    await expect(read(before.id_token)).rejects.toThrow('no applicable key');
    await expect(read(after.id_token)).resolves.toMatchObject({ iss: issuer.url });
  });

  it.each<[string, string, Record<string, string>, string, number, string]>([
    ['a form, which any page may send', '/token', { 'content-type': 'text/plain' }, '{}', 415, 'application/json'],
    ['a name that is not loopback', '/token', { ...JSON_TYPE, host: 'evil.example' }, '{}', 403, 'loopback'],
    ['what is no JSON', '/token', JSON_TYPE, 'x', 400, 'no JSON object'],
    ['a wrong sub', '/token', JSON_TYPE, '{"sub":1}', 400, 'sub is no text'],
    ['wrong groups', '/token', JSON_TYPE, '{"groups":"a"}', 400, 'groups is no list'],
    ['wrong claims', '/token', JSON_TYPE, '{"claims":[]}', 400, 'claims is no object'],
    ['a wrong lifetime', '/token', JSON_TYPE, '{"expiresIn":"1"}', 400, 'expiresIn is no number'],
    ['a body that is too long', '/token', JSON_TYPE, ' '.repeat(65_537), 413, 'longer than'],
    ['a pool that is not served', '/us-east-1_Other/token', JSON_TYPE, '{}', 404, 'nothing here'],
    ['another path', '/', JSON_TYPE, '{}', 404, 'nothing here'],
    ['keys by POST', '/.well-known/jwks.json', JSON_TYPE, '{}', 405, 'GET'],
  ])('refuses %s', async (_what, path, headers, body, status, description) => {
    expect(await post(path, headers, body)).toEqual([
      status,
      { error: expect.any(String) as unknown, error_description: expect.stringContaining(description) as unknown },
    ]);
  });

  it('refuses to mint by GET', async () => {
    expect(await post('/token', JSON_TYPE, '', 'GET')).toMatchObject([405, { error: 'invalid_request' }]);
  });

  it('does not serve what is no user pool’s id', async () => {
    await expect(startIssuer({ userPoolIds: ['../x'] })).rejects.toThrow('../x is not the id of a user pool');
    await expect(issuer.mint({}, 'us-east-1_Other')).rejects.toThrow('us-east-1_Other is not served here');
  });
});
