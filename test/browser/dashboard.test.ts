import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobProgress } from '../client/job-progress.ts';
import { openBrowser } from './open-browser.ts';
import { type Dashboard, openDashboard } from './open-dashboard.ts';

describe('the dashboard', () => {
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

  it('says so when there are no jobs', async () => {
    const { page, open } = dashboard;
    await open();

    await page.getByText('No jobs yet.').waitFor();
    expect(await page.locator('#notice').innerText()).toContain('A job appears here with its first event.');
    expect(await page.locator('#loading').isHidden()).toBe(true);
  });

  it('shows that it loads until the jobs have arrived', async () => {
    const { api, page, url } = dashboard;
    api.behaviour.onStart = () => undefined;
    await page.goto(url);
    await (await api.peers.next()).frames.until(({ type }) => type === 'start');

    expect(await page.locator('#loading').isVisible()).toBe(true);
    expect(await page.locator('#notice').isHidden()).toBe(true);
  });

  it('lists the jobs of every status, newest first, with bars that tell what they show', async () => {
    const { page, open, store, row } = dashboard;
    const created = (second: number) => ({ createdAt: `2026-01-01T00:00:0${second}.000Z` });
    store({ jobId: 'waiting', status: 'SUBMITTED', ...created(5) });
    store({
      jobId: 'running',
      ...created(4),
      progressMetrics: { percentJobComplete: 45.6, currentPhase: 'TRANSCODING', estJobTimeRemaining: 131 },
    });
    store({ jobId: 'unknown', ...created(3) });
    store({ jobId: 'done', status: 'COMPLETE', ...created(2) });
    const error = { code: 1010, message: 'No such bucket' };
    store({ jobId: 'failed', status: 'ERROR', error, ...created(1), progressMetrics: { percentJobComplete: 31 } });
    store({ jobId: 'canceled', status: 'CANCELED', ...created(0) });
    await open();
    await row('canceled').waitFor();

    const bars = await page
      .locator('#jobs [role=progressbar]')
      .evaluateAll((elements) =>
        elements.map((element) => [
          element.closest('[data-job-id]')?.getAttribute('data-job-id'),
          element.getAttribute('aria-label'),
          element.getAttribute('aria-valuenow'),
          element.getAttribute('aria-valuetext'),
        ]),
      );

    expect(bars).toEqual([
      ['waiting', 'Job waiting', null, 'waiting in queue Default'],
      ['running', 'Job running', '45.6', '45 percent, transcoding, about 2 minutes left'],
      ['unknown', 'Job unknown', null, 'running, progress not known'],
      ['done', 'Job done', '100', 'complete'],
      ['failed', 'Job failed', '31', 'failed at 31 percent'],
      ['canceled', 'Job canceled', null, 'canceled'],
    ]);
    expect(await row('failed').innerText()).toContain('No such bucket');
  });

  it('moves a bar by what is pushed alone, and asks for nothing', async () => {
    const { api, open, shown, bar, row } = dashboard;
    await open();
    const asked = api.requests.length;
    const peer = await api.peers.next();

    const values: (string | null)[] = [];
    for (const [index, percentJobComplete] of [0, 10, 55, 100].entries()) {
      peer.publish(jobProgress({ jobId: 'a', version: index + 1, progressMetrics: { percentJobComplete } }));
      await shown('a', index + 1);
      values.push(await bar('a').getAttribute('aria-valuenow'));
    }

    expect(values).toEqual(['0', '10', '55', '100']);
    expect(await row('a').innerText()).toContain('Finishing');
    expect(api.requests).toHaveLength(asked);
  });

  it('shows user metadata, ids and messages with markup as text', async () => {
    const { page, open, store } = dashboard;
    const markup = '<img src=x onerror="window.broken = true"><script>window.broken = true</script>';
    const jobId = '"><svg onload="window.broken = true">';
    const error = { code: 1, message: markup };
    const userMetadata = [{ key: markup, value: markup }];
    store({ jobId, status: 'ERROR', queueName: markup, queue: markup, userMetadata, error });
    const pair = `key=${encodeURIComponent(markup)}&value=${encodeURIComponent(markup)}`;
    await open(`#${pair}&job=${encodeURIComponent(jobId)}`);
    await page.locator('.details .callout').waitFor();

    const [inRow] = await page.locator('#jobs .chip').allTextContents();
    const injected = await page.locator('main :is(img, script), main svg[onload]').count();

    expect(inRow).toBe(`${markup} ${markup}`);
    expect(await page.locator('#metadata .chip').textContent()).toBe(`${markup} = ${markup}`);
    expect(injected).toBe(0);
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
    expect(await page.locator('.details h2').textContent()).toBe(jobId);
  });

  it('shows the selected job by its address, and none when it is closed', async () => {
    const { page, open, store, row } = dashboard;
    store({ jobId: 'a', progressMetrics: { percentJobComplete: 10, decodeRate: 182.43, queuedDuration: 6.4 } });
    await open('#job=a');
    const details = page.locator('[data-details-of="a"]');
    await details.getByText('182.4 fps').first().waitFor();
    await details.getByRole('link', { name: 'All jobs' }).click();
    await details.waitFor({ state: 'detached' });
    await row('a').getByRole('link').click();
    await details.waitFor();

    expect(await row('a').getByRole('link').getAttribute('aria-current')).toBe('true');
    expect(new URL(page.url()).hash).toBe('#job=a');
  });

  it('follows the selected job by a subscription of its own where the list does not hold it', async () => {
    const { api, page, open, store } = dashboard;
    const job = store({ jobId: 'a', progressMetrics: { percentJobComplete: 10 } });
    await open('#status=ERROR&job=a');
    const details = page.locator('[data-details-of="a"]');
    await details.locator('[role=progressbar][aria-valuenow="10"]').waitFor();
    const peer = await api.peers.next();
    await peer.frames.until((frame) => frame.payload?.data.includes('onJobProgress(') === true);

    const progressMetrics = { ...job.progressMetrics, percentJobComplete: 60 };
    store({ ...job, version: 2, progressMetrics });
    peer.publish({ ...job, version: 2, progressMetrics });

    await details.locator('[role=progressbar][aria-valuenow="60"]').waitFor();
  });

  it('says that nobody knows the selected job', async () => {
    await dashboard.open('#job=gone');

    await dashboard.page.getByText('No job gone is known. It may have been forgotten.').waitFor();
  });
});
