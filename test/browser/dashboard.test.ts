import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { type AppSyncServer, startAppSyncServer } from '../client/appsync-server.ts';
import { jobProgress } from '../client/job-progress.ts';
import { openBrowser } from './open-browser.ts';
import { servePages } from './serve-pages.ts';

describe('the dashboard', () => {
  let browser: Browser;
  let api: AppSyncServer;
  let pages: Awaited<ReturnType<typeof servePages>>;
  let page: Page;
  let troubles: string[];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    api = await startAppSyncServer();
    pages = await servePages(api);
    page = await browser.newPage();
    troubles = [];
    page.on('pageerror', ({ message }) => troubles.push(message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) troubles.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    await pages.close();
    await api.close();
    expect(troubles).toEqual([]);
  });

  const open = async (hash = ''): Promise<void> => {
    await page.goto(`${pages.url}${hash}`);
    await connection('live').waitFor();
  };
  const connection = (state: string): Locator => page.locator(`#connection[data-connection="${state}"]`);
  const row = (jobId: string): Locator => page.locator(`[data-job-id="${jobId}"]`);
  const bar = (jobId: string): Locator => row(jobId).getByRole('progressbar');
  const shown = (jobId: string, version: number): Promise<void> =>
    page.locator(`[data-job-id="${jobId}"][data-version="${version}"]`).waitFor();
  const store = (changes: Parameters<typeof jobProgress>[0]): JobProgress => {
    const job = jobProgress(changes);
    api.jobs.set(job.jobId, job);
    return job;
  };

  it('says so when there are no jobs', async () => {
    await open();

    expect(await page.locator('#empty').innerText()).toBe('No jobs yet. A job appears here with its first event.');
    expect(await page.locator('#loading').isHidden()).toBe(true);
  });

  it('shows that it loads until the jobs have arrived', async () => {
    api.behaviour.onStart = () => undefined;
    await page.goto(pages.url);
    await (await api.peers.next()).frames.until(({ type }) => type === 'start');

    expect(await page.locator('#loading').isVisible()).toBe(true);
    expect(await page.locator('#empty').isHidden()).toBe(true);
  });

  it('lists the jobs of every status, newest first, with bars that tell what they show', async () => {
    const jobs = [
      store({ jobId: 'waiting', status: 'SUBMITTED', createdAt: '2026-01-01T00:00:05.000Z' }),
      store({
        jobId: 'running',
        createdAt: '2026-01-01T00:00:04.000Z',
        progressMetrics: { percentJobComplete: 45.6, currentPhase: 'TRANSCODING', estJobTimeRemaining: 131 },
      }),
      store({ jobId: 'unknown', createdAt: '2026-01-01T00:00:03.000Z' }),
      store({ jobId: 'done', status: 'COMPLETE', createdAt: '2026-01-01T00:00:02.000Z' }),
      store({
        jobId: 'failed',
        status: 'ERROR',
        error: { code: 1010, message: 'No such bucket' },
        createdAt: '2026-01-01T00:00:01.000Z',
        progressMetrics: { percentJobComplete: 31 },
      }),
      store({ jobId: 'canceled', status: 'CANCELED', createdAt: '2026-01-01T00:00:00.000Z' }),
    ];
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
    expect(bars).toHaveLength(jobs.length);
    expect(await row('failed').innerText()).toContain('No such bucket');
  });

  it('moves a bar by what is pushed alone, and asks for nothing', async () => {
    await open();
    const asked = api.requests.length;
    const peer = await api.peers.next();

    const values: (string | null)[] = [];
    for (const [index, percentJobComplete] of [0, 10, 55, 100].entries()) {
      peer.publish(jobProgress({ jobId: 'a', version: index + 1, progressMetrics: { percentJobComplete } }));
      await shown('a', index + 1);
      values.push(await bar('a').getAttribute('aria-valuenow'));
    }
    const last = await row('a').innerText();

    expect(values).toEqual(['0', '10', '55', '100']);
    expect(last).toContain('Finishing');
    expect(api.requests).toHaveLength(asked);
  });

  it('shows user metadata, ids and messages with markup as text', async () => {
    const markup = '<img src=x onerror="window.broken = true"><script>window.broken = true</script>';
    const jobId = '"><svg onload="window.broken = true">';
    store({
      jobId,
      status: 'ERROR',
      queueName: markup,
      queue: markup,
      userMetadata: [{ key: markup, value: markup }],
      error: { code: 1, message: markup },
    });
    await open(`#job=${encodeURIComponent(jobId)}`);
    await page.locator('.details .callout').waitFor();

    const texts = await page.locator('.chip').evaluateAll((chips) => chips.map(({ textContent }) => textContent));
    const injected = await page.locator('main img, main script, main svg').count();

    expect(texts).toEqual([`${markup} ${markup}`, `${markup} ${markup}`]);
    expect(injected).toBe(0);
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
    expect(await page.locator('.details h2').textContent()).toBe(jobId);
  });

  it('says that it is offline, and shows what it missed once it is back', async () => {
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

    expect(banner).toContain('What is shown may be out of date.');
    expect(await bar('a').getAttribute('aria-valuetext')).toBe('complete');
    expect(await page.locator('#banner').isHidden()).toBe(true);
  });

  it('says why the jobs could not be read, and tries again', async () => {
    api.faults.push(
      ...Array.from({ length: 5 }, () => ({ status: 503, body: { errors: [{ message: 'Throttled' }] } })),
    );
    await page.goto(pages.url);
    await page.getByText('The jobs could not be read: Throttled').waitFor();

    await connection('live').waitFor();
  });

  it('says that the API refuses it', async () => {
    api.behaviour.onInit = (peer) => {
      const errors = [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }];
      peer.send({ type: 'connection_error', payload: { errors } });
    };
    await page.goto(pages.url);
    await connection('refused').waitFor();

    expect(await page.locator('#banner').innerText()).toContain('You are not authorized to make this call.');
  });

  it('shows the selected job by its address, and none when it is closed', async () => {
    store({ jobId: 'a', progressMetrics: { percentJobComplete: 10, decodeRate: 182.43, queuedDuration: 6.4 } });
    await open('#job=a');
    const details = page.locator('[data-details-of="a"]');
    await details.getByText('Look for newer events').waitFor();
    const text = await details.innerText();
    await details.getByRole('link', { name: 'All jobs' }).click();
    await details.waitFor({ state: 'detached' });
    await row('a').getByRole('link').click();
    await details.waitFor();

    expect(text).toContain('182.4 fps');
    expect(text).toContain('6.4 s');
    expect(await row('a').getByRole('link').getAttribute('aria-current')).toBe('true');
    expect(new URL(page.url()).hash).toBe('#job=a');
  });

  it('says that nobody knows the selected job', async () => {
    await open('#job=gone');

    await page.getByText('No job gone is known. It may have been forgotten.').waitFor();
  });

  it('shows the newest 200 jobs', async () => {
    for (let number = 0; number < 230; number += 1) {
      store({ jobId: `job-${number}`, createdAt: new Date(number * 1000).toISOString() });
    }
    await open();
    await row('job-229').waitFor();
    (await api.peers.next()).publish(jobProgress({ jobId: 'new', createdAt: '2026-01-01T00:00:00.000Z' }));
    await row('new').waitFor();

    const ids = await page
      .locator('[data-job-id]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-job-id')));

    expect([ids.length, ids[0], ids[1], ids[199]]).toEqual([200, 'new', 'job-229', 'job-31']);
    expect(await page.locator('#bound').isVisible()).toBe(true);
  });

  it('filters by status', async () => {
    store({ jobId: 'running' });
    store({ jobId: 'done', status: 'COMPLETE' });
    await open();
    await row('done').waitFor();

    await page.getByRole('button', { name: 'Complete 1' }).click();
    await row('running').waitFor({ state: 'hidden' });

    expect(await row('done').isVisible()).toBe(true);
  });

  it('fits a telephone', async () => {
    store({ jobId: 'a', userMetadata: [{ key: 'k', value: 'v'.repeat(400) }], queueName: 'q'.repeat(100) });
    await page.setViewportSize({ width: 360, height: 700 });
    await open('#job=a');
    await page.locator('.details .chip').waitFor();
    const withDetails = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.getByRole('link', { name: 'All jobs' }).click();
    await row('a').waitFor();
    const withList = await page.evaluate(() => document.documentElement.scrollWidth);

    expect([withDetails, withList]).toEqual([360, 360]);
  });
});
