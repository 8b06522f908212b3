import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPages, type PageAuthorization } from '../../local/pages/create-pages.ts';

/** Serves the pages for an API elsewhere, on a free port of the loopback interface. */
export async function servePages(api: {
  graphqlUrl: string;
  realtimeUrl: string;
  authorization?: PageAuthorization;
}): Promise<{ url: string; close(): Promise<void> }> {
  const { graphqlUrl, realtimeUrl, authorization = { apiKey: 'da2-key' } } = api;
  const pages = await createPages({ graphqlUrl, realtimeUrl, authorization, log: () => undefined });
  const server = createServer((req, res) => {
    if (!pages.handle(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pages.close();
    },
  };
}
