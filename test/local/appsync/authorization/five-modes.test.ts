import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, open, startMessage, subprotocols, type TestClient } from '../realtime/test-client.ts';
import { bodyOf, type FiveModes, type Mode, serveFiveModes, USER_POOL_ID } from './five-modes.ts';

let modes: FiveModes;

beforeAll(async () => {
  modes = await serveFiveModes();
});
afterAll(() => modes.close());

const MODES: Mode[] = ['COGNITO', 'API_KEY', 'IAM', 'OIDC', 'LAMBDA'];

/** What each caller of a mode is answered. */
async function answers(query: string): Promise<Record<string, unknown>> {
  const headers = await modes.headers({ body: bodyOf(query) });
  const entries = MODES.map(async (mode) => [mode, (await modes.send(headers[mode], query)).body] as const);
  return Object.fromEntries(await Promise.all(entries));
}

const unauthorized = (field: string, type: string, path: string[]): unknown =>
  expect.objectContaining({
    errorType: 'Unauthorized',
    message: `Not Authorized to access ${field} on type ${type}`,
    path,
  });

describe('an API of five modes, over HTTP', () => {
  it('knows the caller of each, in `ctx.identity` and `util.authType`', async () => {
    modes.answerWith(() => ({ isAuthorized: true, resolverContext: { tenant: 't' } }));
    const callers = Object.entries(await answers('{ caller }')).map(([mode, body]) => {
      const { data } = body as { data: { caller: string } };
      return [mode, JSON.parse(data.caller) as unknown];
    });
    const sourceIp = ['127.0.0.1'];
    const claims = expect.objectContaining({ iat: expect.any(Number) as unknown }) as unknown;
    expect(Object.fromEntries(callers)).toEqual({
      COGNITO: {
        authType: 'User Pool Authorization',
        identity: {
          sub: 'cognito-user',
          issuer: `https://cognito-idp.us-east-1.amazonaws.com/${USER_POOL_ID}`,
          username: 'ada',
          claims,
          sourceIp,
          defaultAuthStrategy: 'ALLOW',
          groups: null,
        },
      },
      API_KEY: { authType: 'API Key Authorization', identity: null },
      IAM: {
        authType: 'IAM Authorization',
        identity: {
          accountId: '000000000000',
          cognitoIdentityPoolId: null,
          cognitoIdentityId: null,
          sourceIp,
          username: 'AROAADMIN:local',
          userArn: 'arn:aws:sts::000000000000:assumed-role/admin/local',
          cognitoIdentityAuthType: null,
          cognitoIdentityAuthProvider: null,
        },
      },
      OIDC: {
        authType: 'Open ID Connect Authorization',
        identity: { sub: 'oidc-user', issuer: modes.issuer.url, claims },
      },
      LAMBDA: { authType: 'Lambda Authorization', identity: { resolverContext: { tenant: 't' } } },
    });
  });

  it('shows a field without directives to the default mode alone', async () => {
    const denied = { data: { byDefault: null }, errors: [unauthorized('byDefault', 'Query', ['byDefault'])] };
    expect(await answers('{ byDefault }')).toEqual({
      COGNITO: { data: { byDefault: 'byDefault' } },
      API_KEY: denied,
      IAM: denied,
      OIDC: denied,
      LAMBDA: denied,
    });
  });

  it('shows a group’s field to its members, and one with `@aws_auth` to every user of the pool', async () => {
    const [editor, other] = await Promise.all(
      [['editors'], ['others']].map((groups) => modes.issuer.mint({ groups }, USER_POOL_ID)),
    );
    const query = '{ editors ignored }';
    const of = async (token = ''): Promise<unknown> => (await modes.send({ authorization: token }, query)).body;
    expect(await of(editor?.id_token)).toEqual({ data: { editors: 'editors', ignored: 'ignored' } });
    expect(await of(other?.access_token)).toEqual({
      data: { editors: null, ignored: 'ignored' },
      errors: [unauthorized('editors', 'Query', ['editors'])],
    });
    expect(modes.log).toContainEqual(expect.stringMatching(/WARNING: @aws_auth has no effect.*Query\.ignored/));
  });

  it('heeds the directives of nested types, and of the concrete type behind an interface or a union', async () => {
    const query = 'mutation { publish(id: "1") { id nested { secret } } }';
    const denied = {
      data: { publish: { id: '1', nested: { secret: null } } },
      errors: [unauthorized('secret', 'Nested', ['publish', 'nested', 'secret'])],
    };
    const allowed = { data: { publish: { id: '1', nested: { secret: 's' } } } };
    expect(await answers(query)).toEqual({
      COGNITO: allowed,
      API_KEY: denied,
      IAM: allowed,
      OIDC: denied,
      LAMBDA: denied,
    });
    const abstract = (await answers('{ node { id } either { ... on Open { id } } }'))['API_KEY'];
    expect(abstract).toEqual({
      data: { node: { id: null }, either: { id: '1' } },
      errors: [unauthorized('id', 'Closed', ['node', 'id'])],
    });
  });

  it('answers 401 to whom it does not know', async () => {
    const { id_token: expired } = await modes.issuer.mint({ expiresIn: -1 }, USER_POOL_ID);
    modes.answerWith(() => ({ isAuthorized: false }));
    const cases: [Record<string, string>, string][] = [
      [{}, 'Valid authorization header not provided.'],
      [{ authorization: 'a.b.c' }, 'You are not authorized to make this call.'],
      [{ authorization: `${expired.slice(0, -4)}AAAA` }, 'Valid authorization header not provided.'],
      [{ authorization: expired }, 'Token has expired.'],
      [{ 'x-api-key': 'da2-wrong' }, 'You are not authorized to make this call.'],
      [{ authorization: 'no' }, 'You are not authorized to make this call.'],
    ];
    for (const [headers, message] of cases) {
      expect(await modes.send(headers, '{ caller }')).toEqual({
        status: 401,
        body: { errors: [{ errorType: 'UnauthorizedException', message }] },
      });
    }
    modes.answerWith(() => ({ isAuthorized: true }));
  });
});

/** Opens a connection with these headers in the subprotocol, and sends the first message. */
async function greet(authorization: object): Promise<TestClient> {
  const client = await open(modes.host, { protocols: subprotocols({ host: modes.host, ...authorization }) });
  client.send({ type: 'connection_init' });
  return client;
}

describe('an API of five modes, over WebSockets', () => {
  const SUBSCRIBE = 'subscription { onUpdate { id } }';

  it('opens a connection in each', async () => {
    const headers = await modes.headers({ path: '/graphql/connect', body: '{}' });
    for (const mode of MODES) {
      const client = await greet(headers[mode]);
      expect(await client.next()).toMatchObject({ type: 'connection_ack' });
      client.socket.close();
    }
  });

  it('takes a `start` of each on one connection, and delivers to all of them', async () => {
    const headers = await modes.headers({ body: bodyOfStart(SUBSCRIBE) });
    const client = await connect(modes.host);
    for (const mode of MODES) {
      client.send(startMessage(mode, SUBSCRIBE, {}, { host: modes.host, ...headers[mode] }));
      expect(await client.next()).toEqual({ id: mode, type: 'start_ack' });
    }
    await modes.send({ 'x-api-key': headers.API_KEY['x-api-key'] ?? '' }, 'mutation { publish(id: "7") { id } }');
    const data = [];
    while (data.length < MODES.length) data.push(await client.next());
    expect(data.sort((one, other) => MODES.indexOf(one['id'] as Mode) - MODES.indexOf(other['id'] as Mode))).toEqual(
      MODES.map((id) => ({ id, type: 'data', payload: { data: { onUpdate: { id: '7' } } } })),
    );
    client.socket.close();
  });

  it('lets those in who may not have a nested field, and delivers to the others alone', async () => {
    const query = 'subscription { onUpdate { nested { secret } } }';
    const headers = await modes.headers({ body: bodyOfStart(query) });
    const client = await connect(modes.host);
    for (const mode of MODES) {
      client.send(startMessage(mode, query, {}, { host: modes.host, ...headers[mode] }));
      expect(await client.next()).toEqual({ id: mode, type: 'start_ack' });
    }
    const mutation = 'mutation { publish(id: "1") { id nested { secret } } }';
    const { authorization = '' } = headers.COGNITO;
    await modes.send({ authorization }, mutation);
    await modes.send({ authorization }, mutation);
    const ids = [await client.next(), await client.next(), await client.next(), await client.next()].map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['COGNITO', 'IAM', 'COGNITO', 'IAM']);
    client.socket.close();
  });

  it('refuses a `start` by its own object, and nothing else of the connection', async () => {
    const { id_token: expired } = await modes.issuer.mint({ expiresIn: -1 }, USER_POOL_ID);
    const { id_token: reader } = await modes.issuer.mint({ groups: ['readers'] }, USER_POOL_ID);
    const { id_token: editor } = await modes.issuer.mint({ groups: ['editors'] }, USER_POOL_ID);
    const client = await connect(modes.host);
    const start = (id: string, query: string, authorization: object): Promise<unknown> => {
      client.send(startMessage(id, query, {}, authorization));
      return client.next();
    };
    const errorOf = (id: string, errorType: string, message: string) => ({
      id,
      type: 'error',
      payload: { errors: [{ errorType, message }] },
    });
    const onEditors = 'subscription { onEditors { id } }';
    expect(await start('1', SUBSCRIBE, { authorization: expired })).toEqual(
      errorOf('1', 'UnauthorizedException', 'Token has expired.'),
    );
    expect(await start('2', SUBSCRIBE, {})).toEqual(
      errorOf('2', 'UnauthorizedException', 'Valid authorization header not provided.'),
    );
    expect(await start('3', onEditors, { authorization: reader })).toEqual(
      errorOf('3', 'Unauthorized', 'Not Authorized to access onEditors on type Subscription'),
    );
    expect(await start('4', onEditors, { authorization: `Bearer ${editor}` })).toEqual({ id: '4', type: 'start_ack' });
    client.socket.close();
  });

  it('says to a connection with an expired token what AWS was seen to say, and to another what it lacks', async () => {
    const { access_token: expired } = await modes.issuer.mint({ expiresIn: -1 }, USER_POOL_ID);
    const refused = async (authorization: object): Promise<unknown> => {
      const client = await greet(authorization);
      const message = await client.next();
      expect(await client.closed).toBe(1000);
      return message;
    };
    expect(await refused({ authorization: expired })).toEqual({
      type: 'connection_error',
      payload: { errors: [{ errorType: 'Unauthorized', errorCode: 401 }] },
    });
    const message = 'Valid authorization header not provided.';
    expect(await refused({})).toEqual({
      type: 'connection_error',
      payload: { errors: [{ errorType: 'UnauthorizedException', message, errorCode: 401 }] },
    });
  });

  it('asks the authorizer about a connection without a query, and about a `start` with its own', async () => {
    modes.events.length = 0;
    const authorization = { host: modes.host, authorization: 'opaque' };
    const client = await greet(authorization);
    await client.next();
    await client.next();
    client.send(startMessage('1', SUBSCRIBE, { a: 1 }, authorization));
    await client.next();
    expect(modes.events.map(({ requestContext }) => requestContext)).toEqual([
      expect.objectContaining({ queryString: '', variables: {} }),
      expect.objectContaining({ queryString: SUBSCRIBE, variables: { a: 1 } }),
    ]);
    client.socket.close();
  });

  it('counts what is stopped while its authorizer is asked among the 200 of a connection', async () => {
    const { API_KEY: key } = await modes.headers();
    const client = await connect(modes.host);
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    modes.answerWith(() => answered.then(() => ({ isAuthorized: true })));
    for (let index = 0; index < 200; index += 1) {
      client.send(startMessage(String(index), SUBSCRIBE, {}, { authorization: 'opaque' }));
      client.send({ id: String(index), type: 'stop' });
      expect(await client.next()).toEqual({ id: String(index), type: 'complete' });
    }
    client.send(startMessage('more', SUBSCRIBE, {}, key));
    expect(await client.next()).toMatchObject({
      id: 'more',
      type: 'error',
      payload: { errors: [{ errorType: 'MaxSubscriptionsReachedError' }] },
    });
    answer();
    client.socket.close();
  });
});

/** `payload.data` as `startMessage` makes it. */
function bodyOfStart(query: string): string {
  return JSON.stringify({ query, variables: {} });
}
