import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from './open-browser.ts';
import { type Dashboard, openDashboard } from './open-dashboard.ts';

describe('the dashboard, when something is in the way,', () => {
  let browser: Browser;
  let dashboard: Dashboard;

  beforeAll(async () => {
    browser = await openBrowser();
    dashboard = await openDashboard(browser);
  });
  afterAll(async () => {
    await dashboard.close();
    await browser.close();
  });
  beforeEach(() => dashboard.begin());
  afterEach(() => dashboard.end());

  it('says that it is offline, and shows what it missed once it is back', async () => {
    const { api, page, open, store, shown, connection, bar } = dashboard;
    store({ jobId: 'a', version: 1, progressMetrics: { percentJobComplete: 10 } });
    await open();
    await shown('a', 1);

    store({ jobId: 'a', version: 8, status: 'COMPLETE', progressMetrics: { percentJobComplete: 100 } });
    api.behaviour.onInit = (peer) => peer.drop();
    (await api.peers.next()).drop();
    await connection('waiting').waitFor();
    const banner = await page.locator('#banner').innerText();
    delete api.behaviour.onInit;
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await shown('a', 8);
    await connection('live').waitFor();

    expect(banner).toContain('What is shown may be out of date. Trying again at');
    expect(await bar('a').getAttribute('aria-valuetext')).toBe('complete');
    expect(await page.locator('#banner').isHidden()).toBe(true);
    expect(await page.locator('#announcer').textContent()).toMatch(/^(Live again|All jobs: 1 read)$/);
  });

  it('says why the jobs could not be read, and tries again', async () => {
    const { api, page, url, connection } = dashboard;
    api.faults.push(
      ...Array.from({ length: 5 }, () => ({ status: 503, body: { errors: [{ message: 'Throttled' }] } })),
    );
    await page.goto(url);
    await page.getByText('The jobs could not be read: Throttled.').waitFor();

    await connection('live').waitFor();
  });

  it('says that the API refuses it, and what to do', async () => {
    const { api, page, url, connection } = dashboard;
    api.behaviour.onInit = (peer) => {
      const errors = [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }];
      peer.send({ type: 'connection_error', payload: { errors } });
    };
    await page.goto(url);
    await connection('refused').waitFor();

    const banner = await page.locator('#banner').innerText();
    expect(banner).toContain('You are not authorized to make this call. Ask for access');
    await page.getByText('You may not see these jobs.').waitFor();
  });

  it('says what the API does not take, and leads out of it', async () => {
    const { api, page, url, connection } = dashboard;
    api.behaviour.onStart = (peer, { id }) => {
      const errors = [{ errorType: 'BadRequest', message: 'key and value are too long.' }];
      peer.send({ type: 'error', id, payload: { errors } });
    };
    await page.goto(`${url}#key=a&value=b`);
    await connection('refused').waitFor();
    const banner = await page.locator('#banner').innerText();
    delete api.behaviour.onStart;
    await page.getByRole('link', { name: 'Show all jobs' }).click();
    await connection('live').waitFor();

    expect(banner).toBe(
      'The API does not take this: key and value are too long. Choose another status, queue or search.',
    );
    expect(await page.locator('#banner').isHidden()).toBe(true);
  });

  it('says that older jobs could not be read, and reads them when it is told to', async () => {
    const { api, page, open, storeMany, ids } = dashboard;
    storeMany(130, () => ({ status: 'ERROR' }));
    await open('#status=ERROR');
    api.faults.push({ status: 503, body: { errors: [{ message: 'Throttled' }] } });
    await page.locator('#scroller').evaluate((scroller) => scroller.scrollTo(0, 1e6));
    await page.getByText('Older jobs could not be read: Throttled').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('130 jobs').waitFor();
    await page.locator('#scroller').evaluate((scroller) => scroller.scrollTo(0, 1e6));
    await page.locator('[data-job-id="job-0"]').waitFor();

    expect((await ids()).at(-1)).toBe('job-0');
  });
});
