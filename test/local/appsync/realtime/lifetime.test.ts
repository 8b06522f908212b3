import { once } from 'node:events';
import { request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { API_KEY, serveTestApi, type TestApi } from './test-api.ts';
import { connect, open, subprotocols, subscribe } from './test-client.ts';

const ON_UPDATE = 'subscription { onUpdate { jobId text } }';

let api: TestApi | undefined;
const serve = async (...options: Parameters<typeof serveTestApi>): Promise<TestApi> =>
  (api = await serveTestApi(...options));
afterEach(() => api?.close());

describe('a connection', () => {
  it('is sent `ka` at every interval', async () => {
    const { host } = await serve({ keepAliveIntervalMs: 30 });
    const client = await connect(host);
    // More than the pings that it may leave unanswered.
    for (let interval = 0; interval < 5; interval += 1) expect(await client.next()).toEqual({ type: 'ka' });
  });

  it('is sent no `ka` before its `connection_ack`', async () => {
    const { host } = await serve({ keepAliveIntervalMs: 10 });
    const client = await open(host);
    let pings = 0;
    await new Promise<void>((resolve) => {
      client.socket.on('ping', () => {
        pings += 1;
        if (pings === 2) resolve();
      });
    });
    client.send({ type: 'connection_init' });
    expect(await client.next()).toMatchObject({ type: 'connection_ack' });
  });

  it('ends with 1000 at its age limit', async () => {
    const { host } = await serve({ maxConnectionMs: 50 });
    expect(await (await open(host)).closed).toBe(1000);
  });

  it('ends when it leaves pings unanswered', async () => {
    const { host, logged } = await serve({ keepAliveIntervalMs: 20 });
    const client = await connect(host, { autoPong: false });
    expect(await client.closed).toBe(1006);
    expect(await logged(/no longer answers/)).toBeDefined();
  });

  it('takes its subscriptions along when it ends', async () => {
    const { host, engine, publish } = await serve();
    const project = vi.spyOn(engine, 'project');
    const projections = async (): Promise<number> => {
      project.mockClear();
      await publish({ jobId: 'a' });
      return project.mock.calls.length;
    };
    const client = await connect(host);
    await subscribe(client, '1', ON_UPDATE);
    expect(await projections()).toBe(1);
    client.socket.terminate();
    // The server hears of it a moment later.
    while ((await projections()) > 0) await client.closed;
  });

  it('ends with 1001 when the engine stops', async () => {
    const { host, close } = await serve();
    const client = await connect(host);
    await close();
    api = undefined;
    expect(await client.closed).toBe(1001);
  });

  it('ends when the engine stops and its client does not answer, in the middle of a frame', async () => {
    const { host, close } = await serve({ closeTimeoutMs: 50 });
    const socket = await upgraded(host);
    // A masked text frame of 100 bytes, of which one has come.
    socket.write(Buffer.from([0x81, 0x80 + 100, 1, 2, 3, 4, 5]));
    const ended = once(socket, 'close');
    await close();
    api = undefined;
    await ended;
  });

  it('that is still being asked for when the engine stops does not hold it up', async () => {
    const { host, close } = await serve();
    const [hostname, port] = host.split(':');
    const socket = createConnection({ host: hostname ?? '', port: Number(port) });
    await once(socket, 'connect');
    const ended = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
    socket.resume().write(`GET /graphql/realtime HTTP/1.1\r\nHost: ${host}\r\nUpgrade: webso`);
    await close();
    api = undefined;
    await ended;
  });

  it('that pings faster than its pongs can leave is cut off', async () => {
    const { host } = await serve();
    const socket = await upgraded(host);
    const ended = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
    // A masked ping of 125 bytes, a thousand times.
    const ping = Buffer.concat([Buffer.from([0x89, 0x80 + 125]), Buffer.alloc(4 + 125)]);
    socket.write(Buffer.alloc(1000 * ping.length, ping));
    await ended;
  });

  it('that does not read is cut off, and holds up nobody', async () => {
    const { host, publish, log } = await serve({ maxUnsentBytes: 300_000 });
    const [slow, quick] = [await connect(host), await connect(host)];
    await subscribe(slow, '1', ON_UPDATE);
    await subscribe(quick, '1', ON_UPDATE);
    slow.socket.pause();
    const text = 'x'.repeat(200_000);
    // The kernels on both sides take some megabytes first.
    for (let index = 0; index < 100 && !log.some((line) => line.includes('bytes unread: disconnected')); index += 1) {
      await publish({ jobId: String(index), text });
      expect(await quick.next()).toMatchObject({ payload: { data: { onUpdate: { jobId: String(index) } } } });
    }
    slow.socket.resume();
    expect(await slow.closed).toBe(1006);
    await publish({ jobId: 'after' });
    expect(await quick.next()).toMatchObject({ payload: { data: { onUpdate: { jobId: 'after' } } } });
  });
});

/** The TCP connection of a WebSocket, after the upgrade. */
async function upgraded(host: string): Promise<Socket> {
  const authorization = { host, 'x-api-key': API_KEY };
  const [hostname, port] = host.split(':');
  const upgrade = request({
    hostname,
    port,
    path: '/graphql/realtime',
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      'sec-websocket-protocol': subprotocols(authorization).join(', '),
    },
  }).end();
  const [, socket] = (await once(upgrade, 'upgrade')) as [unknown, Socket];
  return socket.resume();
}
