import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobProgress } from '../../../functions/collector/publish/job-progress.ts';
import { PUBLISH_JOB_PROGRESS } from '../../../functions/collector/publish/publish-job-progress.ts';
import type { Caller } from '../../../local/appsync/caller.ts';
import type { AcceptedSubscription } from '../../../local/appsync/engine.ts';
import { givenNames, valuesKey } from '../../../local/appsync/realtime/argument-filter.ts';
import { matchesFilter } from '../../../local/appsync/realtime/enhanced-filter.ts';
import { startResolvers, type Resolvers } from '../start-resolvers.ts';
import { userWith } from '../test-callers.ts';
import { A, CLAIM, DENIED, KEY, REFUSAL, SEEING, TENANCY } from './callers.ts';
import { JOBS, jobsOf, stepOf } from './tenant-jobs.ts';

let resolvers: Resolvers;
/** What the collector publishes of each job, as the mutation gives it to the subscribers. */
let updates: Record<string, unknown>[];
beforeAll(async () => {
  resolvers = await startResolvers(TENANCY);
  const inputs = JOBS.map((job) => jobProgress(stepOf(job).record, Date.now(), KEY));
  const answers = await Promise.all(inputs.map(async (input) => await resolvers.run(PUBLISH_JOB_PROGRESS, { input })));
  updates = answers.map(({ data }) => data?.['publishJobProgress'] as Record<string, unknown>);
});
afterAll(async () => await resolvers.close());

/** Every subscription, with every kind of argument, and which updates it is about. */
const SUBSCRIPTIONS: { field: string; about: (job: (typeof JOBS)[number]) => boolean }[] = [
  ...JOBS.slice(0, 5).map(({ id }) => ({
    field: `onJobProgress(jobId: "${id}")`,
    about: (job: (typeof JOBS)[number]) => job.id === id,
  })),
  { field: 'onJobProgressByUserMetadata(key: "application", value: "Foo")', about: () => true },
  { field: 'onJobProgressByUserMetadata(key: "application", value: "Bar")', about: () => false },
  { field: `onJobProgressByUserMetadata(key: "${KEY}", value: "B")`, about: ({ tenant }) => tenant === 'B' },
  { field: 'onAnyJobProgress', about: () => true },
  { field: 'onAnyJobProgress(status: COMPLETE)', about: ({ even }) => even },
  { field: 'onAnyJobProgress(queueName: "Q")', about: ({ even }) => !even },
  { field: 'onAnyJobProgress(status: COMPLETE, queueName: "Q")', about: () => false },
  { field: 'onAnyJobProgress(status: null, queueName: null)', about: () => true },
];

async function subscribe(field: string, caller: Caller): Promise<AcceptedSubscription> {
  const answer = await resolvers.subscribe(`subscription { ${field} { jobId } }`, {}, caller);
  if ('errors' in answer) throw new Error(JSON.stringify(answer.errors));
  return answer.subscription;
}

/** Whether AppSync delivers an update, here the mutation's result, to a subscription. */
function isDelivered(accepted: AcceptedSubscription, update: Record<string, unknown>): boolean {
  if (accepted.filter) {
    return matchesFilter(accepted.filter, (line) => {
      throw new Error(line);
    })(update);
  }
  const names = givenNames(accepted.arguments);
  return valuesKey(accepted.arguments, names) === valuesKey(update, names);
}

describe.each(SEEING)('%s', (_, caller, tenant) => {
  it.each(SUBSCRIPTIONS)('gets exactly the updates of its jobs from $field', async ({ field, about }) => {
    const accepted = await subscribe(field, caller);
    const delivered = updates.filter((update) => isDelivered(accepted, update));
    const expected = jobsOf(tenant).filter(about);
    expect(delivered.map(({ jobId }) => jobId)).toEqual(expected.map(({ id }) => id));
  });
});

describe.each(DENIED)('%s', (_, caller) => {
  it.each(SUBSCRIPTIONS)('is refused by $field', async ({ field }) => {
    const answer = await resolvers.subscribe(`subscription { ${field} { jobId } }`, {}, caller);
    expect(answer).toMatchObject({ errors: [REFUSAL] });
  });

  it('is refused before the arguments are looked at', async () => {
    const answer = await resolvers.subscribe('subscription { onJobProgress(jobId: "") { jobId } }', {}, caller);
    expect(answer).toMatchObject({ errors: [REFUSAL] });
  });
});

describe("a tenant's filter", () => {
  it.each(SUBSCRIPTIONS)('has no two conditions on one field, and one on `tenant`: $field', async ({ field }) => {
    const { filter } = await subscribe(field, A);
    expect(filter?.filterGroup).toHaveLength(1);
    const conditions = filter?.filterGroup[0]?.filters ?? [];
    expect(new Set(conditions.map(({ fieldName }) => fieldName)).size).toBe(conditions.length);
    expect(conditions).toContainEqual({ fieldName: 'tenant', operator: 'eq', value: 'A' });
  });

  it.each(SUBSCRIPTIONS)('takes 256 characters, and is refused with more: $field', async ({ field }) => {
    const source = `subscription { ${field} { jobId } }`;
    expect(await resolvers.subscribe(source, {}, userWith({ [CLAIM]: 'x'.repeat(256) }))).toHaveProperty(
      'subscription',
    );
    expect(await resolvers.subscribe(source, {}, userWith({ [CLAIM]: 'x'.repeat(257) }))).toMatchObject({
      errors: [
        {
          errorType: 'BadRequest',
          message: "the caller's tenant must not take more than 256 characters, and takes 257",
        },
      ],
    });
  });
});
