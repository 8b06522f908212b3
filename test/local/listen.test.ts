import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listen } from '../../local/listen.ts';

describe('listen', () => {
  it('answers on the port that it got, until it is closed', async () => {
    const { port, close } = await listen(createServer((_request, response) => response.end('here')));
    const url = `http://127.0.0.1:${port}`;
    expect(await (await fetch(url)).text()).toBe('here');
    await close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('restarts: connections end, new ones are refused, and the port answers again', async () => {
    const { port, close, restart } = await listen(createServer((_request, response) => void response.write('begun')));
    const url = `http://127.0.0.1:${port}`;
    const underWay = (await fetch(url)).text();
    const restarted = restart(300);
    await Promise.all([expect(fetch(url)).rejects.toThrow(), expect(underWay).rejects.toThrow()]);
    await restarted;
    expect((await fetch(url)).status).toBe(200);
    await close();
  });

  it('rejects in one line when the port is taken', async () => {
    const { port, close } = await listen(createServer());
    await expect(listen(createServer(), port)).rejects.toThrow(
      `port ${port} is in use; choose another with --port, or 0 for a free one`,
    );
    await close();
  });
});
