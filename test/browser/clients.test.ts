import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import type { ClientName } from '../clients/bundle-client.ts';
import type { ClientHost } from '../clients/client-host.ts';
import { describeClients } from '../clients/describe-clients.ts';
import type { ServedApi } from '../clients/serve-api.ts';
import { openBrowser } from './open-browser.ts';
import { openClientPage } from './open-client-page.ts';
import { openGraphiql } from './open-graphiql-page.ts';
import { trustLocalCa, type TrustingHome } from './trust-local-ca.ts';

/** One for all the pages. It starts with the first, since it trusts the API's certificate authority from the start. */
let opened: Promise<{ browser: Browser; home: TrustingHome }> | undefined;

async function openTrusting({ ca }: ServedApi): Promise<{ browser: Browser; home: TrustingHome }> {
  const home = await trustLocalCa(ca.certificateFile);
  return { browser: await openBrowser(home.env), home };
}

async function open(client: ClientName | 'GraphiQL', api: ServedApi): Promise<ClientHost> {
  opened ??= openTrusting(api);
  const { browser } = await opened;
  return client === 'GraphiQL' ? openGraphiql(browser) : openClientPage(browser, client);
}

afterAll(async () => {
  const { browser, home } = (await opened) ?? {};
  await browser?.close();
  await home?.remove();
});

describeClients(open, [
  // Amplify asks plainly, and subscribes over TLS on the same port.
  ['Amplify', 'an API key', 'http://127.0.0.1'],
  ['Amplify', 'IAM', 'http://127.0.0.1'],
  ['Amplify', 'an API key', 'https://localhost'],
  ['Amplify', 'IAM', 'https://localhost'],
  ['Amplify', 'an API key', 'HTTP://127.0.0.1'],
  ['Amplify', 'IAM', 'HTTP://127.0.0.1'],
  ['Apollo', 'an API key', 'http://127.0.0.1'],
  ['Apollo', 'IAM', 'http://127.0.0.1'],
  ['Apollo', 'an API key', 'https://localhost'],
  ['Apollo', 'IAM', 'https://localhost'],
  ['GraphiQL', 'an API key', 'http://127.0.0.1'],
  ['GraphiQL', 'IAM', 'http://127.0.0.1'],
  ['GraphiQL', 'an API key', 'https://localhost'],
  ['GraphiQL', 'IAM', 'https://localhost'],
]);
