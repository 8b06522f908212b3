import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { describeClients } from '../clients/describe-clients.ts';
import { openBrowser } from './open-browser.ts';
import { openClientPage } from './open-client-page.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describeClients(
  (client) => openClientPage(browser, client),
  [
    // Amplify asks plainly, and subscribes over TLS on the same port.
    ['Amplify', 'an API key', 'http://127.0.0.1'],
    ['Amplify', 'IAM', 'http://127.0.0.1'],
    ['Amplify', 'an API key', 'https://localhost'],
    ['Amplify', 'IAM', 'https://localhost'],
    ['Amplify', 'an API key', 'HTTP://127.0.0.1'],
    ['Apollo', 'an API key', 'http://127.0.0.1'],
    ['Apollo', 'IAM', 'http://127.0.0.1'],
    ['Apollo', 'an API key', 'https://localhost'],
    ['Apollo', 'IAM', 'https://localhost'],
  ],
);
