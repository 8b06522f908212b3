import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { bundleClient, type ClientName } from '../clients/bundle-client.ts';
import { type ClientHost, createClientHost, type Report } from '../clients/client-host.ts';
import type { ClientPage } from '../clients/run-in-browser.ts';

/** Opens a host of clients in a page of its own, which is served from another origin than the API. */
export async function openClientPage(browser: Browser, name: ClientName): Promise<ClientHost> {
  const script = await bundleClient(name, 'browser');
  const server = createServer((request, response) => {
    const isPage = request.url === '/';
    response.writeHead(200, { 'content-type': isPage ? 'text/html' : 'text/javascript' });
    response.end(isPage ? '<!doctype html><script src="client.js"></script>' : script);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const context = await browser.newContext();
  const page = await context.newPage();
  let report: (report: Report) => void = () => undefined;
  await page.exposeFunction('report' satisfies keyof ClientPage, (reported: Report) => report(reported));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return createClientHost({
    call: (call) => page.evaluate((given) => (globalThis as unknown as ClientPage).answer(given), call),
    onReport(listener) {
      report = listener;
    },
    async close() {
      await context.close();
      server.closeAllConnections();
      server.close();
    },
  });
}
