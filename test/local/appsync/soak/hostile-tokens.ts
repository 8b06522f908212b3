import fc from 'fast-check';
import { bytes, json, mutated } from './hostile-texts.ts';
import type { Tokens } from './soak-api.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const partOf = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

/** What somebody may put over the fields of a token's header. */
const headerFields = fc.constantFrom(
  {},
  { alg: 'none' },
  { alg: 'HS256' },
  { alg: 'ES256' },
  { alg: 7 },
  { kid: 'another' },
  { kid: '__proto__' },
  { kid: {} },
  { crit: ['exp'] },
  { crit: ['b64'], b64: false },
  { jku: 'http://127.0.0.1:1/keys', jwk: { kty: 'oct', k: 'AA' } },
  { typ: 'x'.repeat(3000) },
);
const claims = fc.oneof(
  fc.constantFrom<Record<string, unknown>>(
    {},
    { exp: 1 },
    { exp: '9999999999' },
    { exp: 1e308 },
    { nbf: 4_000_000_000 },
    { iss: 'http://127.0.0.1:1' },
    { iss: ['x'] },
    { sub: null },
    { aud: { length: 1 } },
    { token_use: 'refresh' },
  ),
  json.map((text) => ({ 'cognito:groups': JSON.parse(text) as unknown })),
);

/** A token of other fields, signed with what was another's signature or with nothing of the kind. */
const forged = (good: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .record({ token: good, header: headerFields, changed: claims, noise: bytes(300), keeps: fc.boolean() })
    .map(({ token, header, changed, noise, keeps }) => {
      const signature = keeps ? (token.split('.')[2] ?? '') : noise.toString('base64url');
      return `${encoded({ ...partOf(token, 0), ...header })}.${encoded({ ...partOf(token, 1), ...changed })}.${signature}`;
    });

/** What the Lambda authorizer is to answer. */
const answers = fc.oneof(
  json,
  fc
    .record({
      isAuthorized: fc.constantFrom<unknown>(true, true, true, false, 'true', 1),
      resolverContext: fc.oneof(
        fc.constant(undefined),
        json.map((text) => JSON.parse(text) as unknown),
      ),
      deniedFields: fc.constantFrom<unknown>(undefined, null, ['Query.echo'], ['Update.text', 'no'], [1], {}, 'Query'),
      ttlOverride: fc.constantFrom<unknown>(undefined, 0, -1, 1e9, '10', null),
    })
    .map((answer) => JSON.stringify(answer)),
);

/** Values of `Authorization` that let somebody in, or try to. */
export function authorizations({ cognito, oidc, opaque }: Tokens): fc.Arbitrary<string> {
  const good = fc.constantFrom(cognito, oidc);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(cognito, oidc, `Bearer ${oidc}`, `bearer  ${cognito}`, opaque) },
    { weight: 2, arbitrary: forged(good) },
    { weight: 1, arbitrary: mutated(good) },
    { weight: 2, arbitrary: answers.map((text) => Buffer.from(text).toString('base64url')) },
    { weight: 1, arbitrary: fc.stringMatching(/^[\w.-]{1,40}$/) },
  );
}
