import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { postEvents, sampleEvent, startTestStack, type TestEvent } from '../end-to-end/test-stack.ts';
import { openBrowser } from './open-browser.ts';
import { violations } from './violations.ts';

const MARKUP = '<img src=x onerror="window.broken = true">';
const START = 1671477617078;
const COMPLETE = `${START}-c0mple`;
const FAILED = `${START + 1}-fa1led`;
const RUNNING = `${START + 2}-runn1g`;

/** An event of a job, so many seconds after it was created. */
async function event(status: string, jobId: string, seconds: number, detail: object = {}): Promise<TestEvent> {
  const sample = await sampleEvent(status, jobId, Number(jobId.split('-')[0]) + seconds * 1_000);
  return { ...sample, detail: { ...sample.detail, ...detail } };
}

function update(jobId: string, seconds: number, framesDecoded: number, retryCount = 0): Promise<TestEvent> {
  const jobPercentComplete = Math.floor(framesDecoded / 10);
  return event('STATUS_UPDATE', jobId, seconds, {
    framesDecoded,
    jobProgress: {
      phaseProgress: { TRANSCODING: { status: 'PROGRESSING', percentComplete: jobPercentComplete } },
      jobPercentComplete,
      currentPhase: 'TRANSCODING',
      retryCount,
    },
  });
}

describe('the details of a job on a local stack', () => {
  let stack: LocalStack;
  let browser: Browser;
  let page: Page;
  let troubles: string[];
  let queries: string[];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startTestStack(), openBrowser()]);
    const complete = [
      event('PROGRESSING', COMPLETE, 10),
      event('INPUT_INFORMATION', COMPLETE, 12),
      event('QUEUE_HOP', COMPLETE, 5),
      update(COMPLETE, 20, 100),
      update(COMPLETE, 30, 300),
      event('NEW_WARNING', COMPLETE, 31, { warningCode: '270000', warningMessage: MARKUP }),
      event('NEW_WARNING', COMPLETE, 32, { warningCode: '999999', warningMessage: 'Something new' }),
      update(COMPLETE, 60, 100, 1),
      update(COMPLETE, 70, 400, 1),
      event('COMPLETE', COMPLETE, 100),
    ];
    const failed = [
      event('PROGRESSING', FAILED, 10, { userMetadata: { [MARKUP]: MARKUP } }),
      event('ERROR', FAILED, 20, { userMetadata: { [MARKUP]: MARKUP }, errorCode: 1010, errorMessage: MARKUP }),
    ];
    const running = [
      event('PROGRESSING', RUNNING, 10),
      ...Array.from({ length: 120 }, (_, index) => update(RUNNING, 20 + index, index + 1)),
    ];
    await postEvents(stack, await Promise.all([...complete, ...failed, ...running]));
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });

  beforeEach(async () => {
    page = await browser.newPage();
    troubles = [];
    queries = [];
    page.on('pageerror', ({ message }) => troubles.push(message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (request.method() === 'POST') queries.push(/query (\w+)/.exec(request.postData() ?? '')?.[1] ?? '');
    });
  });
  afterEach(async () => {
    const broken = await page.evaluate(() => 'broken' in window);
    await page.close();
    expect([troubles, broken]).toEqual([[], false]);
  });

  const details = (jobId: string): Locator => page.locator(`[data-details-of="${jobId}"]`);
  const open = async (jobId: string): Promise<Locator> => {
    await page.goto(`${stack.outputs.dashboardUrl}#job=${jobId}`);
    await page.locator('#connection[data-connection="live"]').waitFor();
    await details(jobId).locator('[data-event-id]').first().waitFor();
    return details(jobId);
  };

  it('show its stages, charts, warnings, hops, inputs and outputs', async () => {
    const job = await open(COMPLETE);
    await job.locator('canvas').nth(1).waitFor();
    const stages = await job
      .locator('.timeline tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map(({ textContent }) => textContent).filter((_, index) => index !== 1)),
      );
    const charts = await job.getByRole('img').evaluateAll((shown) => shown.map((chart) => chart.ariaLabel));
    await job.getByText('As a table').click();
    const table = await job
      .locator('.scrolls tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].slice(1).map(({ textContent }) => textContent)));
    const warnings = await job.locator('section', { hasText: 'Warnings' }).locator('li').allInnerTexts();
    const texts = await job.innerText();

    expect(stages).toEqual([
      ['Queued', '10.0 s'],
      ['First attempt', '50.0 s'],
      ['Transcoding', '40.0 s'],
    ]);
    expect(charts).toEqual([
      'Job complete: 5 updates, from 10 % to 100 %. Started over once.',
      'Decode rate, frames a second: Lowest 20.0 fps, median 25.0 fps, highest 30.0 fps.',
    ]);
    expect(table).toEqual([
      ['10 %', '100', '–'],
      ['30 %', '300', '20.0 fps'],
      ['10 %', '100', '–'],
      ['40 %', '400', '30.0 fps'],
      ['100 %', '–', '–'],
    ]);
    expect(warnings.find((warning) => warning.startsWith('Warning 270000'))).toMatch(
      /<img .*Amazon S3 asked to slow down/s,
    );
    expect(warnings.find((warning) => warning.startsWith('Warning 999999'))).toContain('is not known here');
    for (const text of ['MediaConvert started the job over once.', 'Queue hops', 'Inputs', 'File group']) {
      expect(texts).toContain(text);
    }
  });

  it('tell why it failed, with the page of AWS about the code, and show metadata and messages with markup as text', async () => {
    const job = await open(FAILED);
    const callout = job.getByRole('alert');
    const link = callout.getByRole('link');

    expect(await callout.innerText()).toContain(`Error 1010 ${MARKUP}`);
    expect(await callout.innerText()).toContain('An input file could not be opened.');
    expect(await link.getAttribute('href')).toBe(
      'https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_error_codes.html#1010',
    );
    expect(await job.locator('.chip').innerText()).toBe(`${MARKUP} ${MARKUP}`);
    expect(await job.locator('img').count()).toBe(0);
    expect(await job.innerText()).toContain('The job ended without an update.');
  });

  it('page its events, draw all of them, and ask again for what updates cannot tell alone', async () => {
    const job = await open(RUNNING);
    await job.getByText('120 updates, from 0 % to 12 %.').waitFor();
    await job.getByText('The first 25 of 121').waitFor();
    const shown = await job.locator('[data-event-id]').count();
    await job.getByRole('button', { name: 'Show more' }).click();
    const more = await job.locator('[data-event-id]').count();
    await job.locator('[data-event-id] summary').nth(30).click();
    const detail = await job.locator('[data-event-id]').nth(30).locator('pre:not(:empty)').innerText();
    const asked = queries.length;

    for (const [index, frames] of [300, 500, 700].entries()) {
      await postEvents(stack, await update(RUNNING, 200 + index * 10, frames));
      await job.getByText(`${121 + index} updates, from 0 % to ${frames / 10} %.`).waitFor();
    }
    const askedForUpdates = queries.slice(asked);
    await postEvents(stack, await event('NEW_WARNING', RUNNING, 230));
    await job.getByRole('heading', { name: 'Warnings' }).waitFor();

    expect([shown, more]).toEqual([25, 50]);
    expect(JSON.parse(detail)).toMatchObject({ jobId: RUNNING, framesDecoded: 30 });
    expect(askedForUpdates).toEqual([]);
    expect(queries.slice(asked).filter((name) => name === 'JobWithDetails')).toEqual(['JobWithDetails']);
    expect(await job.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('70');
  });

  it('say that nobody knows a job, and when it could not be read, and try again', async () => {
    await page.goto(`${stack.outputs.dashboardUrl}#job=gone`);
    await page.getByText('No job gone is known. It may have been forgotten.').waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.evaluate((jobId) => (location.hash = `#job=${jobId}`), FAILED);
    await page.getByText('The job could not be read').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();

    await details(FAILED).getByText('Look for newer events').waitFor();
    await page.getByText('The job could not be read').waitFor({ state: 'hidden' });
  });

  it('are left with the keyboard for where they were opened', async () => {
    await page.goto(stack.outputs.dashboardUrl);
    const link = page.getByRole('link', { name: COMPLETE });
    await link.press('Enter');
    await details(COMPLETE).locator('h2:focus').waitFor();
    await page.keyboard.press('Escape');
    await details(COMPLETE).waitFor({ state: 'detached' });

    expect(await link.evaluate((shown) => shown === document.activeElement)).toBe(true);
  });

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('have nothing that axe objects to, and fit, in %s colours %i pixels wide', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 740 });
    const job = await open(COMPLETE);
    await job.locator('canvas').nth(1).waitFor();
    for (const summary of await job.locator('section > details > summary').all()) await summary.click();

    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.evaluate((jobId) => (location.hash = `#job=${jobId}`), FAILED);
    await details(FAILED).getByText('Look for newer events').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
