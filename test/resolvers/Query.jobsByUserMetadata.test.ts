import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from './start-resolvers.ts';
import { IN_AN_HOUR, jobItem, JUST_EXPIRED, minute, tagRow } from './stored-items.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterAll(async () => await resolvers.close());

const JOBS = /* GraphQL */ `
  query ($key: String!, $value: String!, $status: JobStatus, $limit: Int, $nextToken: String, $sort: SortDirection) {
    jobsByUserMetadata(
      key: $key
      value: $value
      status: $status
      limit: $limit
      nextToken: $nextToken
      sortDirection: $sort
    ) {
      items {
        id
      }
      nextToken
    }
  }
`;

async function page(args: Record<string, unknown>): Promise<{ ids: string[]; nextToken: string | null }> {
  const { data, errors } = await resolvers.run(JOBS, args);
  expect(errors).toBeUndefined();
  const { items, nextToken } = data?.['jobsByUserMetadata'] as { items: { id: string }[]; nextToken: string | null };
  return { ids: items.map(({ id }) => id), nextToken };
}

/** Stores a job and the row that finds it by `tag`. */
async function putJob(tag: string, id: string, createdAt: string, fields: Record<string, unknown> = {}): Promise<void> {
  await Promise.all([
    resolvers.put('JobTable', jobItem(id, { createdAt, ...fields })),
    resolvers.put('JobTagTable', tagRow(tag, { id, createdAt })),
  ]);
}

describe('Query.jobsByUserMetadata', () => {
  it('lists the jobs that carry the pair, newest first, over pages', async () => {
    for (let n = 0; n < 3; n += 1) await putJob('userMetadata:application=Foo', `foo-${n}`, minute(n));
    await putJob('userMetadata:application=Bar', 'bar', minute(9));
    const pair = { key: 'application', value: 'Foo' };
    expect(await page(pair)).toEqual({ ids: ['foo-2', 'foo-1', 'foo-0'], nextToken: null });
    expect(await page({ ...pair, sort: 'ASC' })).toEqual({ ids: ['foo-0', 'foo-1', 'foo-2'], nextToken: null });
    const first = await page({ ...pair, limit: 2 });
    expect(first).toEqual({ ids: ['foo-2', 'foo-1'], nextToken: expect.any(String) as string });
    expect(await page({ ...pair, limit: 2, nextToken: first.nextToken })).toEqual({ ids: ['foo-0'], nextToken: null });
  });

  it('gives a page of 100 jobs', async () => {
    await Promise.all(Array.from({ length: 101 }, (_, n) => putJob('userMetadata:show=big', `big-${n}`, minute(n))));
    const { ids, nextToken } = await page({ key: 'show', value: 'big', limit: 100 });
    expect(ids).toEqual(Array.from({ length: 100 }, (_, n) => `big-${100 - n}`));
    expect(nextToken).toEqual(expect.any(String));
  });

  it('is empty when no job carries the pair', async () => {
    expect(await page({ key: 'application', value: 'nothing' })).toEqual({ ids: [], nextToken: null });
  });

  it('applies `status` after reading: a page may be empty and have a `nextToken`', async () => {
    await putJob('userMetadata:team=a', 'team-0', minute(0), { status: 'ERROR' });
    await putJob('userMetadata:team=a', 'team-1', minute(1), { status: 'COMPLETE' });
    const first = await page({ key: 'team', value: 'a', status: 'ERROR', limit: 1 });
    expect(first).toEqual({ ids: [], nextToken: expect.any(String) as string });
    expect(await page({ key: 'team', value: 'a', status: 'ERROR', nextToken: first.nextToken })).toEqual({
      ids: ['team-0'],
      nextToken: null,
    });
    expect(await page({ key: 'team', value: 'a', status: null })).toEqual({
      ids: ['team-1', 'team-0'],
      nextToken: null,
    });
  });

  it('leaves out rows whose job has vanished, expired, or lives with another `createdAt`, and each job comes once', async () => {
    const tag = 'userMetadata:team=b';
    await resolvers.put('JobTagTable', tagRow(tag, { id: 'vanished', createdAt: minute(1) }));
    await putJob(tag, 'expired', minute(2), { ttl: JUST_EXPIRED });
    await putJob(tag, 'reborn', minute(3));
    await resolvers.put('JobTagTable', tagRow(tag, { id: 'reborn', createdAt: minute(0) }));
    await resolvers.put('JobTagTable', tagRow(tag, { id: 'reborn', createdAt: minute(4) }));
    expect(await page({ key: 'team', value: 'b' })).toEqual({ ids: ['reborn'], nextToken: null });
  });

  it.each([
    ['an equals sign in the key', 'a=b', 'c', 'userMetadata:a%3Db=c'],
    ['an equals sign in the value', 'a', 'b=c', 'userMetadata:a=b=c'],
    ['a key that looks escaped', 'a%3Db', 'c', 'userMetadata:a%253Db=c'],
    ['a key named queue', 'queue', 'Default', 'userMetadata:queue=Default'],
    ['a key that imitates another kind of tag', 'queue:Default', '', 'userMetadata:queue:Default='],
    ['an empty value', 'empty', '', 'userMetadata:empty='],
    ['key `__proto__`', '__proto__', 'constructor', 'userMetadata:__proto__=constructor'],
    ['quotes, slashes, new lines', '"\\/\n', '$1 ${x} #a :b', 'userMetadata:"\\/\n=$1 ${x} #a :b'],
    ['emoji', '🎬', 'ÄÖ', 'userMetadata:🎬=ÄÖ'],
  ])('finds jobs by %s', async (title, key, value, tag) => {
    await putJob(tag, title, minute(0));
    expect(await page({ key, value })).toEqual({ ids: [title], nextToken: null });
  });

  it('finds jobs whose ids are hostile', async () => {
    for (const [n, id] of ['__proto__', 'constructor', '1', 'a#b', '#'].entries()) {
      await putJob('userMetadata:team=c', id, minute(n));
    }
    expect((await page({ key: 'team', value: 'c' })).ids).toEqual(['#', 'a#b', '1', 'constructor', '__proto__']);
  });

  it('does not take a queue for user metadata', async () => {
    await putJob('queue:Secret', 'queued', minute(0));
    expect(await page({ key: 'queue', value: 'Secret' })).toEqual({ ids: [], nextToken: null });
  });

  it('shows a job whose index row has outlived its `ttl`, since only the job’s own expiry counts', async () => {
    await resolvers.put('JobTable', jobItem('late', { ttl: IN_AN_HOUR }));
    await resolvers.put('JobTagTable', { ...tagRow('userMetadata:team=d', { id: 'late' }), ttl: JUST_EXPIRED });
    expect((await page({ key: 'team', value: 'd' })).ids).toEqual(['late']);
  });

  it.each([
    ['an empty key', { key: '', value: 'a' }, 'key must not be empty'],
    [
      'a pair beyond a key of DynamoDB',
      { key: 'a', value: 'x'.repeat(2048) },
      'key and value must not take more than 2,048 bytes',
    ],
    ['`limit` 101', { key: 'a', value: 'b', limit: 101 }, 'limit must be from 1 to 100, not 101'],
    [
      'an empty `nextToken`',
      { key: 'a', value: 'b', nextToken: '' },
      'nextToken must not be empty; leave it out for the first page',
    ],
    [
      'a `nextToken` that is none',
      { key: 'a', value: 'b', nextToken: 'x' },
      'nextToken is not one that this query has returned; start again without it',
    ],
  ])('refuses %s with `BadRequest`', async (_, args, message) => {
    const { errors } = await resolvers.run(JOBS, args);
    expect(errors).toMatchObject([{ path: ['jobsByUserMetadata'], errorType: 'BadRequest', message }]);
  });
});
