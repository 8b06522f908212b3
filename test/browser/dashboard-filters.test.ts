import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from './open-browser.ts';
import { type Dashboard, openDashboard } from './open-dashboard.ts';

describe('what the dashboard lists', () => {
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

  const fragment = (): string => new URL(dashboard.page.url()).hash;

  it('is chosen by status, and stands in the address', async () => {
    const { page, open, store, row } = dashboard;
    store({ jobId: 'running' });
    store({ jobId: 'done', status: 'COMPLETE' });
    await open();
    await row('done').waitFor();
    await page.getByRole('link', { name: 'Complete', exact: true }).click();
    await row('running').waitFor({ state: 'detached' });
    await row('done').waitFor();
    const chosen = fragment();
    await page.goBack();
    await row('running').waitFor();

    expect(chosen).toBe('#status=COMPLETE');
    expect(fragment()).toBe('');
    expect(await page.title()).toBe('All jobs · MediaConvert Job Progress');
    await page.goForward();
    await row('running').waitFor({ state: 'detached' });
    expect(await page.title()).toBe('Complete jobs · MediaConvert Job Progress');
  });

  it('is chosen by queue, of those that jobs are in', async () => {
    const { api, page, open, store, row, ids } = dashboard;
    store({ jobId: 'a', queueName: 'Default' });
    store({ jobId: 'b', queueName: 'priority' });
    await open();
    await row('b').waitFor();
    await page.getByLabel('Queue', { exact: true }).selectOption('priority');
    await row('a').waitFor({ state: 'detached' });
    await row('b').waitFor();

    expect(fragment()).toBe('#queue=priority');
    expect(await ids()).toEqual(['b']);
    expect(api.requests.at(-1)).toMatchObject({ variables: { queue: 'priority' } });
  });

  it('leaves a job out as soon as it has left the status or the queue', async () => {
    const { api, open, store, row, shown } = dashboard;
    const job = store({ jobId: 'a' });
    const other = store({ jobId: 'b' });
    await open('#status=PROGRESSING&queue=Default');
    await row('a').waitFor();
    const peer = await api.peers.next();

    peer.publish({ ...other, version: 2, queueName: 'priority' });
    peer.publish({ ...job, version: 2 });
    await shown('a', 2);
    await row('b').waitFor({ state: 'detached' });
    peer.publish({ ...job, version: 3, status: 'COMPLETE' });
    await row('a').waitFor({ state: 'detached' });
    await dashboard.page.getByText('No running jobs in queue Default.').waitFor();
  });

  it('is searched by `key=value`, and the pair can be removed again', async () => {
    const { page, open, store, row } = dashboard;
    store({ jobId: 'a', userMetadata: [{ key: 'customer', value: 'a=b' }] });
    store({ jobId: 'b' });
    await open();
    await row('b').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('customer=a=b');
    await page.keyboard.press('Enter');
    await row('b').waitFor({ state: 'detached' });
    await row('a').waitFor();

    expect(fragment()).toBe('#key=customer&value=a%3Db');
    await page.getByRole('link', { name: 'Show jobs with any customer' }).click();
    await row('b').waitFor();
    expect(await page.locator('#metadata').isHidden()).toBe(true);
  });

  it('stays beside the job that is searched by its id, or it is said that there is none', async () => {
    const { page, open, store, row } = dashboard;
    store({ jobId: 'a' });
    store({ jobId: 'b', status: 'ERROR' });
    await open('#status=PROGRESSING');
    await row('a').waitFor();
    await page.getByRole('searchbox').fill(' b ');
    await page.getByRole('searchbox').press('Enter');
    await page.locator('[data-details-of="b"]').waitFor();

    expect(fragment()).toBe('#status=PROGRESSING&job=b');
    await page.getByRole('searchbox').fill('gone');
    await page.getByRole('searchbox').press('Enter');
    await page.getByText('No job gone is known.').waitFor();
    await row('a').waitFor();
  });

  it('is what a copied link names, the selected job included', async () => {
    const { page, open, store, ids } = dashboard;
    const userMetadata = [{ key: 'customer', value: 'acme & sons' }];
    store({ jobId: 'a', status: 'ERROR', queueName: 'priority', userMetadata });
    store({ jobId: 'b', status: 'ERROR', userMetadata });
    store({ jobId: 'c', queueName: 'priority', userMetadata });
    await open('#status=ERROR&queue=priority&key=customer&value=acme+%26+sons&job=b');
    await page.locator('[data-details-of="b"]').waitFor();

    expect(await ids()).toEqual(['a']);
    expect(await page.getByRole('link', { name: 'Failed' }).getAttribute('aria-current')).toBe('true');
    expect(await page.getByLabel('Queue', { exact: true }).inputValue()).toBe('priority');
    expect(await page.locator('#metadata .chip').textContent()).toBe('customer = acme & sons');
    await page.getByRole('link', { name: 'All jobs' }).click();
    await page.locator('[data-details-of="b"]').waitFor({ state: 'detached' });
    expect(fragment()).toBe('#status=ERROR&queue=priority&key=customer&value=acme+%26+sons');
  });
});
