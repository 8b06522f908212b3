import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from './start-resolvers.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterAll(async () => await resolvers.close());

const ONE = 'subscription ($jobId: ID!) { onJobProgress(jobId: $jobId) { jobId } }';
const BY_USER_METADATA =
  'subscription ($key: String!, $value: String!) { onJobProgressByUserMetadata(key: $key, value: $value) { jobId } }';
const ANY =
  'subscription ($status: JobStatus, $queueName: String) { onAnyJobProgress(status: $status, queueName: $queueName) { jobId } }';

const filterOf = (...filters: object[]) => ({ filterGroup: [{ filters }] });

async function accepted(source: string, variables: Record<string, unknown> = {}): Promise<object> {
  const answer = await resolvers.subscribe(source, variables);
  if ('errors' in answer) throw new Error(JSON.stringify(answer.errors));
  return answer.subscription;
}

describe('Subscription.onJobProgress', () => {
  it('leaves the filtering to the argument', async () => {
    expect(await accepted(ONE, { jobId: 'a' })).toEqual({
      field: 'onJobProgress',
      mutations: ['publishJobProgress'],
      arguments: { jobId: 'a' },
    });
  });
});

describe('Subscription.onJobProgressByUserMetadata', () => {
  it.each([
    ['a pair', 'application', 'Foo', 'application=Foo'],
    ['an empty value', 'application', '', 'application='],
    ['an equals sign in the key', 'a=b', 'c', 'a%3Db=c'],
    ['an equals sign in the value', 'a', 'b=c', 'a=b=c'],
    ['a percent sign in the key', 'a%3Db', '%', 'a%253Db=%'],
    ['256 characters', 'k', 'v'.repeat(254), `k=${'v'.repeat(254)}`],
  ])('sets a filter on `tags` for %s', async (_, key, value, tag) => {
    expect(await accepted(BY_USER_METADATA, { key, value })).toMatchObject({
      filter: filterOf({ fieldName: 'tags', operator: 'contains', value: tag }),
    });
  });
});

describe('Subscription.onAnyJobProgress', () => {
  const status = { fieldName: 'status', operator: 'eq', value: 'ERROR' };
  const queueName = { fieldName: 'queueName', operator: 'eq', value: 'Default' };
  const everything = { fieldName: 'version', operator: 'ge', value: 0 };

  it.each([
    ['a status', { status: 'ERROR' }, [status]],
    ['a queue', { queueName: 'Default' }, [queueName]],
    ['both', { status: 'ERROR', queueName: 'Default' }, [status, queueName]],
    ['a status, the queue being null', { status: 'ERROR', queueName: null }, [status]],
    ['nothing', {}, [everything]],
    ['nothing, both being null', { status: null, queueName: null }, [everything]],
  ])('filters by %s', async (_, variables, filters) => {
    expect(await accepted(ANY, variables)).toMatchObject({ filter: filterOf(...filters) });
  });
});

describe('A subscription that could never match', () => {
  it.each([
    ['an empty job id', ONE, { jobId: '' }, 'jobId must not be empty'],
    [
      'a job id of 257 characters',
      ONE,
      { jobId: 'x'.repeat(257) },
      'jobId must not take more than 256 characters, and takes 257',
    ],
    ['an empty key', BY_USER_METADATA, { key: '', value: 'a' }, 'key must not be empty'],
    [
      'a pair of 257 characters',
      BY_USER_METADATA,
      { key: 'k', value: 'v'.repeat(255) },
      'key and value must not take more than 256 characters, and takes 257',
    ],
    [
      'a pair that is too long only once it is escaped',
      BY_USER_METADATA,
      { key: '='.repeat(86), value: '' },
      'key and value must not take more than 256 characters, and takes 259',
    ],
    ['an empty queue name', ANY, { queueName: '' }, 'queueName must not be empty'],
    [
      'a queue name of 257 characters',
      ANY,
      { queueName: 'x'.repeat(257) },
      'queueName must not take more than 256 characters, and takes 257',
    ],
  ])('is refused with `BadRequest` for %s', async (_, source, variables, message) => {
    const answer = await resolvers.subscribe(source, variables);
    expect(answer).toMatchObject({ errors: [{ errorType: 'BadRequest', message }] });
  });
});
