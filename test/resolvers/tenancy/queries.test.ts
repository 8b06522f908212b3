import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from '../start-resolvers.ts';
import { ADMINISTRATOR, userWith } from '../test-callers.ts';
import { CLAIM, DENIED, KEY, REFUSAL, SEEING, TENANCY } from './callers.ts';
import { collectJobs, JOBS, jobsOf, LISTS, pageOf, pagesOf } from './tenant-jobs.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers(TENANCY);
  await collectJobs(resolvers, JOBS);
});
afterAll(async () => await resolvers.close());

const JOB = /* GraphQL */ `
  query ($id: ID!) {
    job(id: $id) {
      id
      userMetadata {
        key
        value
      }
      settings
      inputs {
        uri
      }
      events {
        items {
          id
        }
      }
    }
  }
`;

describe.each(SEEING)('%s', (_, caller, tenant) => {
  it('sees exactly its jobs in `job`; another is as good as unknown, to the letter', async () => {
    const unknown = await resolvers.run(JOB, { id: 'unknown' }, caller);
    expect(unknown).toEqual({ data: { job: null } });
    for (const job of JOBS) {
      const answer = await resolvers.run(JOB, { id: job.id }, caller);
      if (jobsOf(tenant).includes(job)) expect(answer).toMatchObject({ data: { job: { id: job.id } } });
      else expect(answer).toEqual(unknown);
    }
  });

  it.each(LISTS)('sees exactly its jobs in $name, whatever the length of a page', async (list) => {
    const expected = jobsOf(tenant).filter(list.contains);
    if (!list.args.includes('ASC')) expected.reverse();
    for (const limit of [2, 100]) {
      expect((await pagesOf(resolvers, caller, list, limit)).flat()).toEqual(expected.map(({ id }) => id));
    }
  });
});

describe.each(DENIED)('%s', (_, caller) => {
  it('is refused in `job`, whether there is such a job or not', async () => {
    for (const id of ['job-0', 'job-2', 'unknown', '']) {
      const { data, errors } = await resolvers.run(JOB, { id }, caller);
      expect({ data, errors }).toMatchObject({ data: { job: null }, errors: [{ path: ['job'], ...REFUSAL }] });
    }
  });

  it.each(LISTS)('is refused in $name, before its arguments are looked at', async (list) => {
    const { page, errors } = await pageOf(resolvers, caller, list, { limit: 0 });
    expect({ page, errors }).toMatchObject({ page: null, errors: [REFUSAL] });
  });
});

describe('a tenant too long for a key of DynamoDB', () => {
  it.each(LISTS)('is refused with `BadRequest` in $name', async (list) => {
    const { page, errors } = await pageOf(resolvers, userWith({ [CLAIM]: '漢'.repeat(683) }), list);
    expect({ page, errors }).toMatchObject({ page: null, errors: [{ errorType: 'BadRequest' }] });
  });
});

describe('an environment that says half of tenancy', () => {
  it.each([{ TENANT_CLAIM: CLAIM }, { TENANT_METADATA_KEY: KEY }])('%j lets in nobody but IAM', async (half) => {
    const halfway = await startResolvers(half);
    try {
      const user = userWith({ [CLAIM]: 'A', undefined: 'A', null: 'A', '': 'A' });
      expect(await halfway.run(JOB, { id: 'unknown' }, user)).toMatchObject({
        errors: [{ errorType: 'Unauthorized' }],
      });
      expect(await halfway.run(JOB, { id: 'unknown' }, ADMINISTRATOR)).toEqual({ data: { job: null } });
    } finally {
      await halfway.close();
    }
  });
});

describe('a claim named like something that every object has', () => {
  it.each(['constructor', '__proto__', 'toString'])('%s is one like any other', async (claim) => {
    const named = await startResolvers({ TENANT_CLAIM: claim, TENANT_METADATA_KEY: KEY });
    try {
      expect(await named.run(JOB, { id: 'unknown' }, userWith({}))).toMatchObject({
        errors: [{ errorType: 'Unauthorized' }],
      });
      const user = userWith(JSON.parse(`{ "${claim}": "A" }`) as Record<string, unknown>);
      expect((await named.run(JOB, { id: 'unknown' }, user)).data).toEqual({ job: null });
    } finally {
      await named.close();
    }
  });
});
