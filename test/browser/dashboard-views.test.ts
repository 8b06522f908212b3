import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './open-browser.ts';
import { type Dashboard, openDashboard } from './open-dashboard.ts';
import { violations } from './violations.ts';

const QUEUES = ['Default', 'Priority'] as const;
const METADATA = [{ key: 'title', value: 'A feature film with a name that is rather long for a telephone' }];

describe.each([
  ['light', 1440],
  ['dark', 360],
] as const)('the dashboard in %s colours, %i pixels wide', (colorScheme, width) => {
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
  afterEach(() => dashboard.end());

  /** Begins with jobs of every status in two queues: of each queue one waits, and those that started waited 10, 20, … seconds. */
  async function begin(): Promise<void> {
    await dashboard.begin({ colorScheme, viewport: { width, height: 740 }, reducedMotion: 'reduce' });
    const statuses = ['SUBMITTED', 'PROGRESSING', 'COMPLETE', 'ERROR', 'CANCELED'] as const;
    dashboard.storeMany(10, (number) => ({
      status: statuses[Math.floor(number / 2)] ?? 'COMPLETE',
      queueName: QUEUES[number % 2] ?? 'Default',
      userMetadata: METADATA,
      stalled: number === 2,
      error: number === 6 ? { code: 1040, message: 'bad input' } : null,
      progressMetrics: {
        percentJobComplete: number * 10,
        queuedDuration: number * 10,
        waitedForCapacity: number < 2 ? null : number > 6,
      },
    }));
  }
  const look = async () => ({
    violations: await violations(dashboard.page),
    scrollWidth: await dashboard.page.evaluate(() => document.documentElement.scrollWidth),
    background: await dashboard.page.evaluate(() => getComputedStyle(document.body).backgroundColor),
  });
  const expectFine = ({ background, ...seen }: Awaited<ReturnType<typeof look>>): void => {
    expect(seen).toEqual({ violations: [], scrollWidth: width });
    const [red = 0] = (/\d+/.exec(background) ?? []).map(Number);
    expect(red > 127 ? 'light' : 'dark').toBe(colorScheme);
  };

  it('has nothing that axe objects to in its list, and fits', async () => {
    await begin();
    await dashboard.open();
    await dashboard.row('job-9').waitFor();
    expect(await dashboard.ids()).toHaveLength(10);
    expectFine(await look());
  });

  it('has nothing that axe objects to where there is no job, and fits', async () => {
    await dashboard.begin({ colorScheme, viewport: { width, height: 740 }, reducedMotion: 'reduce' });
    await dashboard.open('#status=ERROR');
    await dashboard.page.locator('#notice').waitFor();
    expectFine(await look());
  });

  it('tells how the queues do, with nothing that axe objects to, and fits', async () => {
    await begin();
    await dashboard.open('#view=queues');
    const row = dashboard.page.locator('[data-queue="Priority"]');
    await row.waitFor();
    const told = (name: string) => row.locator(`td[data-name="${name}"]`).textContent();
    expect(await Promise.all(['Running', 'Waiting', 'Waited for capacity'].map(told))).toEqual(['1', '1', '2 of 4']);
    expectFine(await look());
  });
});
