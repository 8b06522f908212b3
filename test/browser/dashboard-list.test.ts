import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobProgress } from '../client/job-progress.ts';
import { openBrowser } from './open-browser.ts';
import { type Dashboard, openDashboard } from './open-dashboard.ts';

describe('a long list on the dashboard', () => {
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

  const focused = (): Promise<string | null | undefined> =>
    dashboard.page.evaluate(() => document.activeElement?.closest('[data-job-id]')?.getAttribute('data-job-id'));
  const scrollTo = (top: number): Promise<void> =>
    dashboard.page.locator('#scroller').evaluate((scroller, to) => scroller.scrollTo(0, to), top);

  it('draws the rows in sight alone, and reads older jobs as one scrolls', async () => {
    const { api, page, open, storeMany, row, ids } = dashboard;
    storeMany(350, () => ({ status: 'COMPLETE' }));
    await open('#status=COMPLETE');
    await row('job-349').waitFor();
    const pagesAtFirst = api.requests.length;
    const sizeAtFirst = await row('job-349').getAttribute('aria-setsize');
    for (const amount of ['The newest 200 jobs', 'The newest 300 jobs', '350 jobs']) {
      await scrollTo(1e6);
      await page.getByText(amount, { exact: true }).waitFor();
    }
    await scrollTo(1e6);
    await row('job-0').waitFor();
    const last = row('job-0');

    expect([pagesAtFirst, sizeAtFirst]).toEqual([1, '-1']);
    expect(api.requests).toHaveLength(4);
    expect((await ids()).length).toBeLessThan(60);
    expect([await last.getAttribute('aria-posinset'), await last.getAttribute('aria-setsize')]).toEqual(['350', '350']);
  });

  it('shows of every status the newest first, however their lists are interleaved', async () => {
    const { open, page, storeMany, row, ids } = dashboard;
    storeMany(260, (number) => ({ status: number % 13 === 0 ? 'ERROR' : 'COMPLETE' }));
    await open();
    await row('job-259').waitFor();
    await page.waitForFunction(() => {
      document.getElementById('scroller')?.scrollTo(0, 1e6);
      return document.getElementById('amount')?.textContent === '260 jobs';
    });
    await scrollTo(1e6);
    await row('job-0').waitFor();
    const shown = (await ids()).map((id) => Number(id.slice(4)));

    expect(shown).toEqual(shown.toSorted((a, b) => b - a));
  });

  it('keeps what is being read in its place while newer jobs come in above it', async () => {
    const { api, open, storeMany, row } = dashboard;
    storeMany(90);
    await open('#status=PROGRESSING');
    await row('job-89').waitFor();
    await scrollTo(1500);
    const inSight = row('job-60');
    await inSight.waitFor();
    const before = (await inSight.boundingBox())?.y;
    const peer = await api.peers.next();
    for (let number = 0; number < 3; number += 1) {
      peer.publish(jobProgress({ jobId: `new-${number}`, createdAt: '2026-01-01T00:00:00.000Z' }));
    }
    await dashboard.page.getByText('93 jobs').waitFor();

    expect((await inSight.boundingBox())?.y).toBe(before);
    expect(await inSight.getAttribute('aria-posinset')).toBe('33');
  });

  it('is walked through by the arrow keys, opened by Enter and closed by Escape', async () => {
    const { page, open, storeMany, row } = dashboard;
    storeMany(90);
    await open('#status=PROGRESSING');
    await row('job-89').waitFor();
    await page.getByLabel('Queue', { exact: true }).focus();
    await page.keyboard.press('Tab');
    const first = await focused();
    await page.keyboard.press('ArrowDown');
    const second = await focused();
    await page.keyboard.press('End');
    const last = await focused();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('[data-details-of="job-1"]').waitFor();
    const opened = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press('Escape');
    await page.locator('[data-details-of="job-1"]').waitFor({ state: 'detached' });
    const outline = await row('job-1')
      .getByRole('link')
      .evaluate((link) => getComputedStyle(link, '::after').outlineStyle);

    expect([first, second, last, opened]).toEqual(['job-89', 'job-88', 'job-0', 'job-1']);
    expect([await focused(), outline]).toEqual(['job-1', 'solid']);
    await page.keyboard.press('Home');
    expect(await focused()).toBe('job-89');
  });

  it('keeps the focus on a row that is scrolled out of sight', async () => {
    const { page, open, storeMany, row } = dashboard;
    storeMany(90);
    await open('#status=PROGRESSING');
    await row('job-89').getByRole('link').focus();
    await scrollTo(1e6);
    await row('job-0').waitFor();
    await page.keyboard.press('ArrowDown');

    expect(await focused()).toBe('job-88');
    await row('job-88').waitFor();
  });
});
