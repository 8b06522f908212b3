import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueServerCertificate } from '../../local/tls/certificates.ts';
import { openLocalCa } from '../../local/tls/open-local-ca.ts';
import { type JobApi, serveJobApi } from '../client/serve-job-api.ts';
import type { Listening } from '../embedded/listen.ts';
import { sampleEvent } from '../end-to-end/test-stack.ts';
import { openBrowser } from './open-browser.ts';
import { serveRecipe } from './serve-recipe.ts';
import { trustLocalCa, type TrustingHome } from './trust-local-ca.ts';

const JOB_ID = '1671477617078-recipe';
const STARTED = 1671477617078;
const RECIPES = ['html', 'react', 'amplify', 'apollo'] as const;

/** What shows how far the job is, in each recipe. */
const elementAt = (percent: number): string => `[role=progressbar][aria-valuenow="${percent}"]`;
const BARS: Record<(typeof RECIPES)[number], (percent: number) => string[]> = {
  html: (percent) => [elementAt(percent)],
  react: (percent) => [elementAt(percent), `progress[value="${percent}"]`],
  amplify: (percent) => [`progress[value="${percent}"]`],
  apollo: (percent) => [`progress[value="${percent}"]`],
};
const LAST_WORDS: Record<(typeof RECIPES)[number], string> = {
  html: `${JOB_ID} is complete`,
  react: `${JOB_ID} is complete`,
  amplify: 'COMPLETE',
  apollo: 'COMPLETE',
};

/** In a page: keeps what its `<progress>` shows, one after the other. */
function keepShown(): void {
  const shown: string[] = [];
  Object.assign(globalThis, { shown });
  const keep = (): void => {
    const value = document.querySelector('progress')?.getAttribute('value') ?? undefined;
    if (value !== undefined && value !== shown.at(-1)) shown.push(value);
  };
  new MutationObserver(keep).observe(document, { subtree: true, childList: true, attributes: true });
}

/** One job moves all the recipes, each in a page of its own. */
describe('the recipes', () => {
  let directory: string;
  let api: JobApi;
  let home: TrustingHome;
  let browser: Browser;
  let served: Listening[];
  const pages = new Map<string, Page>();
  const requests = new Map<string, string[]>();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'recipes-'));
    const ca = await openLocalCa(join(directory, 'ca'));
    api = await serveJobApi({ certificate: await issueServerCertificate(ca) });
    // Amplify speaks TLS to any endpoint.
    home = await trustLocalCa(ca.certificateFile);
    browser = await openBrowser(home.env);
    await progressTo(10);
    const values = { JOB_ID, GRAPHQL_URL: api.graphqlUrl, API_KEY: api.apiKey };
    served = await Promise.all(
      RECIPES.map(async (recipe) => {
        const listening = await serveRecipe(recipe, values);
        const page = await browser.newPage();
        page.on('request', (request) =>
          requests.set(recipe, [...(requests.get(recipe) ?? []), `${request.method()} ${request.url()}`]),
        );
        await page.addInitScript(keepShown);
        await page.goto(listening.url);
        pages.set(recipe, page);
        return listening;
      }),
    );
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all(served.map((listening) => listening.close()));
    await home.remove();
    await api.close();
    await rm(directory, { recursive: true, force: true });
  });

  const eventAt = async (percent: number): Promise<object> => {
    const event = await sampleEvent('STATUS_UPDATE', JOB_ID, STARTED + percent * 1_000);
    event.detail['jobProgress'] = { jobPercentComplete: percent, currentPhase: 'TRANSCODING', retryCount: 0 };
    return event;
  };
  const progressTo = async (percent: number): Promise<number> => api.take(await eventAt(percent));
  const pageOf = (recipe: string): Page => {
    const page = pages.get(recipe);
    if (page === undefined) throw new Error(`there is no page of ${recipe}`);
    return page;
  };
  const isAt = async (recipe: (typeof RECIPES)[number], percent: number): Promise<void> => {
    for (const bar of BARS[recipe](percent)) await pageOf(recipe).locator(bar).waitFor();
  };

  it.each(RECIPES)('begin with the present state: %s', (recipe) => isAt(recipe, 10));

  describe('when the job moves', () => {
    beforeAll(async () => {
      requests.clear();
      const version = await progressTo(40);
      await api.repeat(JOB_ID, version - 1);
    });
    it.each(RECIPES)('move their bars by subscription, and ask nothing: %s', async (recipe) => {
      await isAt(recipe, 40);
      expect(requests.get(recipe)).toBeUndefined();
    });
  });

  describe('when the server restarts, and an update goes amiss meanwhile', () => {
    beforeAll(async () => {
      await api.miss(await eventAt(70));
      await api.restart();
    });
    it.each(RECIPES)('connect again and catch up: %s', (recipe) => isAt(recipe, 70));
  });

  describe('when the job is complete', () => {
    beforeAll(async () => {
      await api.take(await sampleEvent('COMPLETE', JOB_ID, STARTED + 100_000));
    });
    it.each(RECIPES)('show it by subscription: %s', async (recipe) => {
      await isAt(recipe, 100);
      await pageOf(recipe).locator('output', { hasText: LAST_WORDS[recipe] }).waitFor();
    });
    it.each(['react', 'amplify', 'apollo'])('have shown no state after a newer one: %s', async (recipe) => {
      const shown = await pageOf(recipe).evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
      expect(shown).toEqual(['10', '40', '70', '100']);
    });
  });
});
