import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from './start-resolvers.ts';
import { IN_AN_HOUR, jobItem, JUST_EXPIRED } from './stored-items.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterAll(async () => await resolvers.close());

const EVENTS = /* GraphQL */ `
  query ($id: ID!, $limit: Int, $nextToken: String) {
    job(id: $id) {
      events(limit: $limit, nextToken: $nextToken) {
        items {
          id
          status
          source
          timestamp
          detail
        }
        nextToken
      }
    }
  }
`;

const T0 = Date.UTC(2026, 10, 23, 12);

async function putEvents(jobId: string, count: number, fields: Record<string, unknown> = {}): Promise<void> {
  await resolvers.put('JobTable', jobItem(jobId));
  for (let n = 0; n < count; n += 1) {
    const timestamp = T0 + n * 1000;
    await resolvers.put('EventTable', {
      jobId,
      event: `${String(timestamp).padStart(13, '0')}#event-${n}`,
      status: 'STATUS_UPDATE',
      source: 'aws.mediaconvert',
      timestamp,
      body: JSON.stringify({ id: `event-${n}`, detail: { jobId, n, nested: { list: [1, null, 'ä'] } } }),
      ttl: IN_AN_HOUR,
      ...fields,
    });
  }
}

type Events = { items: { id: string }[]; nextToken: string | null };

async function events(id: string, args: Record<string, unknown> = {}): Promise<Events> {
  const { data, errors } = await resolvers.run(EVENTS, { id, ...args });
  expect(errors).toBeUndefined();
  return (data?.['job'] as { events: Events }).events;
}

describe('Job.events', () => {
  it('lists the raw events, oldest first, `detail` as JSON text', async () => {
    await putEvents('two', 2);
    const { items, nextToken } = await events('two');
    const detail = (n: number) => JSON.stringify({ jobId: 'two', n, nested: { list: [1, null, 'ä'] } });
    expect(nextToken).toBeNull();
    expect(items).toEqual([
      {
        id: 'event-0',
        status: 'STATUS_UPDATE',
        source: 'aws.mediaconvert',
        timestamp: '2026-11-23T12:00:00.000Z',
        detail: detail(0),
      },
      {
        id: 'event-1',
        status: 'STATUS_UPDATE',
        source: 'aws.mediaconvert',
        timestamp: '2026-11-23T12:00:01.000Z',
        detail: detail(1),
      },
    ]);
  });

  it('gives 25 events when it is not told how many, and the rest on the next page', async () => {
    await putEvents('many', 30);
    const first = await events('many');
    expect(first.items.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, n) => `event-${n}`));
    const second = await events('many', { nextToken: first.nextToken });
    expect(second.items.map(({ id }) => id)).toEqual(Array.from({ length: 5 }, (_, n) => `event-${25 + n}`));
    expect(second.nextToken).toBeNull();
  });

  it('leaves expired events out', async () => {
    await putEvents('old', 2, { ttl: JUST_EXPIRED });
    expect(await events('old')).toEqual({ items: [], nextToken: null });
  });

  it('is empty when the events have expired before the job', async () => {
    await putEvents('none', 0);
    expect(await events('none')).toEqual({ items: [], nextToken: null });
  });

  it.each([
    ['`limit` 0', { limit: 0 }, 'limit must be from 1 to 100, not 0'],
    ['`limit` 101', { limit: 101 }, 'limit must be from 1 to 100, not 101'],
    ['an empty `nextToken`', { nextToken: '' }, 'nextToken must not be empty; leave it out for the first page'],
    [
      'a `nextToken` that is none',
      { nextToken: 'x' },
      'nextToken is not one that this query has returned; start again without it',
    ],
  ])('refuses %s with `BadRequest`', async (_, args, message) => {
    await putEvents('asked', 1);
    const { errors } = await resolvers.run(EVENTS, { id: 'asked', ...args });
    expect(errors).toMatchObject([{ path: ['job', 'events'], errorType: 'BadRequest', message }]);
  });

  it('refuses the `nextToken` of another job’s events', async () => {
    await putEvents('mine', 2);
    await putEvents('theirs', 2);
    const { nextToken } = await events('theirs', { limit: 1 });
    const { errors } = await resolvers.run(EVENTS, { id: 'mine', nextToken });
    expect(errors).toMatchObject([{ path: ['job', 'events'], errorType: 'BadRequest' }]);
  });
});
