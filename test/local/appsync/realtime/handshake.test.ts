import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, EXPIRED_API_KEY, serveTestApi, type TestApi } from './test-api.ts';
import {
  connect as connectTo,
  type ConnectOptions,
  open as openTo,
  startMessage,
  subprotocols,
  type TestClient,
} from './test-client.ts';
import { signedHeaders } from '../authorization/test-callers.ts';

const ACK = { type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } };
const KA = { type: 'ka' };
const NOT_AUTHENTICATED = {
  errorType: 'UnauthorizedException',
  message: 'You are not authorized to make this call.',
};
const ON_UPDATE = 'subscription { onUpdate { jobId version } }';

let api: TestApi;
const clients: TestClient[] = [];
beforeAll(async () => {
  api = await serveTestApi();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.terminate();
});
afterAll(() => api.close());

const tracked = (client: TestClient): TestClient => {
  clients.push(client);
  return client;
};
const open = async (options?: ConnectOptions) => tracked(await openTo(api.host, options));
const connect = async (options?: ConnectOptions) => tracked(await connectTo(api.host, options));

const base64 = (value: object, encoding: BufferEncoding = 'base64') =>
  Buffer.from(JSON.stringify(value)).toString(encoding);
// The question marks and tildes put `+` and `/` into the base64.
const OBJECT = { host: 'localhost', 'x-api-key': API_KEY, extra: '>>>???~~~' };

describe('the handshake', () => {
  it.each<[string, ConnectOptions]>([
    ['a subprotocol', { protocols: subprotocols(OBJECT) }],
    [
      'the query string',
      {
        protocols: ['graphql-ws'],
        path: `/graphql/realtime?header=${encodeURIComponent(base64(OBJECT))}&payload=e30=`,
      },
    ],
    [
      'the query string, unescaped',
      { protocols: ['graphql-ws'], path: `/graphql/realtime?header=${base64(OBJECT)}&payload=e30=` },
    ],
    [
      'the query string, with the url-safe alphabet',
      { protocols: ['graphql-ws'], path: `/graphql/realtime?header=${base64(OBJECT, 'base64url')}` },
    ],
    ['the headers', { protocols: ['graphql-ws'], headers: { 'x-api-key': API_KEY } }],
    ['a subprotocol, with names in any case', { protocols: subprotocols({ HOST: 'localhost', 'X-Api-Key': API_KEY }) }],
    ['a subprotocol, on `/graphql`', { path: '/graphql', protocols: subprotocols(OBJECT) }],
  ])('takes the authorization object from %s', async (_, options) => {
    const client = await open(options);
    client.send({ type: 'connection_init' });
    expect([await client.next(), await client.next()]).toEqual([ACK, KA]);
  });

  it('takes a signature over `POST /graphql/connect` and `{}`', async () => {
    const { host, keys } = api;
    const signed = await signedHeaders(keys.nobody, { host, path: '/graphql/connect', body: '{}' });
    const client = await open({ protocols: subprotocols(signed) });
    client.send({ type: 'connection_init' });
    expect([await client.next(), await client.next()]).toEqual([ACK, KA]);
  });

  it('echoes `graphql-ws` alone', async () => {
    const client = await open({ protocols: [...subprotocols(OBJECT), 'another'].reverse() });
    expect(client.socket.protocol).toBe('graphql-ws');
  });

  it('answers `NoProtocolError` when no subprotocol is offered, and closes', async () => {
    const client = await open({ protocols: [], headers: { 'x-api-key': API_KEY } });
    expect(await client.next()).toEqual({
      type: 'connection_error',
      payload: { errors: [{ message: 'NoProtocolError', errorCode: 400 }] },
    });
    expect(await client.closed).toBe(1000);
  });

  it('answers `SubProtocolNotSupportedError` to other subprotocols, and drops the connection', async () => {
    const [hostname, port] = api.host.split(':');
    const upgrade = request({
      hostname,
      port,
      path: '/graphql/realtime',
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        'sec-websocket-protocol': 'graphql-transport-ws',
      },
    }).end();
    const [response, socket, head] = (await once(upgrade, 'upgrade')) as [
      { headers: Record<string, string> },
      NodeJS.ReadableStream,
      Buffer,
    ];
    const chunks: Buffer[] = [head];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    const frame = Buffer.concat(chunks);
    expect(response.headers['sec-websocket-protocol']).toBeUndefined();
    // One text frame, and no closing frame after it.
    expect([frame[0], frame[1]]).toEqual([0x81, frame.length - 2]);
    expect(JSON.parse(frame.subarray(2).toString())).toEqual({
      type: 'connection_error',
      payload: { errors: [{ message: 'SubProtocolNotSupportedError', errorCode: 400 }] },
    });
  });

  it.each<[string, (host: string) => object | Promise<object>]>([
    ['no key', (host) => ({ host })],
    ['an unknown key', (host) => ({ host, 'x-api-key': 'da2-unknown' })],
    ['an expired key', (host) => ({ host, 'x-api-key': EXPIRED_API_KEY })],
    ['a token of a mode that the API lacks', (host) => ({ host, Authorization: 'ey.ey.ey' })],
    [
      'a signature by an unknown access key',
      (host) =>
        signedHeaders(
          { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' },
          { host, path: '/graphql/connect', body: '{}' },
        ),
    ],
    [
      'a signature by a wrong secret',
      (host) =>
        signedHeaders({ ...api.keys.admin, secretAccessKey: 'x' }, { host, path: '/graphql/connect', body: '{}' }),
    ],
    [
      'a signature over another path',
      (host) => signedHeaders(api.keys.admin, { host, path: '/graphql/realtime', body: '{}' }),
    ],
    [
      'a signature over another body',
      (host) => signedHeaders(api.keys.admin, { host, path: '/graphql/connect', body: '' }),
    ],
    [
      'a signature for another service',
      (host) =>
        signedHeaders(api.keys.admin, { host, path: '/graphql/connect', body: '{}' }, { service: 'execute-api' }),
    ],
    [
      'a signature for another region',
      (host) => signedHeaders(api.keys.admin, { host, path: '/graphql/connect', body: '{}' }, { region: 'eu-west-1' }),
    ],
    [
      'a signature of an hour ago',
      (host) =>
        signedHeaders(
          api.keys.admin,
          { host, path: '/graphql/connect', body: '{}' },
          { signingDate: new Date(Date.now() - 3_600_000) },
        ),
    ],
  ])('answers `connection_error` to %s, and closes', async (_, authorization) => {
    const client = await open({ protocols: subprotocols(await authorization(api.host)) });
    client.send({ type: 'connection_init' });
    expect(await client.next()).toEqual({
      type: 'connection_error',
      payload: { errors: [{ ...NOT_AUTHENTICATED, errorCode: 401 }] },
    });
    expect(await client.closed).toBe(1000);
  });

  it('sends `connection_error` to a client that says nothing, too', async () => {
    const client = await open({ protocols: ['graphql-ws'] });
    expect(await client.next()).toMatchObject({ type: 'connection_error' });
  });

  it('takes an object that is not readable for none', async () => {
    const client = await open({
      protocols: ['graphql-ws', 'header-!!!'],
      path: '/graphql/realtime?header=bm90IGpzb24',
    });
    expect(await client.next()).toMatchObject({ type: 'connection_error' });
  });

  it.each([
    ['403', 'another `Host`', { headers: { host: 'example.com' } }],
    ['404', 'another path', { path: '/realtime' }],
  ])('answers HTTP %s to %s', async (status, _, options) => {
    await expect(open(options)).rejects.toThrow(`Unexpected server response: ${status}`);
  });

  it('does not look at `Origin`', async () => {
    const client = await connect({ headers: { origin: 'https://app.example.com' } });
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it('ignores what comes before the `connection_ack`, and a second `connection_init`', async () => {
    const client = await open();
    client.send(startMessage('early', ON_UPDATE));
    client.send('not json');
    client.send({ type: 'connection_init' });
    client.send({ type: 'connection_init' });
    expect([await client.next(), await client.next()]).toEqual([ACK, KA]);
    client.send(startMessage('late', ON_UPDATE));
    expect(await client.next()).toEqual({ id: 'late', type: 'start_ack' });
  });
});
