import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, serveTestApi, type TestApi } from './test-api.ts';
import {
  apiKeyAuthorization,
  connect as connectTo,
  type ConnectOptions,
  startMessage,
  subscribe,
  type TestClient,
} from './test-client.ts';
import { signedHeaders } from '../authorization/test-callers.ts';

const NOT_UNDERSTOOD = {
  id: '',
  type: 'error',
  payload: {
    errors: [{ errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel' }],
  },
};
const NOT_AUTHENTICATED = {
  errorType: 'UnauthorizedException',
  message: 'You are not authorized to make this call.',
};
const ON_UPDATE = 'subscription { onUpdate { jobId version } }';
const error = (id: string, ...errors: object[]) => ({ id, type: 'error', payload: { errors } });

let api: TestApi;
const clients: TestClient[] = [];
beforeAll(async () => {
  api = await serveTestApi();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.terminate();
});
afterAll(() => api.close());

const connect = async (options?: ConnectOptions): Promise<TestClient> => {
  const client = await connectTo(api.host, options);
  clients.push(client);
  return client;
};

describe('a subscription', () => {
  it('goes from `start` over `start_ack` and `data` to `complete`', async () => {
    const client = await connect();
    client.send(startMessage('1', ON_UPDATE));
    expect(await client.next()).toEqual({ id: '1', type: 'start_ack' });
    await api.publish({ jobId: 'a', version: 1 });
    expect(await client.next()).toEqual({
      id: '1',
      type: 'data',
      payload: { data: { onUpdate: { jobId: 'a', version: 1 } } },
    });
    client.send({ id: '1', type: 'stop' });
    expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    await api.publish({ jobId: 'a', version: 2 });
    client.send(startMessage('1', ON_UPDATE));
    expect(await client.next()).toEqual({ id: '1', type: 'start_ack' });
  });

  it('shows `null` and the errors where the mutation did not select what cannot be null', async () => {
    const client = await connect();
    await subscribe(client, '1', 'subscription { seen: onUpdate { jobId version } }');
    const prepared = api.engine.prepare({ query: 'mutation { publish(input: { jobId: "a" }) { jobId } }' });
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
    await api.engine.execute(prepared.operation, {
      mode: 'API_KEY',
      identity: null,
      principal: null,
      headers: {},
    });
    expect(await client.next()).toMatchObject({
      id: '1',
      type: 'data',
      payload: {
        data: { seen: null },
        errors: [{ message: expect.stringContaining('Cannot return null for non-nullable type') as string }],
      },
    });
  });

  it('is answered `DuplicatedOperationError` when its `id` is live on the socket; the live one goes on', async () => {
    const [client, other] = [await connect(), await connect()];
    await subscribe(client, 'same', ON_UPDATE);
    await subscribe(other, 'same', ON_UPDATE);
    client.send(startMessage('same', ON_UPDATE));
    expect(await client.next()).toEqual(
      error('same', { errorType: 'DuplicatedOperationError', message: 'Duplicated operation with id same' }),
    );
    await api.publish({ jobId: 'a' });
    expect(await client.next()).toMatchObject({ id: 'same', type: 'data' });
    expect(await other.next()).toMatchObject({ id: 'same', type: 'data' });
  });

  it('is answered `complete`, and no `start_ack`, when a `stop` overtakes it', async () => {
    const client = await connect();
    client.send(startMessage('1', ON_UPDATE));
    client.send({ id: '1', type: 'stop' });
    expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    await subscribe(client, '2', ON_UPDATE);
    await api.publish({ jobId: 'a' });
    expect(await client.next()).toMatchObject({ id: '2', type: 'data' });
  });

  it('is one of 200 at most on a socket', async () => {
    const client = await connect();
    for (let index = 0; index < 200; index += 1) await subscribe(client, String(index), ON_UPDATE);
    client.send(startMessage('200', ON_UPDATE));
    expect(await client.next()).toEqual(
      error('200', {
        errorType: 'MaxSubscriptionsReachedError',
        message: 'Max number of 200 subscriptions reached',
      }),
    );
    client.send({ id: '0', type: 'stop' });
    expect(await client.next()).toEqual({ id: '0', type: 'complete' });
    await subscribe(client, '200', ON_UPDATE);
  });

  it('is authorized by its own object: one socket carries several modes', async () => {
    const client = await connect();
    const query = 'subscription { onDeleted { jobId } }';
    const signed = await signedHeaders(api.keys.admin, {
      host: api.host,
      path: '/graphql',
      body: JSON.stringify({ query, variables: {} }),
    });
    client.send(startMessage('key', ON_UPDATE));
    expect(await client.next()).toEqual({ id: 'key', type: 'start_ack' });
    client.send(startMessage('iam', query, {}, signed));
    expect(await client.next()).toEqual({ id: 'iam', type: 'start_ack' });
  });

  it('is not authorized by what authorized its connection', async () => {
    const client = await connect({ protocols: ['graphql-ws'], headers: { 'x-api-key': API_KEY } });
    client.send(startMessage('1', ON_UPDATE, {}, {}));
    expect(await client.next()).toEqual(error('1', NOT_AUTHENTICATED));
  });

  const REFUSALS: [string, string, object | undefined, object][] = [
    ['no authorization', ON_UPDATE, {}, NOT_AUTHENTICATED],
    ['an unknown key', ON_UPDATE, { 'x-api-key': 'da2-unknown' }, NOT_AUTHENTICATED],
    [
      'a field that the mode may not see',
      'subscription { onDeleted { jobId } }',
      undefined,
      { errorType: 'Unauthorized', message: 'Not Authorized to access onDeleted on type Subscription' },
    ],
    [
      'a resolver that refuses',
      'subscription { onRefused { jobId } }',
      undefined,
      { errorType: 'Refused', message: 'No.' },
    ],
    [
      'an unknown field',
      'subscription { onUpdate { nothing } }',
      undefined,
      {
        message:
          "Validation error of type FieldUndefined: Field 'nothing' in type 'Update' is undefined @ 'onUpdate/nothing'",
      },
    ],
    [
      'a query',
      '{ echo(text: "a") }',
      undefined,
      { errorType: 'UnsupportedOperation', message: 'query not supported through the realtime channel' },
    ],
    [
      'two fields',
      'subscription { onUpdate { jobId } onRefused { jobId } }',
      undefined,
      { message: expect.stringMatching(/^Validation error of type /) as string },
    ],
    [
      'a field that it skips',
      'subscription { onUpdate @skip(if: true) { jobId } }',
      undefined,
      { errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel' },
    ],
    [
      'a mutation',
      'mutation { publish(input: { jobId: "a" }) { jobId } }',
      undefined,
      { errorType: 'UnsupportedOperation', message: 'mutation not supported through the realtime channel' },
    ],
    [
      'what is not GraphQL',
      'subscription {',
      undefined,
      { errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' },
    ],
  ];
  it.each(REFUSALS)('is answered `error` for %s', async (_, query, authorization, expected) => {
    const client = await connect();
    client.send(startMessage('1', query, {}, authorization));
    expect(await client.next()).toEqual(error('1', expected));
    await subscribe(client, '1', ON_UPDATE);
  });

  it('is answered `Permission denied` when IAM allows its caller none of its fields', async () => {
    const client = await connect();
    const query = 'subscription { onUpdate { jobId } }';
    const body = JSON.stringify({ query, variables: {} });
    const signed = await signedHeaders(api.keys.publisher, { host: api.host, path: '/graphql', body });
    client.send(startMessage('1', query, {}, signed));
    expect(await client.next()).toEqual(
      error('1', { errorType: 'UnauthorizedException', message: 'Permission denied' }),
    );
  });

  it('is not authenticated by a signature over other data than it sends', async () => {
    const client = await connect();
    const signed = await signedHeaders(api.keys.admin, { host: api.host, path: '/graphql', body: '{}' });
    client.send(startMessage('1', ON_UPDATE, {}, signed));
    expect(await client.next()).toEqual(error('1', NOT_AUTHENTICATED));
  });

  it('takes keys twice in two spellings, as one client sends them', async () => {
    const client = await connect();
    client.send(startMessage('1', ON_UPDATE, {}, { ...apiKeyAuthorization(api.host), 'X-Api-Key': API_KEY }));
    expect(await client.next()).toEqual({ id: '1', type: 'start_ack' });
  });

  it('is refused when its filter is over a limit', async () => {
    const client = await connect();
    const filter = JSON.stringify({
      filterGroup: [{ filters: [{ fieldName: 'jobId', operator: 'in', value: ['1', '2', '3', '4', '5', '6'] }] }],
    });
    client.send(
      startMessage('1', 'subscription($filter: AWSJSON!) { onFiltered(filter: $filter) { jobId } }', { filter }),
    );
    expect(await client.next()).toEqual(
      error('1', { message: 'subscription exceeds maximum value limit 5 for operator `in`.', errorCode: 400 }),
    );
  });

  it('is refused, and ends nothing else, when its argument is too deep to compare', async () => {
    const client = await connect();
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    client.send(
      startMessage('1', 'subscription($json: AWSJSON) { onAnything(json: $json) { jobId } }', { json: deep }),
    );
    expect(await client.next()).toEqual(
      error('1', { errorType: 'InternalFailure', message: 'An internal error occurred.' }),
    );
    await subscribe(client, '1', ON_UPDATE);
  });

  it('is a warning in the log when it is refused in a way for which clients close the whole connection', async () => {
    const client = await connect();
    client.send(startMessage('forged\nline', 'subscription { onDeleted { jobId } }'));
    await client.next();
    expect(await api.logged(/subscription forged/)).toBe(
      'AppSync: WARNING: for this, current clients close the whole connection, and connect again: ' +
        'subscription forged\\u000aline: Not Authorized to access onDeleted on type Subscription',
    );
  });

  it('is not told of an event over 240 KB; the log is', async () => {
    const client = await connect();
    await subscribe(client, '1', 'subscription { onUpdate { jobId text } }');
    await api.publish({ jobId: 'large', text: 'x'.repeat(245_760) });
    await api.publish({ jobId: 'small', text: 'x'.repeat(240_000) });
    expect(await client.next()).toMatchObject({ payload: { data: { onUpdate: { jobId: 'small' } } } });
    expect(await api.logged(/240|245760/)).toMatch(/event of publish is \d+ bytes for onUpdate/);
  });
});

describe('a message that is not understood', () => {
  it.each<[string, unknown]>([
    ['not JSON', 'not json'],
    ['not an object', '[]'],
    ['without a type', {}],
    ['of an unknown type', { id: '1', type: 'subscribe', payload: {} }],
    ['a `start` without `id`', { type: 'start', payload: { data: '{}' } }],
    ['a `start` without payload', { id: '1', type: 'start' }],
    ['a `start` whose `data` is an object', { id: '1', type: 'start', payload: { data: { query: ON_UPDATE } } }],
    ['a `start` whose `data` is not JSON', { id: '1', type: 'start', payload: { data: ON_UPDATE } }],
  ])('is answered `error` with an empty `id`: %s', async (_, message) => {
    const client = await connect();
    client.send(message);
    expect(await client.next()).toEqual(NOT_UNDERSTOOD);
    await subscribe(client, '1', ON_UPDATE);
  });

  it('is answered so in binary, too', async () => {
    const client = await connect();
    client.socket.send(Buffer.from(JSON.stringify(startMessage('1', ON_UPDATE))));
    expect(await client.next()).toEqual(NOT_UNDERSTOOD);
  });

  it('ends the socket with 1009 when it is over 1 MB', async () => {
    const client = await connect();
    client.send('x'.repeat(1024 * 1024 + 1));
    expect(await client.closed).toBe(1009);
  });

  it('is ignored when it is a `stop` of nothing', async () => {
    const client = await connect();
    client.send({ id: 'nothing', type: 'stop' });
    client.send({ type: 'stop' });
    await subscribe(client, '1', ON_UPDATE);
  });
});
