import { afterEach, describe, expect, it } from 'vitest';
import { serveTestApi, type TestApi } from './test-api.ts';
import { connect, open, subscribe } from './test-client.ts';

const ON_UPDATE = 'subscription { onUpdate { jobId text } }';

let api: TestApi | undefined;
const serve = async (...options: Parameters<typeof serveTestApi>): Promise<TestApi> =>
  (api = await serveTestApi(...options));
afterEach(() => api?.close());

describe('a connection', () => {
  it('is sent `ka` at every interval', async () => {
    const { host } = await serve({ keepAliveIntervalMs: 30 });
    const client = await connect(host);
    expect([await client.next(), await client.next()]).toEqual([{ type: 'ka' }, { type: 'ka' }]);
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
    expect(await (await connect(host)).closed).toBe(1000);
  });

  it('ends when it leaves pings unanswered', async () => {
    const { host, logged } = await serve({ keepAliveIntervalMs: 20 });
    const client = await connect(host, { autoPong: false });
    expect(await client.closed).toBe(1006);
    expect(await logged(/no longer answers/)).toBeDefined();
  });

  it('ends with 1001 when the engine stops, and takes its subscriptions along', async () => {
    const { host, close } = await serve();
    const client = await connect(host);
    await subscribe(client, '1', ON_UPDATE);
    await close();
    api = undefined;
    expect(await client.closed).toBe(1001);
  });

  it('that does not read is cut off, and holds up nobody', async () => {
    const { host, publish, logged } = await serve();
    const [slow, quick] = [await connect(host), await connect(host)];
    await subscribe(slow, '1', ON_UPDATE);
    await subscribe(quick, '1', ON_UPDATE);
    slow.socket.pause();
    const text = 'x'.repeat(200_000);
    for (let index = 0; index < 100; index += 1) {
      await publish({ jobId: String(index), text });
      expect(await quick.next()).toMatchObject({ payload: { data: { onUpdate: { jobId: String(index) } } } });
    }
    expect(await logged(/bytes unread: disconnected/)).toBeDefined();
    slow.socket.resume();
    expect(await slow.closed).toBe(1006);
  });
});
