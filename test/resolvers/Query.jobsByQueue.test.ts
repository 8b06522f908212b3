import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from './start-resolvers.ts';
import { jobItem, minute, queueArn, tagRow } from './stored-items.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterAll(async () => await resolvers.close());

const JOBS = /* GraphQL */ `
  query ($queue: String!, $status: JobStatus, $limit: Int, $nextToken: String) {
    jobsByQueue(queue: $queue, status: $status, limit: $limit, nextToken: $nextToken) {
      items {
        id
        queueName
      }
      nextToken
    }
  }
`;

async function ids(args: Record<string, unknown>): Promise<string[]> {
  const { data, errors } = await resolvers.run(JOBS, args);
  expect(errors).toBeUndefined();
  return (data?.['jobsByQueue'] as { items: { id: string }[] }).items.map(({ id }) => id);
}

async function putJob(
  id: string,
  queue: string,
  createdAt: string,
  fields: Record<string, unknown> = {},
): Promise<void> {
  const queueName = queue.split('/').at(-1) ?? '';
  await resolvers.put('JobTable', jobItem(id, { createdAt, queue, queueName, ...fields }));
  await resolvers.put('JobTagTable', tagRow(`queue:${queueName}`, { id, createdAt }));
}

describe('Query.jobsByQueue', () => {
  it('takes a queue by its name or its ARN, newest first', async () => {
    await putJob('d-0', queueArn('Daily'), minute(0));
    await putJob('d-1', queueArn('Daily'), minute(1));
    await putJob('n-0', queueArn('Nightly'), minute(2));
    expect(await ids({ queue: 'Daily' })).toEqual(['d-1', 'd-0']);
    expect(await ids({ queue: queueArn('Daily') })).toEqual(['d-1', 'd-0']);
    expect(await ids({ queue: 'Weekly' })).toEqual([]);
  });

  it('tells queues of one name in two regions apart by their ARNs', async () => {
    const other = queueArn('Twin').replace('us-east-1', 'eu-west-1');
    await putJob('here', queueArn('Twin'), minute(0));
    await putJob('there', other, minute(1));
    expect(await ids({ queue: 'Twin' })).toEqual(['there', 'here']);
    expect(await ids({ queue: queueArn('Twin') })).toEqual(['here']);
    expect(await ids({ queue: other })).toEqual(['there']);
  });

  it('shows a job that hopped in its new queue only', async () => {
    await putJob('hopper', queueArn('Old'), minute(0));
    await putJob('stayer', queueArn('Old'), minute(1));
    await putJob('hopper', queueArn('New'), minute(0));
    expect(await ids({ queue: 'Old' })).toEqual(['stayer']);
    expect(await ids({ queue: queueArn('Old') })).toEqual(['stayer']);
    expect(await ids({ queue: 'New' })).toEqual(['hopper']);
    expect(await ids({ queue: queueArn('New') })).toEqual(['hopper']);
  });

  it('filters by `status` after reading', async () => {
    await putJob('done', queueArn('Mixed'), minute(0));
    await putJob('failed', queueArn('Mixed'), minute(1), { status: 'ERROR' });
    expect(await ids({ queue: 'Mixed', status: 'ERROR' })).toEqual(['failed']);
  });

  it.each([
    ['an empty queue', { queue: '' }, 'queue must not be empty'],
    ['an ARN without a name', { queue: queueArn('') }, 'queue must not be empty'],
    ['a queue beyond a key of DynamoDB', { queue: 'x'.repeat(2048) }, 'queue must not take more than 2,048 bytes'],
    ['`limit` 0', { queue: 'a', limit: 0 }, 'limit must be from 1 to 100, not 0'],
    [
      'a `nextToken` that is none',
      { queue: 'a', nextToken: 'x' },
      'nextToken is not one that this query has returned; start again without it',
    ],
  ])('refuses %s with `BadRequest`', async (_, args, message) => {
    const { errors } = await resolvers.run(JOBS, args);
    expect(errors).toMatchObject([{ path: ['jobsByQueue'], errorType: 'BadRequest', message }]);
  });
});
