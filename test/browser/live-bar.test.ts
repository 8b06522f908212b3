import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { postEvents, sampleEvent, startTestStack } from '../end-to-end/test-stack.ts';
import { openBrowser } from './open-browser.ts';

describe('the dashboard of a local stack', () => {
  let stack: LocalStack;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startTestStack(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });

  beforeEach(async () => {
    page = await browser.newPage();
    await page.goto(stack.outputs.dashboardUrl);
    await page.locator('#connection[data-connection="live"]').waitFor();
    return () => page.close();
  });

  it('moves a bar from 0 to COMPLETE by subscription, with no polling requests', async () => {
    const jobId = '1671477617078-l1vebr';
    const started = 1671477617078;
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
    const row = page.locator(`[data-job-id="${jobId}"]`);
    const bar = row.getByRole('progressbar');
    const update = async (percent: number, after: number): Promise<void> => {
      const event = await sampleEvent('STATUS_UPDATE', jobId, started + after);
      event.detail['jobProgress'] = {
        phaseProgress: { TRANSCODING: { status: 'PROGRESSING', percentComplete: percent } },
        jobPercentComplete: percent,
        currentPhase: 'TRANSCODING',
        retryCount: 0,
      };
      await postEvents(stack, event);
    };

    await postEvents(stack, await sampleEvent('PROGRESSING', jobId, started + 1_000));
    await row.waitFor();
    const values: (string | null)[] = [];
    for (const [index, percent] of [0, 30, 75, 100].entries()) {
      await update(percent, 10_000 * (index + 1));
      await page.locator(`[data-job-id="${jobId}"] [role=progressbar][aria-valuenow="${percent}"]`).waitFor();
      values.push(await bar.getAttribute('aria-valuetext'));
    }
    await postEvents(stack, await sampleEvent('COMPLETE', jobId, started + 60_000));
    await page.locator(`[data-job-id="${jobId}"][data-status="COMPLETE"]`).waitFor();

    expect(values.map((text) => text?.split(',')[0])).toEqual(['0 percent', '30 percent', '75 percent', 'finishing']);
    expect(await bar.getAttribute('aria-valuetext')).toBe('complete');
    expect(await bar.getAttribute('aria-valuenow')).toBe('100');
    expect(requests).toEqual([]);
  });

  it('shows the events of a selected job, and what only its details tell', async () => {
    const jobId = '1671477617079-d3tail';
    const started = 1671477617079;
    for (const [index, status] of ['PROGRESSING', 'NEW_WARNING', 'QUEUE_HOP', 'COMPLETE'].entries()) {
      await postEvents(stack, await sampleEvent(status, jobId, started + index * 1_000));
    }
    await page.locator(`[data-job-id="${jobId}"][data-status="COMPLETE"]`).waitFor();

    await page.locator(`[data-job-id="${jobId}"]`).getByRole('link').click();
    const details = page.locator(`[data-details-of="${jobId}"]`);
    await details.locator('[data-event-id]').nth(3).waitFor();
    const statuses = await details.locator('[data-event-id] summary strong').allInnerTexts();
    await details.locator('[data-event-id] summary').first().click();
    const json = await details.locator('[data-event-id]').first().locator('pre:not(:empty)').innerText();

    expect(statuses).toEqual(['PROGRESSING', 'NEW_WARNING', 'QUEUE_HOP', 'COMPLETE']);
    expect(JSON.parse(json)).toMatchObject({ jobId, status: 'PROGRESSING' });
    for (const heading of ['Warnings', 'Queue hops', 'Outputs']) {
      expect(await details.getByRole('heading', { name: heading }).isVisible()).toBe(true);
    }
  });
});
