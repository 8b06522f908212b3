import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../../../local/appsync/authorization/authenticate.ts';
import { isOperationPermitted } from '../../../../local/appsync/authorization/operation-permission.ts';
import { CONNECT_FORM, startForm } from '../../../../local/appsync/authorization/signed-forms.ts';
import { ADMIN, API_KEY, createTestEngine, EXPIRED_API_KEY, TEST_API } from '../realtime/test-api.ts';
import { issueCredentials, PRINCIPALS, signedHeaders } from './test-callers.ts';

const FAULT = {
  fault: { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' },
};
const { store, keys } = issueCredentials();
const sourceIp = '127.0.0.1';

function authenticator(api = TEST_API, now?: () => Date) {
  const log: string[] = [];
  const options = { api, credentials: store, log: (line: string) => void log.push(line) };
  return { log, authenticate: createAuthenticate(now ? { ...options, now } : options) };
}

describe('authenticate', () => {
  it('knows the caller of an API key, who has no identity', async () => {
    const headers = { 'x-api-key': API_KEY, host: 'localhost' };
    expect(await authenticator().authenticate({ headers, signed: CONNECT_FORM, sourceIp })).toEqual({
      caller: { mode: 'API_KEY', identity: null, principal: null, headers },
    });
  });

  it('knows the caller of a signature, and shows resolvers the headers of the context', async () => {
    const headers = await signedHeaders(keys.admin, { host: 'localhost:4000', path: '/graphql/connect', body: '{}' });
    const contextHeaders = { seen: 'yes' };
    expect(await authenticator().authenticate({ headers, contextHeaders, signed: CONNECT_FORM, sourceIp })).toEqual({
      caller: {
        mode: 'AWS_IAM',
        identity: {
          accountId: '000000000000',
          cognitoIdentityPoolId: null,
          cognitoIdentityId: null,
          sourceIp: ['127.0.0.1'],
          username: 'AROAADMIN:local',
          userArn: 'arn:aws:sts::000000000000:assumed-role/admin/local',
          cognitoIdentityAuthType: null,
          cognitoIdentityAuthProvider: null,
        },
        principal: PRINCIPALS.admin,
        headers: contextHeaders,
      },
    });
  });

  it('takes a signature before an API key', async () => {
    const signed = await signedHeaders(keys.admin, { host: 'localhost', path: '/graphql', body: '{"a":1}' });
    const headers = { ...signed, 'x-api-key': API_KEY };
    const { authenticate } = authenticator();
    expect(await authenticate({ headers, signed: startForm('{"a":1}'), sourceIp })).toMatchObject({
      caller: { mode: 'AWS_IAM' },
    });
    expect(await authenticate({ headers, signed: startForm('{"a": 1}'), sourceIp })).toEqual(FAULT);
  });

  it('takes a signature over the host without its port', async () => {
    const headers = await signedHeaders(keys.admin, { host: '127.0.0.1', path: '/graphql/connect', body: '{}' });
    const { authenticate } = authenticator();
    const withHost = (host: string) => authenticate({ headers: { ...headers, host }, signed: CONNECT_FORM, sourceIp });
    expect(await withHost('127.0.0.1:4000')).toMatchObject({ caller: { mode: 'AWS_IAM' } });
    expect(await withHost('127.0.0.2:4000')).toEqual(FAULT);
  });

  it('tells the reason to the log alone', async () => {
    const cases: [Record<string, string>, RegExp][] = [
      [{}, /comes with nothing, and the API takes API_KEY and AWS_IAM/],
      [{ authorization: 'token' }, /comes with authorization, and/],
      [{ 'x-api-key': 'da2-unknown' }, /not one of this API/],
      [{ 'x-api-key': EXPIRED_API_KEY }, /has expired/],
      [{ authorization: 'AWS4-HMAC-SHA256 nonsense' }, /requires 'Credential'/],
      [
        { authorization: 'AWS4-HMAC-SHA256 Credential=\u001b[2J,SignedHeaders=a,Signature=b' },
        /^AppSync: [^\p{Cc}]*got '\\u001b\[2J'$/u,
      ],
    ];
    const { log, authenticate } = authenticator();
    for (const [headers, reason] of cases) {
      expect(await authenticate({ headers, signed: CONNECT_FORM, sourceIp })).toEqual(FAULT);
      expect(log.at(-1)).toMatch(reason);
    }
    expect(log.join('\n')).not.toMatch(/da2-/);
  });

  it('lets a key in until the second that it expires', async () => {
    const api = { ...TEST_API, apiKeys: [{ key: API_KEY, expires: 1000 }] };
    const at = (ms: number) =>
      authenticator(api, () => new Date(ms)).authenticate({
        headers: { 'x-api-key': API_KEY },
        signed: CONNECT_FORM,
        sourceIp,
      });
    expect(await at(999_999)).toMatchObject({ caller: { mode: 'API_KEY' } });
    expect(await at(1_000_000)).toEqual(FAULT);
  });

  it('lets nobody in by a mode that the API lacks', async () => {
    const signed = await signedHeaders(keys.admin, { host: 'localhost', path: '/graphql/connect', body: '{}' });
    const keyOnly = authenticator({ ...TEST_API, providers: [{ mode: 'API_KEY' }] });
    expect(await keyOnly.authenticate({ headers: signed, signed: CONNECT_FORM, sourceIp })).toEqual(FAULT);
    const iamOnly = authenticator({ ...TEST_API, providers: [{ mode: 'AWS_IAM' }] });
    const headers = { 'x-api-key': API_KEY };
    expect(await iamOnly.authenticate({ headers, signed: CONNECT_FORM, sourceIp })).toEqual(FAULT);
  });
});

describe('isOperationPermitted', () => {
  const engine = createTestEngine();
  const permitted = (query: string, principal = PRINCIPALS.publisher): boolean => {
    const prepared = engine.prepare({ query });
    if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared));
    return isOperationPermitted(TEST_API, engine.schema, prepared.operation, { ...ADMIN, principal });
  };

  it.each<[string, boolean]>([
    ['mutation { publish(input: { jobId: "a" }) { jobId } }', true],
    ['mutation { alias: publish(input: { jobId: "a" }) { jobId } }', true],
    ['mutation { delete(input: { jobId: "a" }) { jobId } }', false],
    ['mutation { publish: delete(input: { jobId: "a" }) { jobId } }', false],
    ['mutation { delete(input: { jobId: "a" }) { jobId } publish(input: { jobId: "a" }) { jobId } }', true],
    ['mutation { ...F } fragment F on Mutation { ... { publish(input: { jobId: "a" }) { jobId } } }', true],
    ['mutation { ...F } fragment F on Mutation { delete(input: { jobId: "a" }) { jobId } }', false],
    ['{ echo }', false],
    ['{ __typename }', false],
  ])('asks the caller’s policies about the root fields: `%s`', (query, expected) => {
    expect(permitted(query)).toBe(expected);
  });

  it('reads a fragment once, however often it is spread', () => {
    const fragments = Array.from({ length: 40 }, (_, index) => {
      const next = index === 39 ? 'publish(input: { jobId: "a" }) { jobId }' : `...F${index + 1} ...F${index + 1}`;
      return `fragment F${index} on Mutation { ${next} }`;
    });
    const document = parse(`mutation { ...F0 } ${fragments.join(' ')}`);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the operation comes first');
    const prepared = { document, operation, source: '', variables: {} };
    const caller = { ...ADMIN, principal: PRINCIPALS.nobody };
    expect(isOperationPermitted(TEST_API, engine.schema, prepared, caller)).toBe(false);
  });

  it('tells what the policies say of each field until one is allowed', () => {
    const told: string[] = [];
    const prepared = engine.prepare({ query: 'mutation { publish(input: { jobId: "a" }) { jobId } }' });
    if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared));
    for (const principal of [PRINCIPALS.nobody, PRINCIPALS.publisher]) {
      isOperationPermitted(TEST_API, engine.schema, prepared.operation, { ...ADMIN, principal }, (made) =>
        told.push(`${made.decision} ${made.resource}`),
      );
    }
    const field = `${TEST_API.arn}/types/Mutation/fields/publish`;
    expect(told).toEqual([`NOT_ALLOWED ${field}`, `ALLOWED ${field}`]);
  });

  it('permits nothing without policies', () => {
    expect(permitted('mutation { publish(input: { jobId: "a" }) { jobId } }', PRINCIPALS.nobody)).toBe(false);
  });
});
