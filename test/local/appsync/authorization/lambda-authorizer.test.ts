import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuthorizerAnswers } from '../../../../local/appsync/authorization/authorizer-answers.ts';
import { CONNECT_FORM } from '../../../../local/appsync/authorization/signed-forms.ts';
import { TEST_API } from '../realtime/test-api.ts';
import { type FiveModes, serveFiveModes, USER_POOL_ID } from './five-modes.ts';

const NOW_MS = 1_900_000_000_000;
let nowMs = NOW_MS;
let modes: FiveModes;

beforeAll(async () => {
  modes = await serveFiveModes({ resultTtlSeconds: 60, now: () => new Date(nowMs) });
});
afterAll(() => modes.close());
beforeEach(() => {
  modes.events.length = 0;
  modes.log.length = 0;
});
afterEach(() => {
  // Whatever the last case had kept is over.
  nowMs += 7200 * 1000;
});

const QUERY = '{ caller }';
const send = (token = 'opaque', query = QUERY) => modes.send({ authorization: token }, query);

const KNOWN = { status: 200, body: { data: { caller: expect.any(String) as unknown } } };
const REFUSED = {
  status: 401,
  body: {
    errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }],
  },
};
const FAILED = { status: 400, body: { errors: [{ errorType: 'BadRequestException' }] } };

describe('a Lambda authorizer', () => {
  it('is told the token, the operation and the headers', async () => {
    modes.answerWith(() => ({ isAuthorized: true }));
    const query = 'query Named($id: ID) { caller }';
    const body = JSON.stringify({ query, operationName: 'Named', variables: { id: 1 } });
    const headers = { authorization: 'opaque', 'x-tenant': 't' };
    await fetch(`http://${modes.host}/graphql`, { method: 'POST', headers, body });
    expect(modes.events).toEqual([
      {
        authorizationToken: 'opaque',
        requestContext: {
          apiId: 'test',
          accountId: '000000000000',
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
          queryString: query,
          operationName: 'Named',
          variables: { id: 1 },
        },
        requestHeaders: expect.objectContaining({ ...headers, host: modes.host }) as unknown,
      },
    ]);
  });

  it('gives resolvers its context', async () => {
    modes.answerWith(({ authorizationToken }) => ({ isAuthorized: true, resolverContext: { by: authorizationToken } }));
    const { body } = await send('someone');
    expect(JSON.parse((body['data'] as { caller: string }).caller)).toEqual({
      authType: 'Lambda Authorization',
      identity: { resolverContext: { by: 'someone' } },
    });
  });

  it('denies fields by `Type.field` and by ARN, over directives that allow them', async () => {
    const arn = 'arn:aws:appsync:us-east-1:000000000000:apis/test/types/Open/fields/id';
    modes.answerWith(() => ({ isAuthorized: true, deniedFields: ['Query.caller', arn] }));
    const denied = (field: string, type: string, path: string[]): unknown =>
      expect.objectContaining({ message: `Not Authorized to access ${field} on type ${type}`, path });
    expect(await send('opaque', '{ caller either { __typename ... on Open { id } } }')).toEqual({
      status: 200,
      body: {
        data: { caller: null, either: { __typename: 'Open', id: null } },
        errors: [denied('caller', 'Query', ['caller']), denied('id', 'Open', ['either', 'id'])],
      },
    });
  });

  it.each<[string, unknown, boolean]>([
    ['yes', { isAuthorized: true }, true],
    ['yes, with nulls', { isAuthorized: true, resolverContext: null, deniedFields: null, ttlOverride: null }, true],
    ['no', { isAuthorized: false, resolverContext: {} }, false],
    ['nothing', null, false],
    ['no object', 'yes', false],
    ['a list', [{ isAuthorized: true }], false],
    ['no isAuthorized', {}, false],
    ['text for true', { isAuthorized: 'true' }, false],
    ['a context that is text', { isAuthorized: true, resolverContext: 'x' }, false],
    ['denied fields that are text', { isAuthorized: true, deniedFields: 'Query.caller' }, false],
    ['denied fields that are no text', { isAuthorized: true, deniedFields: [1] }, false],
    ['a context of 5 MB', { isAuthorized: true, resolverContext: { a: 'x'.repeat(5 * 1024 * 1024) } }, false],
  ])('that answers %s', async (_what, answer, expected) => {
    modes.answerWith(() => answer);
    expect(await send()).toEqual(expected ? KNOWN : REFUSED);
  });

  it('is asked once for a token, for as long as its answer is kept, whatever the query', async () => {
    modes.answerWith(() => ({ isAuthorized: true }));
    for (const query of [QUERY, '{ again: caller }']) await send('a', query);
    nowMs += 59_999;
    await send('a');
    expect(modes.events).toHaveLength(1);
    await send('b');
    expect(modes.events).toHaveLength(2);
    nowMs += 1;
    await send('a');
    expect(modes.events).toHaveLength(3);
  });

  it('has its say on how long an answer is kept, a refusal like any other', async () => {
    modes.answerWith(() => ({ isAuthorized: false, ttlOverride: 10 }));
    expect([await send(), await send()]).toEqual([REFUSED, REFUSED]);
    expect(modes.events).toHaveLength(1);
    nowMs += 10_000;
    modes.answerWith(() => ({ isAuthorized: true, ttlOverride: 0 }));
    expect([await send(), await send()]).toEqual([KNOWN, KNOWN]);
    expect(modes.events).toHaveLength(3);
  });

  it('is not asked about a token that its expression does not match, or that is too long', async () => {
    modes.answerWith(() => ({ isAuthorized: true }));
    for (const token of ['op$que', 'opaque!', 'Bearer opaque', 'a'.repeat(2049)]) {
      expect(await send(token)).toEqual(REFUSED);
    }
    expect(await send('a'.repeat(2048))).toEqual(KNOWN);
    expect(modes.events).toHaveLength(1);
    expect(modes.log).toEqual([
      ...Array<unknown>(3).fill(expect.stringContaining('identityValidationExpression')),
      expect.stringContaining('longer than 2048'),
    ]);
  });

  it('is not asked about a JSON Web Token, however bad', async () => {
    const { id_token: token } = await modes.issuer.mint({ claims: { iss: 'https://other' } }, USER_POOL_ID);
    expect(await send(token)).toMatchObject({ status: 401 });
    expect(modes.events).toEqual([]);
  });

  it('that fails is a bad request, told to the log, and asked again', async () => {
    modes.answerWith(() => {
      throw new Error('out of order');
    });
    expect(await send()).toEqual(FAILED);
    expect(modes.log).toEqual([expect.stringMatching(/could not be asked: Unhandled: .*out of order/)]);
    modes.answerWith(() => ({ isAuthorized: true }));
    expect(await send()).toEqual(KNOWN);
  });

  it('that takes too long is a bad request', async () => {
    const impatient = await serveFiveModes({ authorizerTimeoutMs: 20 });
    impatient.answerWith(() => new Promise(() => undefined));
    expect(await impatient.send({ authorization: 'opaque' }, QUERY)).toEqual(FAILED);
    expect(impatient.log.slice(-1)).toEqual([expect.stringMatching(/could not be asked: .*(abort|time)/i)]);
    await impatient.close();
  });

  it('is not asked when the policy of its function does not let AppSync invoke it', async () => {
    const forbidden = await serveFiveModes({ permission: false });
    const { status, body } = await forbidden.send({ authorization: 'opaque' }, QUERY);
    expect({ status, body, events: forbidden.events, log: forbidden.log.slice(-1) }).toEqual({
      ...FAILED,
      events: [],
      log: [expect.stringMatching(/could not be asked: .*not authorized to perform: lambda:InvokeFunction/)],
    });
    await forbidden.close();
  });

  it('sees the query of a GET, and nothing of a body that is none', async () => {
    modes.answerWith(() => ({ isAuthorized: true, ttlOverride: 0 }));
    const headers = { authorization: 'opaque' };
    await fetch(`http://${modes.host}/graphql?query=${encodeURIComponent(QUERY)}`, { headers });
    await fetch(`http://${modes.host}/graphql`, { method: 'POST', headers, body: 'meow' });
    expect(modes.events.map(({ requestContext }) => requestContext)).toEqual([
      expect.objectContaining({ queryString: QUERY }),
      expect.objectContaining({ queryString: '', variables: {} }),
    ]);
  });

  it('has its answers to the newest 1,000 tokens kept', async () => {
    const asked: string[] = [];
    const answerTo = createAuthorizerAnswers(
      TEST_API,
      { mode: 'AWS_LAMBDA', authorizerUri: 'arn', resultTtlSeconds: 3600 },
      {
        invokeFunction: (_arn, event) => {
          asked.push((JSON.parse(event) as { authorizationToken: string }).authorizationToken);
          return Promise.resolve('{ "isAuthorized": false }');
        },
        timeoutMs: 1_000,
        now: () => new Date(nowMs),
      },
    );
    const ask = (token: string) => answerTo(token, { headers: {}, signed: CONNECT_FORM, sourceIp: '127.0.0.1' });
    for (let index = 0; index <= 1000; index += 1) await ask(String(index));
    asked.length = 0;
    for (const token of ['1', '1000', '0']) await ask(token);
    expect(asked).toEqual(['0']);
  });
});
