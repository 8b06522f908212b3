import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { type AppSyncServer, startAppSyncServer } from '../client/appsync-server.ts';
import { jobProgress } from '../client/job-progress.ts';
import { servePages } from './serve-pages.ts';

/** The dashboard of an API that says what a test tells it to. */
export type Dashboard = {
  api: AppSyncServer;
  /** The page of the test that runs. */
  readonly page: Page;
  url: string;
  /** Opens a place, and waits until it is live. */
  open(hash?: string): Promise<void>;
  /** Lets queries find a job. */
  store(changes: Parameters<typeof jobProgress>[0]): JobProgress;
  /** Lets queries find so many jobs, named by their number, each a second newer than the one before. */
  storeMany(amount: number, changesOf?: (number: number) => Parameters<typeof jobProgress>[0]): void;
  connection(state: string): Locator;
  row(jobId: string): Locator;
  bar(jobId: string): Locator;
  shown(jobId: string, version: number): Promise<void>;
  /** The ids of the rows in the document, in its order. */
  ids(): Promise<string[]>;
  /** Begins a test: with a new page, and an API that knows nothing. Nothing is opened yet. */
  begin(options?: Parameters<Browser['newPage']>[0]): Promise<void>;
  /** Ends a test. @throws when its page met an error, or its own content security policy */
  end(): Promise<void>;
  close(): Promise<void>;
};

/** Starts the API and the page's server, for as many tests as there are. */
export async function openDashboard(browser: Browser): Promise<Dashboard> {
  const api = await startAppSyncServer();
  const pages = await servePages(api);
  let current: Page | undefined;
  let troubles: string[] = [];
  const page = (): Page => {
    if (current === undefined) throw new Error('no test has begun');
    return current;
  };

  const connection = (state: string): Locator => page().locator(`#connection[data-connection="${state}"]`);
  const row = (jobId: string): Locator => page().locator(`#jobs [data-job-id="${jobId}"]`);
  const store: Dashboard['store'] = (changes) => {
    const job = jobProgress(changes);
    api.jobs.set(job.jobId, job);
    return job;
  };
  return {
    api,
    get page() {
      return page();
    },
    url: pages.url,
    async open(hash = '') {
      await page().goto(`${pages.url}${hash}`);
      await connection('live').waitFor();
    },
    store,
    storeMany(amount, changesOf = () => ({})) {
      for (let number = 0; number < amount; number += 1) {
        const createdAt = new Date(1671477617078 + number * 1000).toISOString();
        store({ jobId: `job-${number}`, createdAt, ...changesOf(number) });
      }
    },
    connection,
    row,
    bar: (jobId) => row(jobId).getByRole('progressbar'),
    shown: (jobId, version) => page().locator(`#jobs [data-job-id="${jobId}"][data-version="${version}"]`).waitFor(),
    ids: () =>
      page()
        .locator('#jobs [data-job-id]')
        .evaluateAll((rows) => rows.map((one) => one.getAttribute('data-job-id') ?? '')),
    async begin(options) {
      api.jobs.clear();
      api.behaviour = {};
      api.faults.length = api.requests.length = 0;
      while (api.peers.waiting().length > 0) await api.peers.next();
      troubles = [];
      current = await browser.newPage(options);
      current.on('pageerror', ({ message }) => troubles.push(message));
      current.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) troubles.push(message.text());
      });
    },
    async end() {
      await current?.close();
      expect(troubles).toEqual([]);
    },
    async close() {
      await pages.close();
      await api.close();
    },
  };
}
