import type { Browser } from 'playwright-core';
import type { Answer } from '../clients/client.ts';
import type { ClientHost } from '../clients/client-host.ts';
import { createQueue } from '../end-to-end/queue.ts';
import { servePages } from './serve-pages.ts';

/** CodeMirror on its element, as far as it is used here. */
type Editor = {
  CodeMirror: { getValue(): string; setValue(text: string): void; on(event: 'change', listener: () => void): void };
};

/** Opens GraphiQL as a host of clients: each is a page, which is worked as a person does. */
export function openGraphiql(browser: Browser): Promise<ClientHost> {
  const close: (() => Promise<void>)[] = [];
  return Promise.resolve({
    async createClient({ endpoint, region, authorization }) {
      if ('token' in authorization) throw new Error('GraphiQL has a key or signs, and takes no token');
      const pages = await servePages({
        graphqlUrl: endpoint,
        realtimeUrl: realtimeUrl(endpoint),
        authorization: 'apiKey' in authorization ? authorization : { region, ...authorization },
      });
      const page = await browser.newPage();
      close.push(() => page.close(), pages.close);
      const shown = createQueue<Answer>();
      const events = createQueue<Answer | { live: true }>();
      let show = (answer: Answer): void => shown.push(answer);

      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          if (payload.includes('"start_ack"')) events.push({ live: true });
        }),
      );
      await page.exposeFunction('shown', (text: string) => show(answerOf(text)));
      // With a wrong key GraphiQL shows at first why it has no schema.
      await page.goto(`${pages.url}graphiql`, { waitUntil: 'networkidle' });
      await page.locator('.result-window .CodeMirror').evaluate((element) => {
        const { CodeMirror } = element as unknown as Editor;
        CodeMirror.on('change', () => {
          const text = CodeMirror.getValue();
          if (text !== '') (globalThis as unknown as { shown(text: string): void }).shown(text);
        });
      });
      const run = async (document: string): Promise<void> => {
        const editor = page.locator('.graphiql-query-editor .CodeMirror');
        await editor.evaluate((element, text) => (element as unknown as Editor).CodeMirror.setValue(text), document);
        await page.getByRole('button', { name: /Execute/ }).click();
      };
      return {
        async execute(document) {
          await run(document);
          return shown.next();
        },
        subscribe(document) {
          show = events.push;
          return run(document);
        },
        unsubscribe: () => page.reload().then(() => undefined),
        next: () => events.next(),
      };
    },
    async close() {
      for (const one of close) await one();
    },
  } satisfies ClientHost);
}

const realtimeUrl = (endpoint: string): string => `${endpoint.replace('http', 'ws')}/realtime`;

function answerOf(text: string): Answer {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: { message: string }[] };
  return errors ? { errors: errors.map(({ message }) => message) } : { data };
}
