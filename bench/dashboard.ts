import type { CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../test/browser/open-browser.ts';
import type { Log } from './benchmark.ts';
import { type Child, startChild } from './child.ts';
import { type Smoothness, smoothness } from './dashboard/frames.ts';
import { frameMoments, isAllListed, isIdle, scrollToTop } from './dashboard/in-page.ts';
import type { Load, Question, Sent } from './dashboard/serve-dashboard.ts';

/** What was measured under one load. */
export type UnderLoad = Smoothness & {
  updatesPerSecond: number;
  /** From the last update sent until the page has taken it, in milliseconds. */
  behindMs: number;
};

/** What the page holds after a garbage collection. */
export type Held = { jobsSeen: number; heapMB: number; nodes: number };

/** How it is measured. */
export type DashboardOptions = {
  liveJobs: number;
  /** By what they are called. */
  loads: Record<string, Load>;
  /** Of each load, once at rest and once while the list is scrolled. */
  seconds: number;
  /** In how many stages jobs come and go, and how many end in each. */
  churn: { stages: number; jobsPerStage: number; updatesOfJob: number; updatesPerSecond: number };
  log: Log;
};

/** How far the list is scrolled with each frame. */
const SCROLL_STEP_PX = 60;
const NOTHING: Load = { updatesPerSecond: 0, among: 1 };

type Bench = { server: Child<number>; page: Page; devTools: CDPSession };

/** The real page in Chromium, with jobs that another process publishes over a real WebSocket. */
export async function measureDashboard(
  options: DashboardOptions,
): Promise<{ smooth: Record<string, UnderLoad>; churn: Held[] }> {
  const server = await startChild<number>(new URL('dashboard/serve-dashboard.ts', import.meta.url));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const bench = { server, page, devTools: await page.context().newCDPSession(page) };
    const smooth: Record<string, UnderLoad> = {};
    await open(bench, { jobs: options.liveJobs, updatesOfJob: Infinity });
    for (const [name, load] of Object.entries(options.loads)) {
      for (const scrolls of [false, true]) {
        const row = `${name}${scrolls ? ', scrolling' : ''}`;
        options.log(row);
        smooth[row] = await measureLoad(bench, load, options.seconds, scrolls);
      }
    }
    return { smooth, churn: await measureChurn(bench, options) };
  } finally {
    await browser.close();
    await server.close();
  }
}

async function open({ server, page }: Bench, jobs: Question): Promise<void> {
  await tell(server, jobs);
  await page.goto('about:blank');
  await page.goto(`http://127.0.0.1:${server.started}/#status=PROGRESSING`);
  await page.locator('#connection[data-connection="live"]').waitFor();
  // All of them are listed: pages follow while the list's end is in sight.
  // All of them are listed before anything is measured.
  while (!(await page.evaluate<boolean>(isAllListed))) await page.evaluate(isIdle);
  await page.evaluate(scrollToTop);
}

async function measureLoad(bench: Bench, load: Load, seconds: number, scrolls: boolean): Promise<UnderLoad> {
  const { server, page } = bench;
  await tell(server, load);
  // The first second is there to warm up.
  const step = scrolls ? SCROLL_STEP_PX : 0;
  await page.evaluate(frameMoments(1000, step));
  const moments = await page.evaluate<number[]>(frameMoments(seconds * 1000, step));
  await page.evaluate(scrollToTop);
  const { updates, milliseconds } = await tell(server, NOTHING);
  return {
    updatesPerSecond: Math.round((1000 * updates) / milliseconds),
    ...smoothness(moments),
    behindMs: await timeToAnswer(page),
  };
}

/** How long the page takes until it has time for something else: what has come over its socket before comes first. */
async function timeToAnswer(page: Page): Promise<number> {
  const start = performance.now();
  await page.evaluate(isIdle);
  return Math.round(performance.now() - start);
}

/** Jobs come, run and end, on a page that lists all of them; the first stage fills the list. */
async function measureChurn(bench: Bench, { liveJobs, churn, log }: DashboardOptions): Promise<Held[]> {
  const { server, page, devTools } = bench;
  await tell(server, { jobs: liveJobs, updatesOfJob: churn.updatesOfJob });
  await page.goto('about:blank');
  await page.goto(`http://127.0.0.1:${server.started}/`);
  await page.locator('#connection[data-connection="live"]').waitFor();
  const held: Held[] = [];
  for (let stage = 0; stage <= churn.stages; stage += 1) {
    log(`jobs come and go, stage ${stage} of ${churn.stages}`);
    const updates = stage === 0 ? 0 : churn.jobsPerStage * churn.updatesOfJob;
    if (updates > 0) await publish(bench, liveJobs, updates, churn.updatesPerSecond);
    await timeToAnswer(page);
    await devTools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devTools.send('Runtime.getHeapUsage');
    const { nodes } = await devTools.send('Memory.getDOMCounters');
    held.push({ jobsSeen: liveJobs + stage * churn.jobsPerStage, heapMB: Math.round(usedSize / 1e4) / 100, nodes });
  }
  return held;
}

async function publish(
  { server, page }: Bench,
  liveJobs: number,
  updates: number,
  updatesPerSecond: number,
): Promise<void> {
  await tell(server, { updatesPerSecond, among: liveJobs });
  await page.waitForTimeout((1000 * updates) / updatesPerSecond);
  await tell(server, NOTHING);
}

async function tell(server: Child<number>, question: Question): Promise<Sent> {
  return (await server.ask(question)) as Sent;
}
