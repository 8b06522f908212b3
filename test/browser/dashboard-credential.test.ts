import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppSyncServer, startAppSyncServer } from '../client/appsync-server.ts';
import { openBrowser } from './open-browser.ts';
import { servePages } from './serve-pages.ts';

describe('a dashboard whose server gives it no way to use the API', () => {
  let browser: Browser;
  let api: AppSyncServer;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    api = await startAppSyncServer();
    page = await browser.newPage();
  });
  afterEach(async () => {
    await page.close();
    await api.close();
  });

  const live = () => page.locator('#connection[data-connection="live"]').waitFor();

  it.each([
    ['API_KEY', 'API key', 'x-api-key'],
    ['TOKEN', 'Token', 'authorization'],
  ] as const)('asks once for what it is told, %s, and keeps it in the tab', async (ask, label, header) => {
    const pages = await servePages({ ...api, authorization: { ask } as never });
    await page.goto(pages.url);
    await page.getByLabel(label, { exact: true }).last().fill('secret');
    const before = api.requests.length;
    await page.keyboard.press('Enter');
    await live();
    await page.reload();
    await live();

    expect(before).toBe(0);
    expect(new Set(api.requests.map(({ headers }) => headers[header]))).toEqual(new Set(['secret']));
    expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, '']);
    await pages.close();
  });

  it('asks again when the API refuses what it was given', async () => {
    const pages = await servePages({ ...api, authorization: { ask: 'API_KEY' } as never });
    api.behaviour.onInit = (peer) => {
      const errors = [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }];
      peer.send({ type: 'connection_error', payload: { errors } });
    };
    await page.goto(pages.url);
    await page.locator('#credential').fill('wrong');
    await page.keyboard.press('Enter');
    await page.locator('#connection[data-connection="refused"]').waitFor();
    delete api.behaviour.onInit;
    await page.reload();
    await page.locator('#credential').fill('right');
    await page.keyboard.press('Enter');

    await live();
    await pages.close();
  });
});
