import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postEvents, sampleEvent, startTestStack, type TestStack } from './test-stack.ts';

type Page = { items: { id: string }[]; nextToken: string | null };

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'job-progress-restart-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const QUERY = `query ($nextToken: String) {
  jobsByStatus(status: COMPLETE, limit: 1, nextToken: $nextToken) { items { id } nextToken }
}`;

async function page({ outputs }: TestStack, nextToken: string | null): Promise<Page> {
  const response = await fetch(outputs.graphqlUrl, {
    method: 'POST',
    headers: { 'x-api-key': outputs.apiKey ?? '' },
    body: JSON.stringify({ query: QUERY, variables: { nextToken } }),
  });
  const answer = (await response.json()) as { data: { jobsByStatus: Page } };
  return answer.data.jobsByStatus;
}

it('a list goes on from its `nextToken` after a restart that keeps the tables', async () => {
  const options = { dataDirectory: join(directory, 'data'), assemblyDirectory: join(directory, 'cdk.out') };
  const first = await startTestStack(options);
  const createdAt = Date.now();
  for (const [age, name] of ['older', 'newer'].entries()) {
    const jobId = `${createdAt + age}-${name}`;
    await postEvents(first, await sampleEvent('COMPLETE', jobId, createdAt + age));
    await expect.poll(() => page(first, null), { timeout: 20_000 }).toMatchObject({ items: [{ id: jobId }] });
  }
  const { nextToken } = await page(first, null);
  await first.close();

  const second = await startTestStack({ ...options, synthesize: () => Promise.resolve() });
  const rest = await page(second, nextToken);
  await second.close();

  expect(nextToken).toEqual(expect.any(String));
  expect(rest.items).toEqual([{ id: `${createdAt}-older` }]);
}, 90_000);
