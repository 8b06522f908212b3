import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPages, type Pages } from '../../../local/pages/create-pages.ts';
import { listen, type Listening } from '../../embedded/listen.ts';

describe('the pages', () => {
  let pages: Pages;
  let server: Listening;
  const lines: string[] = [];

  beforeAll(async () => {
    pages = await createPages({
      graphqlUrl: 'http://127.0.0.1:4000/graphql',
      realtimeUrl: 'ws://127.0.0.1:4000/graphql/realtime',
      authorization: { apiKey: 'da2-secret' },
      log: (line) => lines.push(line),
    });
    server = await listen(
      createServer((req, res) => {
        if (!pages.handle(req, res)) res.writeHead(404).end('not mine');
      }),
    );
  });

  afterAll(async () => {
    await server.close();
    await pages.close();
  });

  const ask = (path: string, { method = 'GET', host = 'localhost' } = {}) =>
    new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      request({ hostname, port, path, method, headers: { host } }, (response) => {
        void text(response).then((body) => resolve({ status: response.statusCode, headers: response.headers, body }));
      })
        .on('error', reject)
        .end();
    });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/?x=1', 'text/html; charset=utf-8'],
    ['/main.js', 'text/javascript; charset=utf-8'],
    ['/style.css', 'text/css; charset=utf-8'],
    ['/details.css', 'text/css; charset=utf-8'],
    ['/uplot.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
    ['/config.json', 'application/json'],
    ['/graphiql', 'text/html; charset=utf-8'],
    ['/graphiql/main.js', 'text/javascript; charset=utf-8'],
    ['/graphiql/graphiql.js', 'text/javascript; charset=utf-8'],
    ['/graphiql/graphiql.css', 'text/css; charset=utf-8'],
    ['/graphiql/react.js', 'text/javascript; charset=utf-8'],
    ['/graphiql/react-dom.js', 'text/javascript; charset=utf-8'],
  ])('serves %s as %s, not to be guessed otherwise', async (path, contentType) => {
    const { status, headers, body } = await ask(path);

    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, contentType, 'nosniff']);
    expect(body.length).toBeGreaterThan(0);
  });

  it('tells the page where the API is and how it may use it, and lets nobody keep it', async () => {
    const { headers, body } = await ask('/config.json');

    expect(JSON.parse(body)).toEqual({
      graphqlUrl: 'http://127.0.0.1:4000/graphql',
      realtimeUrl: 'ws://127.0.0.1:4000/graphql/realtime',
      graphiqlUrl: '/graphiql',
      authorization: { apiKey: 'da2-secret' },
    });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('runs no script but its own, and connects to the API alone', async () => {
    const { headers } = await ask('/');

    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self' http://127.0.0.1:4000 ws://127.0.0.1:4000; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('allows GraphiQL inline styles, but no inline script', async () => {
    const { headers } = await ask('/graphiql');

    expect(headers['content-security-policy']).toContain("script-src 'self'; style-src 'self' 'unsafe-inline';");
  });

  it('answers `HEAD` without a body and nothing but `GET` and `HEAD`', async () => {
    const head = await ask('/', { method: 'HEAD' });
    const post = await ask('/', { method: 'POST' });

    expect([head.status, head.body]).toEqual([200, '']);
    expect([post.status, post.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('tells a foreign `Host` nothing', async () => {
    const { status, body } = await ask('/config.json', { host: 'localhost.evil.example' });

    expect(status).toBe(403);
    expect(body).not.toContain('da2-secret');
  });

  it.each(['/graphql', '/nothing', '/graphiql/', '/../package.json', '/%2e%2e/package.json', '//'])(
    'leaves %s to others',
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 404, body: 'not mine' });
    },
  );
});
