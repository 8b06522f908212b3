import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { bundleElement } from '../../infra/bundle-element.ts';
import { type AppSyncServer, startAppSyncServer } from '../client/appsync-server.ts';
import { jobProgress } from '../client/job-progress.ts';
import { openBrowser } from './open-browser.ts';
import { servePage } from './serve-page.ts';
import { violations } from './violations.ts';

const PAGE = `<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Jobs</title>
      <link rel="stylesheet" href="style.css" />
      <script type="module" src="main.js"></script>
      <script type="module" src="job-progress.js"></script>
    </head>
    <body><main><h1>Jobs</h1></main></body>
  </html>`;

const STYLE = ':root { color-scheme: light dark; background: Canvas; color: CanvasText; }';

/** What the page's own script does: the module's exports are there for the tests. */
const MAIN = "import * as element from './job-progress.js'; globalThis.element = element;";

describe('<job-progress>', () => {
  let browser: Browser;
  let api: AppSyncServer;
  let pages: Awaited<ReturnType<typeof servePage>>;
  let page: Page;
  let troubles: string[];

  beforeAll(async () => {
    browser = await openBrowser();
    pages = await servePage({
      'index.html': PAGE,
      'style.css': STYLE,
      'main.js': MAIN,
      'job-progress.js': bundleElement(),
    });
  });
  afterAll(async () => {
    await browser.close();
    await pages.close();
  });

  beforeEach(async () => {
    api = await startAppSyncServer();
    const context = await browser.newContext({ locale: 'en-US' });
    page = await context.newPage();
    troubles = [];
    page.on('pageerror', ({ message }) => troubles.push(message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) troubles.push(message.text());
    });
    await page.goto(pages.url);
  });
  afterEach(async () => {
    await page.context().close();
    await api.close();
    expect(troubles).toEqual([]);
  });

  const store = (changes: Parameters<typeof jobProgress>[0]): JobProgress => {
    const job = jobProgress(changes);
    api.jobs.set(job.jobId, job);
    return job;
  };
  /** Adds elements to the page, which keep what they tell in `events`. */
  const add = async (...jobIds: string[]): Promise<void> =>
    page.evaluate(
      ([graphqlUrl, realtimeUrl, ids]) => {
        for (const id of ids) {
          const element = document.createElement('job-progress');
          const events: string[] = [];
          for (const name of ['progress', 'phasechange', 'stalled', 'complete', 'canceled', 'error'])
            element.addEventListener(name, () => events.push(name));
          Object.assign(element, { events });
          element.setAttribute('endpoint', graphqlUrl);
          element.setAttribute('realtime-url', realtimeUrl);
          element.setAttribute('api-key', 'da2-key');
          element.setAttribute('job-id', id);
          document.querySelector('main')?.append(element);
        }
      },
      [api.graphqlUrl, api.realtimeUrl, jobIds] as const,
    );
  const element = (jobId: string): Locator => page.locator(`job-progress[job-id="${jobId}"]`);
  const bar = (jobId: string): Locator => element(jobId).getByRole('progressbar');
  const inState = (jobId: string, state: string): Promise<void> =>
    page.locator(`job-progress[job-id="${jobId}"][state="${state}"]`).waitFor();
  const isAt = (jobId: string, percent: number): Promise<void> =>
    element(jobId).locator(`[role=progressbar][aria-valuenow="${percent}"]`).waitFor();
  const text = (jobId: string): Promise<string> =>
    element(jobId)
      .locator('[part=text] > :not([hidden])')
      .allInnerTexts()
      .then((parts) => parts.join(' | ').replaceAll('\u00a0', ' '));
  /** From now on the page's time passes only as it is told to. */
  const stopTheClock = async (): Promise<void> => {
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(60_000);
  };
  const eventsOf = (jobId: string): Promise<string[]> =>
    element(jobId).evaluate((shown) => (shown as unknown as { events: string[] }).events);

  const metrics = (percentJobComplete: number | null, more: Partial<JobProgress['progressMetrics']> = {}) => ({
    percentJobComplete,
    ...more,
  });
  /** One job of each state. */
  const STATES: [string, Parameters<typeof jobProgress>[0] | undefined][] = [
    ['unknown', undefined],
    ['queued', { status: 'SUBMITTED', queueName: 'Night' }],
    ['running', { progressMetrics: metrics(45.6, { currentPhase: 'TRANSCODING', estJobTimeRemaining: 131 }) }],
    ['probing', { progressMetrics: metrics(null, { currentPhase: 'PROBING' }) }],
    ['finishing', { progressMetrics: metrics(99, { currentPhase: 'UPLOADING', estJobTimeRemaining: 3 }) }],
    ['stalled', { stalled: true, progressMetrics: metrics(45.6, { estJobTimeRemaining: 131 }) }],
    ['missing', { missing: true }],
    ['complete', { status: 'COMPLETE', progressMetrics: metrics(100, { progressingDuration: 3900 }) }],
    ['canceled', { status: 'CANCELED', progressMetrics: metrics(31) }],
    ['failed', { status: 'ERROR', progressMetrics: metrics(31), error: { code: 1401, message: 'No <b>bucket</b>' } }],
  ];
  const addStates = async (): Promise<void> => {
    for (const [jobId, changes] of STATES) if (changes) store({ jobId, ...changes });
    await add(...STATES.map(([jobId]) => jobId));
    await page.waitForFunction(() => document.querySelector('[state="connecting"]') === null);
  };

  it('shows each state to those who see it and to those who hear it', async () => {
    await addStates();

    const shown: Record<string, unknown> = {};
    for (const [jobId] of STATES) {
      const attribute = (name: string) => bar(jobId).getAttribute(name);
      const state = await element(jobId).getAttribute('state');
      const heard = [await attribute('aria-valuenow'), await attribute('aria-valuetext')];
      shown[jobId] = [state, await text(jobId), ...heard];
    }

    expect(shown).toEqual({
      unknown: ['unknown', 'Not known yet', null, 'Not known yet'],
      queued: ['queued', 'In queue Night', null, 'In queue Night'],
      running: [
        'running',
        '45% | Transcoding | about 2 min left',
        '45.6',
        '45 percent, Transcoding, about 2 minutes left',
      ],
      probing: ['running', 'Probing', null, 'Probing, progress not known'],
      finishing: ['finishing', '99% | Finishing', '99', 'Finishing'],
      stalled: ['stalled', '45% | No updates for a while', '45.6', '45 percent, No updates for a while'],
      missing: [
        'stalled',
        'MediaConvert no longer knows this job',
        null,
        'MediaConvert no longer knows this job, progress not known',
      ],
      complete: ['complete', '100% | Complete | took 1 hr 5 min', '100', 'Complete, took 1 hour 5 minutes'],
      canceled: ['canceled', '31% | Canceled', '31', 'Canceled at 31 percent'],
      failed: ['failed', '31% | Failed | Error 1401: No <b>bucket</b>', '31', 'Failed at 31 percent'],
    });
    expect(await element('probing').getAttribute('indeterminate')).toBe('');
  });

  it.each(['light', 'dark'] as const)('has nothing that axe objects to, in %s colours', async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await addStates();
    await element('running').evaluate((shown) => (shown.textContent = 'holiday.mp4'));
    await page.getByRole('progressbar', { name: 'holiday.mp4' }).waitFor();

    expect(await violations(page)).toEqual([]);
  });

  it('moves by what is pushed alone, never ahead of the job', async () => {
    await add('a');
    await inState('a', 'unknown');
    const peer = await api.peers.next();
    const asked = api.requests.length;
    await element('a').evaluate((shown) => {
      const [track, moving] = ['track', 'bar'].map((part) => shown.shadowRoot?.querySelector(`[part=${part}]`));
      const ahead: number[] = [];
      const look = (): void => {
        if (!track || !moving) return;
        const at = new DOMMatrix(getComputedStyle(moving).transform).a * 100;
        const truth = Number(track.getAttribute('aria-valuenow') ?? 0);
        if (at > truth + 0.01) ahead.push(at - truth);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      Object.assign(shown, { ahead });
    });

    for (const [index, percent] of [10, 40, 41, 20, 60, 98].entries()) {
      peer.publish(jobProgress({ jobId: 'a', version: index + 1, progressMetrics: { percentJobComplete: percent } }));
      await isAt('a', percent);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    const { ahead, moves } = await element('a').evaluate((shown) => ({
      ahead: (shown as unknown as { ahead: number[] }).ahead,
      moves: getComputedStyle(shown.shadowRoot?.querySelector('[part=bar]') ?? shown).transitionDuration,
    }));

    expect(ahead).toEqual([]);
    expect(moves).not.toBe('0s');
    expect(api.requests).toHaveLength(asked);
  });

  it('tells what happens by events', async () => {
    store({ jobId: 'a', status: 'SUBMITTED' });
    await add('a');
    await inState('a', 'queued');
    const peer = await api.peers.next();
    const steps: Parameters<typeof jobProgress>[0][] = [
      { progressMetrics: metrics(0, { currentPhase: 'PROBING' }) },
      { progressMetrics: metrics(10, { currentPhase: 'TRANSCODING' }) },
      { progressMetrics: metrics(20, { currentPhase: 'TRANSCODING' }) },
      { progressMetrics: metrics(20, { currentPhase: 'TRANSCODING' }), stalled: true },
      { progressMetrics: metrics(100, { currentPhase: 'UPLOADING' }), status: 'COMPLETE' },
    ];
    for (const [index, step] of steps.entries()) peer.publish(jobProgress({ jobId: 'a', version: index + 2, ...step }));
    await inState('a', 'complete');

    expect(await eventsOf('a')).toEqual([
      'progress',
      ...['progress', 'phasechange'],
      ...['progress', 'phasechange'],
      'progress',
      ...['progress', 'stalled'],
      ...['progress', 'phasechange', 'complete'],
    ]);
    await peer.closed;
  });

  it('shares one connection with the others of its endpoint and key', async () => {
    const jobIds = Array.from({ length: 20 }, (_, number) => `job-${number}`);
    for (const jobId of jobIds) store({ jobId });
    await add(...jobIds);
    await page.waitForFunction(() => document.querySelectorAll('[state="running"]').length === 20);

    const peer = await api.peers.next();
    expect(api.peers.waiting()).toEqual([]);
    await page.evaluate(() => document.querySelector('main')?.replaceChildren());
    await peer.closed;
  });

  it('goes on when it is moved, and starts anew for another job', async () => {
    store({ jobId: 'a', progressMetrics: metrics(80) });
    store({ jobId: 'b', progressMetrics: metrics(10) });
    await add('a', 'b');
    await isAt('a', 80);
    await isAt('b', 10);
    const asked = api.requests.length;

    await element('a').evaluate((shown) => document.querySelector('main')?.prepend(shown));
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const afterMove = api.requests.length;
    await element('a').evaluate((shown) => shown.setAttribute('job-id', 'b'));
    await page.waitForFunction(() => document.querySelectorAll('job-progress[job-id="b"]').length === 2);
    await element('b').first().locator('[aria-valuenow="10"]').waitFor();

    expect(afterMove).toBe(asked);
    expect(api.peers.waiting()).toHaveLength(1);
  });

  it('says that it is offline, and shows what it missed', async () => {
    store({ jobId: 'a', progressMetrics: metrics(10) });
    await add('a');
    await isAt('a', 10);
    store({ jobId: 'a', version: 8, progressMetrics: metrics(70) });
    api.behaviour.onInit = (peer) => peer.drop();
    (await api.peers.next()).drop();
    await element('a').getByText('Offline: trying again').waitFor();
    delete api.behaviour.onInit;
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await isAt('a', 70);

    expect(await text('a')).toBe('70% | Running');
  });

  it('says that the API refuses it', async () => {
    api.behaviour.onInit = (peer) => {
      const errors = [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }];
      peer.send({ type: 'connection_error', payload: { errors } });
    };
    await add('a');
    await inState('a', 'refused');

    expect(await text('a')).toBe('Not available | You are not authorized to make this call.');
    expect(await eventsOf('a')).toEqual(['error']);
  });

  it('pauses while the page is hidden, and catches up', async () => {
    store({ jobId: 'a', progressMetrics: metrics(10) });
    await add('a');
    await isAt('a', 10);
    const show = (visibilityState: string): Promise<void> =>
      page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, visibilityState);

    await show('hidden');
    await (
      await api.peers.next()
    ).closed;
    store({ jobId: 'a', version: 5, progressMetrics: metrics(60) });
    await show('visible');

    await isAt('a', 60);
  });

  it('shows ids, metadata and messages with markup as text', async () => {
    const markup = '<img src=x onerror="window.broken = true"><script>window.broken = true</script>';
    store({ jobId: markup, status: 'SUBMITTED', queueName: markup, queue: markup });
    store({ jobId: 'failed', status: 'ERROR', error: { code: 1, message: markup } });
    store({ jobId: 'tagged', userMetadata: [{ key: markup, value: markup }] });
    await add(markup, 'failed', 'tagged');
    await page.waitForFunction(() => document.querySelector('[state="connecting"]') === null);
    const shown = await page.locator('job-progress').evaluateAll((elements) =>
      elements.map(({ shadowRoot }) => ({
        text: shadowRoot?.textContent,
        injected: shadowRoot?.querySelectorAll('img, script').length,
      })),
    );

    expect(shown.map(({ injected }) => injected)).toEqual([0, 0, 0]);
    expect(shown.slice(0, 2).map(({ text: all }) => all?.includes(markup))).toEqual([true, true]);
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  });

  it('announces news politely, and nothing of what there was at first', async () => {
    await stopTheClock();
    store({ jobId: 'a', progressMetrics: metrics(10, { currentPhase: 'PROBING' }) });
    await add('a');
    await isAt('a', 10);
    const status = element('a').getByRole('status');
    const atFirst = await status.textContent();
    const peer = await api.peers.next();
    const publish = async (version: number, percent: number): Promise<string | null> => {
      const progressMetrics = metrics(percent, { currentPhase: 'TRANSCODING' });
      peer.publish(jobProgress({ jobId: 'a', version, progressMetrics }));
      await isAt('a', percent);
      return status.textContent();
    };

    const said = [await publish(2, 11), await publish(3, 30), await publish(4, 40)];
    await page.clock.runFor(5_000);
    const later = await status.textContent();

    expect([atFirst, ...said, later]).toEqual([
      '',
      ...Array<string>(3).fill('11 percent, Transcoding'),
      '40 percent, Transcoding',
    ]);
  });

  it('counts the time left down', async () => {
    await stopTheClock();
    store({ jobId: 'a', progressMetrics: metrics(10, { estJobTimeRemaining: 40 }) });
    await add('a');
    await isAt('a', 10);
    const shown = [await text('a')];
    await page.clock.runFor(21_000);
    shown.push(await text('a'));
    await page.clock.runFor(20_000);
    shown.push(await text('a'));

    expect(shown).toEqual(['10% | Running | about 40 sec left', '10% | Running | about 20 sec left', '10% | Running']);
  });

  it('writes figures as the nearest `lang` does, and speaks the words that it is given', async () => {
    await page.evaluate(() => {
      const { element } = globalThis as unknown as { element: { configure(changes: object): void } };
      const words = { de: { left: 'noch etwa {time}', TRANSCODING: 'Wird umgewandelt', name: 'Auftrag {id}' } };
      element.configure({ words });
      document.querySelector('main')?.setAttribute('lang', 'de-AT');
    });
    store({
      jobId: 'a',
      progressMetrics: metrics(45.6, { currentPhase: 'TRANSCODING', estJobTimeRemaining: 131 }),
    });
    await add('a');
    await isAt('a', 45.6);

    expect(await text('a')).toBe('45 % | Wird umgewandelt | noch etwa 2 Min.');
    expect(await bar('a').getAttribute('aria-valuetext')).toBe('45 Prozent, Wird umgewandelt, noch etwa 2 Minuten');
    expect(await bar('a').getAttribute('aria-label')).toBe('Auftrag a');
    expect(await element('a').locator('[part=base]').getAttribute('lang')).toBe('de');
  });

  it('moves nothing where motion is not wanted', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    store({ jobId: 'a' });
    await add('a');
    await inState('a', 'running');

    const style = await element('a')
      .locator('[part=bar]')
      .evaluate((moving) => {
        const { animationName, transitionProperty, width } = getComputedStyle(moving);
        return {
          animationName,
          transitionProperty,
          isFull: width === getComputedStyle(moving.parentElement ?? moving).width,
        };
      });

    expect(style).toEqual({ animationName: 'none', transitionProperty: 'none', isFull: true });
  });

  it('can be seen in forced colours', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    store({ jobId: 'a', progressMetrics: metrics(50) });
    await add('a');
    await isAt('a', 50);

    const colours = await element('a').evaluate((shown) => {
      const style = (part: string): CSSStyleDeclaration =>
        getComputedStyle(shown.shadowRoot?.querySelector(`[part=${part}]`) ?? shown);
      return [style('track').borderTopWidth, style('bar').backgroundColor === style('track').backgroundColor];
    });

    expect(colours).toEqual(['1px', false]);
  });

  it('takes a client for elements that name no endpoint, before or after they are there', async () => {
    for (const jobId of ['a', 'b']) store({ jobId, progressMetrics: metrics(50) });
    const { graphqlUrl, realtimeUrl } = api;
    await page.evaluate(
      (endpoint) => {
        const addElement = (jobId: string): void =>
          document.querySelector('main')?.append(Object.assign(document.createElement('job-progress'), { jobId }));
        type Module = Record<'createClient' | 'token' | 'configure', (...given: unknown[]) => unknown>;
        const { createClient, token, configure } = (globalThis as unknown as { element: Module }).element;
        const auth = token(() => 'a-token');
        addElement('a');
        configure({ client: createClient(endpoint, auth) });
        addElement('b');
      },
      { graphqlUrl, realtimeUrl },
    );
    await isAt('a', 50);
    await isAt('b', 50);

    expect(api.requests.map(({ headers }) => headers['authorization'])).toEqual(['a-token', 'a-token']);
    expect(api.peers.waiting()).toHaveLength(1);
  });
});
