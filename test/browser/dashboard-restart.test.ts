import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JobApi, serveJobApi } from '../client/serve-job-api.ts';
import { sampleEvent } from '../end-to-end/test-stack.ts';
import { openBrowser } from './open-browser.ts';
import { servePages } from './serve-pages.ts';

const STARTED = 1671477617078;
const JOB = `${STARTED}-r3start`;

let api: JobApi;
let pages: Awaited<ReturnType<typeof servePages>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [api, browser] = await Promise.all([serveJobApi(), openBrowser()]);
  const realtimeUrl = `${api.graphqlUrl.replace('http:', 'ws:')}/realtime`;
  pages = await servePages({ graphqlUrl: api.graphqlUrl, realtimeUrl, authorization: { apiKey: api.apiKey } });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await pages.close();
  await api.close();
});

it('the dashboard shows what it missed while the engine restarted, and is live again', async () => {
  const shown = (status: string) => page.locator(`#jobs [data-job-id="${JOB}"][data-status="${status}"]`).waitFor();
  await page.goto(pages.url);
  await page.locator('#connection[data-connection="live"]').waitFor();
  await api.take(await sampleEvent('QUEUE_HOP', JOB, STARTED));
  await shown('SUBMITTED');

  await api.miss(await sampleEvent('PROGRESSING', JOB, STARTED + 1_000));
  await api.restart();
  await shown('PROGRESSING');
  await page.locator('#connection[data-connection="live"]').waitFor();
  await api.take(await sampleEvent('COMPLETE', JOB, STARTED + 2_000));
  await shown('COMPLETE');

  expect(await page.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('complete');
});
