import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, SubscriptionFilter } from '../../../../local/appsync/engine.ts';
import { matchesFilter } from '../../../../local/appsync/realtime/enhanced-filter.ts';
import { createSubscriptions } from '../../../../local/appsync/realtime/subscriptions.ts';
import { ADMIN, createTestEngine, execute, PUBLISH, serveTestApi, type TestApi } from './test-api.ts';
import { connect, subscribe, type TestClient } from './test-client.ts';

const ON_JOB = 'subscription($jobId: ID) { onUpdate(jobId: $jobId) { jobId } }';
const ON_QUEUE = 'subscription($queueName: String) { onUpdate(queueName: $queueName) { jobId queueName } }';
const ON_FILTERED = 'subscription($filter: AWSJSON!) { onFiltered(jobId: "never", filter: $filter) { jobId } }';

/** What a subscriber is handed for an update. */
const seen = (id: string, field: string, update: object) => ({
  id,
  type: 'data',
  payload: { data: { [field]: update } },
});

describe('what a socket is sent', () => {
  let api: TestApi;
  const clients: TestClient[] = [];
  beforeAll(async () => {
    api = await serveTestApi();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.socket.terminate();
  });
  afterAll(() => api.close());
  const connected = async (): Promise<TestClient> => {
    const client = await connect(api.host);
    clients.push(client);
    return client;
  };

  it('is the updates of its own job, in their order', async () => {
    const [one, other] = [await connected(), await connected()];
    await subscribe(one, '1', ON_JOB, { jobId: 'one' });
    await subscribe(other, '1', ON_JOB, { jobId: 'other' });
    for (const jobId of ['one', 'other', 'one ', 'One', 'other']) await api.publish({ jobId });
    await api.publish({ jobId: 'one' });
    expect([await one.next(), await one.next()]).toEqual([
      seen('1', 'onUpdate', { jobId: 'one' }),
      seen('1', 'onUpdate', { jobId: 'one' }),
    ]);
    expect([await other.next(), await other.next()]).toEqual([
      seen('1', 'onUpdate', { jobId: 'other' }),
      seen('1', 'onUpdate', { jobId: 'other' }),
    ]);
  });

  it('is only the updates whose field is null, for an argument that is', async () => {
    const client = await connected();
    await subscribe(client, '1', ON_QUEUE, { queueName: null });
    await api.publish({ jobId: 'a', queueName: 'q' });
    await api.publish({ jobId: 'b', queueName: null });
    expect(await client.next()).toEqual(seen('1', 'onUpdate', { jobId: 'b', queueName: null }));
  });

  it('is what the filter lets through, whatever the arguments are', async () => {
    const client = await connected();
    const filter = JSON.stringify({
      filterGroup: [{ filters: [{ fieldName: 'tags', operator: 'contains', value: 'k=v' }] }],
    });
    await subscribe(client, '1', ON_FILTERED, { filter });
    await api.publish({ jobId: 'a', tags: ['k=v2'] });
    await api.publish({ jobId: 'b', tags: ['x=y', 'k=v'] });
    expect(await client.next()).toEqual(seen('1', 'onFiltered', { jobId: 'b' }));
  });

  it('is nothing of what the mutation did not select, even with a filter on it', async () => {
    const client = await connected();
    await subscribe(client, '1', ON_QUEUE, { queueName: 'q' });
    await subscribe(client, '2', ON_QUEUE, { queueName: null });
    await execute(api.engine, 'mutation { publish(input: { jobId: "a", queueName: "q" }) { jobId } }');
    await api.publish({ jobId: 'b', queueName: 'q' });
    expect(await client.next()).toEqual(seen('1', 'onUpdate', { jobId: 'b', queueName: 'q' }));
  });

  it('is each of its subscriptions by itself', async () => {
    const client = await connected();
    await subscribe(client, 'job', ON_JOB, { jobId: 'a' });
    await subscribe(client, 'same "id"', ON_JOB, { jobId: 'a' });
    await subscribe(client, 'queue', ON_QUEUE, { queueName: 'q' });
    await api.publish({ jobId: 'a', queueName: 'q' });
    expect([await client.next(), await client.next(), await client.next()]).toEqual([
      seen('job', 'onUpdate', { jobId: 'a' }),
      seen('same "id"', 'onUpdate', { jobId: 'a' }),
      seen('queue', 'onUpdate', { jobId: 'a', queueName: 'q' }),
    ]);
  });
});

describe('createSubscriptions', () => {
  /** Adds a subscription as the engine accepts it; gives what it is handed. */
  async function add(
    engine: Engine,
    subscriptions: ReturnType<typeof createSubscriptions>,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<{ delivered: unknown[]; remove(): void }> {
    const prepared = engine.prepare({ query, variables });
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
    const { operation } = prepared;
    const result = await engine.subscribe(operation, { ...ADMIN, mode: 'API_KEY' });
    if ('errors' in result) throw new Error(JSON.stringify(result));
    const accepted = result.subscription;
    const filter = accepted.filter && matchesFilter(accepted.filter, () => undefined);
    const delivered: unknown[] = [];
    const deliver = (tail: Buffer): void => void delivered.push(JSON.parse(tail.toString().slice(0, -1)));
    const invalidate = (): void => undefined;
    const subscription = { operation, accepted, ...(filter && { filter }), deliver, invalidate };
    return { delivered, remove: subscriptions.add(subscription) };
  }

  const JOBS = ['a', 'b', 'A', 'a ', '', 'ab', 'null', '%'];
  const job = fc.constantFrom(...JOBS);
  const filterOf = (jobId: string): SubscriptionFilter => ({
    filterGroup: [{ filters: [{ fieldName: 'jobId', operator: 'eq', value: jobId }] }],
  });

  it('shows no update of a job to a subscriber of another, and every one to its own', async () => {
    const engine = createTestEngine();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ jobId: job, filtered: fc.boolean() }), { maxLength: 12 }),
        fc.array(job, { maxLength: 8 }),
        async (wanted, updates) => {
          const subscriptions = createSubscriptions(engine, () => undefined);
          const live = await Promise.all(
            wanted.map(({ jobId, filtered }) =>
              filtered
                ? add(engine, subscriptions, ON_FILTERED, { filter: JSON.stringify(filterOf(jobId)) })
                : add(engine, subscriptions, ON_JOB, { jobId }),
            ),
          );
          for (const jobId of updates) await execute(engine, PUBLISH, { input: { jobId } });
          for (const { remove } of live) remove();
          for (const jobId of updates) await execute(engine, PUBLISH, { input: { jobId } });

          expect(live.map(({ delivered }) => delivered)).toEqual(
            wanted.map(({ jobId, filtered }) =>
              updates
                .filter((update) => update === jobId)
                .map(() => ({ data: { [filtered ? 'onFiltered' : 'onUpdate']: { jobId } } })),
            ),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it('projects an event once for each distinct selection, whatever filters it', async () => {
    const engine = createTestEngine();
    let projections = 0;
    const counting: Engine = {
      ...engine,
      project: (operation, payload) => {
        projections += 1;
        return engine.project(operation, payload);
      },
    };
    const subscriptions = createSubscriptions(counting, () => undefined);
    const same = await Promise.all(
      Array.from({ length: 50 }, () => add(engine, subscriptions, ON_JOB, { jobId: 'a' })),
    );
    await add(engine, subscriptions, ON_JOB, { jobId: 'b' });
    await add(engine, subscriptions, ON_QUEUE, { queueName: 'q' });
    const filtered = await Promise.all(
      ['b', 'c', 'd'].map((value) => {
        const filters = [{ fieldName: 'jobId', operator: 'lt', value }];
        return add(engine, subscriptions, ON_FILTERED, { filter: JSON.stringify({ filterGroup: [{ filters }] }) });
      }),
    );
    await execute(engine, PUBLISH, { input: { jobId: 'a', queueName: 'q' } });
    expect(projections).toBe(3);
    expect([...same, ...filtered].map(({ delivered }) => delivered.length)).toEqual(Array(53).fill(1));
  });
});
