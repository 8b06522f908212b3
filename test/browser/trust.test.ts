import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { close, listen } from '../../local/listen.ts';
import { issueServerCertificate } from '../../local/tls/certificates.ts';
import { type LocalCa, openLocalCa } from '../../local/tls/open-local-ca.ts';
import { serveTls } from '../../local/tls/serve-tls.ts';
import { openBrowser } from './open-browser.ts';
import { trustLocalCa, type TrustingHome } from './trust-local-ca.ts';

let directory: string;
let ca: LocalCa;
let home: TrustingHome;
let browser: Browser;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'local-ca-'));
  ca = await openLocalCa(join(directory, 'ca'));
  home = await trustLocalCa(ca.certificateFile);
  browser = await openBrowser(home.env);
});

afterAll(async () => {
  await browser.close();
  await home.remove();
  rmSync(directory, { recursive: true });
});

describe('Chromium', () => {
  it('opens `https` and, from a plain page, `wss` addresses once it trusts the authority', async () => {
    const stack = await serve();
    const page = await browser.newPage();
    for (const host of ['localhost', '127.0.0.1']) {
      const response = await page.goto(`https://${host}:${stack.port}/`);
      expect(await response?.text()).toBe('over TLS');
    }
    await page.goto(`http://127.0.0.1:${stack.port}/`);
    expect(await page.evaluate(openSocket, `wss://127.0.0.1:${stack.port}/`)).toBe('open');
    expect(stack.refusals()).toBe(0);
    await page.close();
    await stack.close();
  });

  it('refuses a name that the authority may not vouch for', async () => {
    const stack = await serve({ dns: ['example.com', 'localhost'], ip: [] });
    const page = await browser.newPage();
    await expect(page.goto(`https://localhost:${stack.port}/`)).rejects.toThrow('net::ERR_CERT_INVALID');
    await page.close();
    await stack.close();
  });

  it('refuses the addresses where it does not trust the authority, and the server notices', async () => {
    const stack = await serve();
    const other = await trustLocalCa(ca.certificateFile);
    await other.undo();
    const distrusting = await openBrowser(other.env);
    const page = await distrusting.newPage();
    await page.goto(`http://127.0.0.1:${stack.port}/`);
    expect(await page.evaluate(openSocket, `wss://127.0.0.1:${stack.port}/`)).toBe('error');
    await expect(page.goto(`https://localhost:${stack.port}/`)).rejects.toThrow('net::ERR_CERT_AUTHORITY_INVALID');
    expect(stack.refusals()).toBe(1);
    await distrusting.close();
    await other.remove();
    await stack.close();
  });
});

/** In the page: what a WebSocket's first event is. */
function openSocket(url: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    for (const type of ['open', 'error']) socket.addEventListener(type, () => resolve(type), { once: true });
  });
}

async function serve(names?: { dns: string[]; ip: string[] }): Promise<{
  port: number;
  refusals(): number;
  close(): Promise<void>;
}> {
  const server = createServer((request, response) =>
    response.end('encrypted' in request.socket ? 'over TLS' : 'plain'),
  );
  const webSockets = new WebSocketServer({ server });
  const certificate = await issueServerCertificate(ca, names);
  const { port } = await listen(server);
  let refusals = 0;
  const tls = serveTls(server, { ...certificate, onRefused: () => (refusals += 1) });
  return {
    port,
    refusals: () => refusals,
    async close() {
      webSockets.close();
      await tls.close();
      await close(server);
    },
  };
}
