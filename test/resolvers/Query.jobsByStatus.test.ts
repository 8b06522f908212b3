import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from './start-resolvers.ts';
import { jobItem, JUST_EXPIRED, minute } from './stored-items.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterEach(async () => await resolvers.clear());
afterAll(async () => await resolvers.close());

const JOBS = /* GraphQL */ `
  query ($status: JobStatus!, $limit: Int, $nextToken: String, $sortDirection: SortDirection) {
    jobsByStatus(status: $status, limit: $limit, nextToken: $nextToken, sortDirection: $sortDirection) {
      items {
        id
      }
      nextToken
    }
  }
`;

type Page = { items: { id: string }[]; nextToken: string | null };

async function page(args: Record<string, unknown> = {}): Promise<{ ids: string[]; nextToken: string | null }> {
  const { data, errors } = await resolvers.run(JOBS, { status: 'COMPLETE', ...args });
  expect(errors).toBeUndefined();
  const { items, nextToken } = data?.['jobsByStatus'] as Page;
  return { ids: items.map(({ id }) => id), nextToken };
}

async function errorsOf(args: Record<string, unknown>): Promise<unknown> {
  const { errors } = await resolvers.run(JOBS, { status: 'COMPLETE', ...args });
  return errors;
}

/** Stores jobs `00`, `01`, …, each created a minute after the one before. */
async function putJobs(count: number, fields: Record<string, unknown> = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => String(n).padStart(3, '0'));
  const jobs = ids.map((id, n) => jobItem(id, { createdAt: minute(n), ...fields }));
  await resolvers.put('JobTable', ...jobs);
  return ids;
}

describe('Query.jobsByStatus', () => {
  it('lists the jobs in a status, newest first', async () => {
    await putJobs(3);
    await resolvers.put('JobTable', jobItem('other', { status: 'PROGRESSING' }));
    expect(await page()).toEqual({ ids: ['002', '001', '000'], nextToken: null });
    expect(await page({ sortDirection: 'DESC' })).toEqual({ ids: ['002', '001', '000'], nextToken: null });
    expect(await page({ sortDirection: 'ASC' })).toEqual({ ids: ['000', '001', '002'], nextToken: null });
  });

  it('is empty, without a BatchGetItem, when no job is in the status', async () => {
    resolvers.onNext('BatchGetItem', () => Promise.reject(new Error('BatchGetItem was called')));
    expect(await page()).toEqual({ ids: [], nextToken: null });
  });

  it('gives 25 jobs when it is not told how many, and null means not told', async () => {
    const ids = (await putJobs(26)).reverse();
    const first = await page({ limit: null, nextToken: null, sortDirection: null });
    expect(first).toEqual({ ids: ids.slice(0, 25), nextToken: expect.any(String) as string });
    expect(await page({ nextToken: first.nextToken })).toEqual({ ids: ids.slice(25), nextToken: null });
  });

  it('gives pages of 100 jobs, in order', async () => {
    const ids = (await putJobs(120)).reverse();
    const first = await page({ limit: 100 });
    expect(first).toEqual({ ids: ids.slice(0, 100), nextToken: expect.any(String) as string });
    expect(await page({ limit: 100, nextToken: first.nextToken })).toEqual({ ids: ids.slice(100), nextToken: null });
  });

  it('gives every job once over pages of 1', async () => {
    const ids = (await putJobs(4)).reverse();
    const seen: string[] = [];
    let nextToken: string | null = null;
    do {
      const next: Awaited<ReturnType<typeof page>> = await page({ limit: 1, nextToken });
      seen.push(...next.ids);
      nextToken = next.nextToken;
    } while (nextToken !== null);
    expect(seen).toEqual(ids);
  });

  it('leaves expired jobs out, and keeps the `nextToken` of a page that is empty for it', async () => {
    await putJobs(2, { ttl: JUST_EXPIRED });
    const first = await page({ limit: 1 });
    expect(first).toEqual({ ids: [], nextToken: expect.any(String) as string });
    await resolvers.put('JobTable', jobItem('alive', { createdAt: minute(-1) }));
    expect(await page({ limit: 2, nextToken: first.nextToken })).toEqual({
      ids: ['alive'],
      nextToken: expect.any(String) as string,
    });
  });

  it('leaves out a job that vanishes between the index and the table', async () => {
    await putJobs(3);
    resolvers.onNext('BatchGetItem', async (send) => {
      await resolvers.remove('JobTable', { id: '001' });
      return await send();
    });
    expect(await page()).toEqual({ ids: ['002', '000'], nextToken: null });
  });

  it('leaves out a job that changes its status between the index and the table', async () => {
    await putJobs(3);
    resolvers.onNext('BatchGetItem', async (send) => {
      await resolvers.put('JobTable', jobItem('001', { createdAt: minute(1), status: 'ERROR' }));
      return await send();
    });
    expect(await page()).toEqual({ ids: ['002', '000'], nextToken: null });
  });

  it('keeps the order of the index whatever the order of the answer', async () => {
    const ids = (await putJobs(5)).reverse();
    resolvers.onNext('BatchGetItem', async (send) => {
      const answer = JSON.parse(await send()) as { Responses: { JobTable: unknown[] } };
      answer.Responses.JobTable.reverse();
      return JSON.stringify(answer);
    });
    expect((await page()).ids).toEqual(ids);
  });

  it('fails with `Throttled` rather than lose jobs that DynamoDB did not read', async () => {
    await putJobs(2);
    resolvers.onNext('BatchGetItem', async (send) => {
      const answer = JSON.parse(await send()) as { Responses: { JobTable: unknown[] }; UnprocessedKeys: unknown };
      answer.Responses.JobTable.pop();
      answer.UnprocessedKeys = { JobTable: { Keys: [{ id: { S: '000' } }] } };
      return JSON.stringify(answer);
    });
    expect(await errorsOf({})).toMatchObject([
      {
        path: ['jobsByStatus'],
        errorType: 'Throttled',
        message: 'Throttled: 1 jobs of the page could not be read; ask for the same page again',
      },
    ]);
  });

  it.each([0, -1, 101, 2147483647])('refuses `limit` %i with `BadRequest`', async (limit) => {
    expect(await errorsOf({ limit })).toMatchObject([
      { path: ['jobsByStatus'], errorType: 'BadRequest', message: `limit must be from 1 to 100, not ${limit}` },
    ]);
  });

  it('refuses an empty `nextToken` with `BadRequest`', async () => {
    expect(await errorsOf({ nextToken: '' })).toMatchObject([
      {
        path: ['jobsByStatus'],
        errorType: 'BadRequest',
        message: 'nextToken must not be empty; leave it out for the first page',
      },
    ]);
  });

  it('refuses with `BadRequest` a `nextToken` that is no token, was changed, or belongs to another status', async () => {
    await putJobs(2);
    await resolvers.put('JobTable', jobItem('a', { status: 'ERROR' }), jobItem('b', { status: 'ERROR' }));
    const { nextToken } = await page({ limit: 1 });
    const own = String(nextToken);
    const foreign = (await page({ limit: 1, status: 'ERROR' })).nextToken;
    for (const token of ['nonsense', '🎬', own.slice(1), `${own}${own}`, foreign]) {
      expect(await errorsOf({ nextToken: token }), String(token)).toMatchObject([
        {
          path: ['jobsByStatus'],
          errorType: 'BadRequest',
          message: 'nextToken is not one that this query has returned; start again without it',
        },
      ]);
    }
    expect(await page({ nextToken: own })).toEqual({ ids: ['000'], nextToken: null });
  });

  it('does not blame a `nextToken` for an error that has nothing to do with it', async () => {
    await putJobs(2);
    const { nextToken } = await page({ limit: 1 });
    resolvers.onNext('Query', () => Promise.reject(new Error('not for you')));
    expect(await errorsOf({ nextToken })).toMatchObject([
      { path: ['jobsByStatus'], errorType: 'DynamoDB:DynamoDbException' },
    ]);
  });
});
