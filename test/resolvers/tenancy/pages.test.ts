import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from '../start-resolvers.ts';
import { jobItem, minute, queueArn, tagRow } from '../stored-items.ts';
import { ADMINISTRATOR } from '../test-callers.ts';
import { A, B, KEY, TENANCY } from './callers.ts';
import { collectJobs, JOBS, jobsOf, LISTS, pageOf, pagesOf } from './tenant-jobs.ts';

let resolvers: Resolvers;
let alone: Resolvers;
beforeAll(async () => {
  [resolvers, alone] = await Promise.all([startResolvers(TENANCY), startResolvers(TENANCY)]);
  await collectJobs(resolvers, JOBS);
  await collectJobs(alone, jobsOf('A'));
});
afterAll(async () => {
  await resolvers.close();
  await alone.close();
});
afterEach(() => resolvers.clear());

describe('the pages of a tenant', () => {
  it.each(LISTS)('of $name are those that there would be without the jobs of others', async (list) => {
    for (const limit of [1, 2, 3, 5]) {
      expect(await pagesOf(resolvers, A, list, limit)).toEqual(await pagesOf(alone, A, list, limit));
    }
  });

  it.each(LISTS.filter(({ contains }) => ['A', 'B'].every((tenant) => jobsOf(tenant).filter(contains).length > 1)))(
    'of $name cannot be turned by a `nextToken` of another tenant, nor by one of IAM',
    async (list) => {
      for (const [from, to] of [
        [A, B],
        [B, A],
        [ADMINISTRATOR, A],
        [A, ADMINISTRATOR],
      ] as const) {
        const nextToken = (await pageOf(resolvers, from, list, { limit: 1 })).page?.nextToken;
        expect(nextToken).toEqual(expect.any(String));
        const { page, errors } = await pageOf(resolvers, to, list, { limit: 1, nextToken: nextToken ?? null });
        expect({ page, errors }).toMatchObject({ page: null, errors: [{ errorType: 'BadRequest' }] });
      }
    },
  );

  it.each([
    ['of the same tenant is found', 'A', true],
    ['of another is not', 'B', false],
  ])('are made of index rows, by which a job %s', async (_, tenant, found) => {
    const job = { id: `row-of-${tenant}`, createdAt: minute(60) };
    const fields = { status: 'PROGRESSING', queue: queueArn('Q'), queueName: 'Q', createdAt: job.createdAt };
    await resolvers.put('JobTable', jobItem(job.id, { ...fields, userMetadata: [{ key: KEY, value: tenant }] }));
    const tags = ['queue:Q', 'userMetadata:application=Foo'].map((tag) => `tenant:ten%253Dant=A|${tag}`);
    await resolvers.put('JobTagTable', ...['userMetadata:ten%3Dant=A', ...tags].map((tag) => tagRow(tag, job)));

    const lists = LISTS.filter(({ name }) => ['jobsByStatus', 'jobsByUserMetadata', 'jobsByQueue'].includes(name));
    for (const list of lists) {
      expect((await pagesOf(resolvers, A, list, 100)).flat().includes(job.id), list.name).toBe(found);
    }
  });
});
