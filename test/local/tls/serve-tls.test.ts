import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Agent, get, type RequestOptions } from 'node:https';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { issueServerCertificate, type KeyedCertificate, makeLocalCa } from '../../../local/tls/certificates.ts';
import { close, listen } from '../../../local/listen.ts';
import { serveTls } from '../../../local/tls/serve-tls.ts';

/** A server that answers what it knows of a connection, and echoes WebSocket messages. */
type Stack = { port: number; refusals: () => number; connections(): Promise<number>; close(): Promise<void> };

let ca: KeyedCertificate;
let certificate: KeyedCertificate;
let stack: Stack;

beforeAll(async () => {
  ca = await makeLocalCa();
  certificate = await issueServerCertificate(ca);
  stack = await serve();
});

afterAll(() => stack.close());

describe('a port that serves TLS too', () => {
  it('answers plain HTTP and HTTPS alike, and tells the server which it was', async () => {
    const plain = await fetch(`http://127.0.0.1:${stack.port}/`);
    expect(await plain.json()).toEqual({ encrypted: false, remoteAddress: '127.0.0.1' });
    expect(JSON.parse(await getSecurely(stack.port))).toEqual({ encrypted: true, remoteAddress: '127.0.0.1' });
  });

  it.each(['ws', 'wss'])('takes WebSockets over `%s`', async (scheme) => {
    const socket = new WebSocket(`${scheme}://localhost:${stack.port}/`, 'graphql-ws', { ca: ca.certificate });
    await once(socket, 'open');
    socket.send('hello');
    const [message] = (await once(socket, 'message')) as [Buffer];
    expect({ message: String(message), protocol: socket.protocol }).toEqual({
      message: 'hello',
      protocol: 'graphql-ws',
    });
    socket.close();
    await once(socket, 'close');
  });

  it('keeps a TLS connection for further requests', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await getSecurely(stack.port, { agent });
    const reused = get({ host: '127.0.0.1', port: stack.port, ca: ca.certificate, agent });
    const [response] = (await once(reused, 'response')) as [NodeJS.ReadableStream];
    await text(response);
    expect(reused.reusedSocket).toBe(true);
    agent.destroy();
  });

  it('speaks TLS 1.2 and 1.3 and, of what ALPN offers, `http/1.1`', async () => {
    const offered = { ALPNProtocols: ['h2', 'http/1.1'] };
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const client = await secured({ ...offered, minVersion: version, maxVersion: version });
      expect([client.getProtocol(), client.alpnProtocol]).toEqual([version, 'http/1.1']);
      client.destroy();
    }
    await expect(secured({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' })).rejects.toThrow(
      /protocol version/,
    );
  });

  it('reads a request that comes a byte at a time', async () => {
    const client = connectTcp({ port: stack.port, host: '127.0.0.1', noDelay: true });
    await once(client, 'connect');
    const answer = text(client);
    for (const byte of 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n') {
      await new Promise((resolve) => client.write(byte, resolve));
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it.each([
    { what: 'what is neither HTTP nor TLS', bytes: Buffer.from([0, 1, 2, 3, 13, 10, 13, 10]) },
    { what: 'a handshake that is garbage', bytes: Buffer.alloc(64, 0x16) },
  ])('ends a connection that sends $what, and goes on serving', async ({ bytes }) => {
    const client = connectTcp(stack.port, '127.0.0.1');
    client.write(bytes);
    await ended(client);
    expect(await getSecurely(stack.port)).toContain('true');
  });
});

describe('a client that does not trust the certificate', () => {
  it('is refused nothing but by itself, and is told of once however often it tries', async () => {
    const other = await serve();
    for (let attempts = 0; attempts < 3; attempts += 1) {
      await expect(getSecurely(other.port, { ca: [] })).rejects.toThrow('unable to verify the first certificate');
    }
    await until(async () => (await other.connections()) === 0);
    expect(other.refusals()).toBe(1);
    await other.close();
  });

  it('is not what a client is that has asked for something, or has spoken no TLS', async () => {
    const other = await serve();
    await getSecurely(other.port);
    await (await fetch(`http://127.0.0.1:${other.port}/`)).text();
    const garbage = connectTcp(other.port, '127.0.0.1');
    garbage.write(Buffer.alloc(64, 0x16));
    await ended(garbage);
    await other.close();
    expect(other.refusals()).toBe(0);
  });
});

describe('a client that keeps the server waiting', () => {
  it.each([
    { what: 'sends nothing', bytes: Buffer.alloc(0) },
    { what: 'does not end its handshake', bytes: Buffer.from([0x16, 3, 1]) },
  ])('is given up when it $what', async ({ bytes }) => {
    const impatient = await serve({ patienceMs: 50 });
    const client = connectTcp(impatient.port, '127.0.0.1');
    client.write(bytes);
    await ended(client);
    await until(async () => (await impatient.connections()) === 0);
    await impatient.close();
  });

  it('is given no time limit once it is served', async () => {
    const impatient = await serve({ patienceMs: 1_000 });
    const [plain, secure] = ['ws', 'wss'].map(
      (scheme) => new WebSocket(`${scheme}://localhost:${impatient.port}/`, { ca: ca.certificate }),
    );
    if (plain === undefined || secure === undefined) throw new Error('no clients');
    await Promise.all([once(plain, 'open'), once(secure, 'open')]);
    // As long as it takes to give up a silent connection that came later.
    const silent = connectTcp(impatient.port, '127.0.0.1');
    await ended(silent);
    expect([plain.readyState, secure.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    await impatient.close();
  });

  it('leaves nothing behind when it goes without a word', async () => {
    const client = connectTcp(stack.port, '127.0.0.1');
    await once(client, 'connect');
    client.end();
    await ended(client);
  });

  it('does not hold up `close`, whatever it was in the middle of', async () => {
    const other = await serve();
    const silent = connectTcp(other.port, '127.0.0.1');
    const halfway = connectTcp(other.port, '127.0.0.1');
    halfway.write(Buffer.from([0x16, 3, 1]));
    const secure = connectTls({ port: other.port, host: '127.0.0.1', ca: ca.certificate });
    await once(secure, 'secureConnect');
    const socket = new WebSocket(`wss://localhost:${other.port}/`, { ca: ca.certificate });
    socket.on('error', () => undefined);
    await once(socket, 'open');
    const gone = Promise.all([ended(silent), ended(halfway), ended(secure), once(socket, 'close')]);
    await other.close();
    await gone;
    expect(other.refusals()).toBe(0);
  });
});

async function serve(options: { patienceMs?: number } = {}): Promise<Stack> {
  const server: Server = createServer((request, response) => {
    const { socket } = request;
    response.end(JSON.stringify({ encrypted: 'encrypted' in socket, remoteAddress: socket.remoteAddress }));
  });
  const webSockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'graphql-ws' });
  server.on('upgrade', (request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', () => undefined);
      client.on('message', (data) => client.send(data as Buffer));
    });
  });
  const { port } = await listen(server);
  let refusals = 0;
  const tls = serveTls(server, { ...certificate, ...options, onRefused: () => (refusals += 1) });
  return {
    port,
    refusals: () => refusals,
    connections: () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    async close() {
      await tls.close();
      await close(server);
    },
  };
}

async function getSecurely(port: number, options: RequestOptions = {}): Promise<string> {
  const request = get({ host: '127.0.0.1', port, ca: ca.certificate, agent: false, ...options });
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
  return text(response);
}

async function secured(options: object): Promise<TLSSocket> {
  const client = connectTls({ port: stack.port, host: '127.0.0.1', ca: ca.certificate, ...options });
  await once(client, 'secureConnect');
  return client;
}

/** Resolves once a client's connection has ended, however that came about. */
function ended(client: Socket): Promise<void> {
  client.on('error', () => undefined);
  client.resume();
  return new Promise((resolve) => client.once('close', () => resolve()));
}

/** Resolves once a condition holds that no event announces. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
