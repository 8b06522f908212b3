import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { postEvents, sampleEvent, startTestStack } from '../end-to-end/test-stack.ts';
import { openBrowser } from './open-browser.ts';

let stack: LocalStack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startTestStack(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

it('GraphiQL knows the schema, runs a query and shows what a subscription is sent', async () => {
  const page = await browser.newPage();
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refusals.push(message.text());
  });
  await page.goto(stack.outputs.graphiqlUrl);
  const result = page.locator('.result-window');

  await page.getByRole('tab', { name: 'RunningJobs' }).click();
  await page.getByRole('button', { name: /Execute/ }).click();
  await result.getByText('"jobsByStatus"').waitFor();
  const answer = await result.innerText();

  await page.getByRole('tab', { name: 'AnyJob' }).click();
  const subscribed = page
    .waitForEvent('websocket')
    .then((socket) =>
      socket.waitForEvent('framereceived', ({ payload }) => payload.toString().includes('"start_ack"')),
    );
  await page.getByRole('button', { name: /Execute/ }).click();
  await subscribed;
  await postEvents(stack, await sampleEvent('PROGRESSING', '1671477617078-graph1', 1671477617078));
  await result.getByText('"1671477617078-graph1"').waitFor();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).click();
  await page.getByText('The questions that can be asked about MediaConvert jobs.').waitFor();

  expect(answer).toContain('"items"');
  expect(refusals).toEqual([]);
  await page.close();
});
