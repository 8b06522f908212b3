import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from './start-resolvers.ts';
import { IN_AN_HOUR, jobItem, JUST_EXPIRED, minute, queueArn } from './stored-items.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterAll(async () => await resolvers.close());

const JOB = /* GraphQL */ `
  query ($id: ID!) {
    job(id: $id) {
      id
      status
      createdAt
      version
      account
      region
      queue
      queueName
      userMetadata {
        key
        value
      }
      eventTimes {
        createTime
        firstProgressingTime
        lastTime
        errorTime
      }
      progressMetrics {
        percentJobComplete
        percentSource
        currentPhase
        phaseDurations {
          probing
          transcoding
        }
        waitedForCapacity
        waitedForCapacityDuration
        retryCount
      }
      warnings {
        code
        message
        count
        firstSeen
        lastSeen
      }
      error {
        code
        message
      }
      queueTransitions {
        fromQueue
        toQueue
        priority
        time
      }
      stalled
      missing
      expiresAt
    }
  }
`;

const job = async (id: string) => await resolvers.run(JOB, { id });

describe('Query.job', () => {
  it('shows everything that the item holds', async () => {
    const T0 = Date.UTC(2026, 10, 23, 12, 0, 0, 125);
    await resolvers.put(
      'JobTable',
      jobItem('full', {
        version: 7,
        status: 'ERROR',
        ttl: IN_AN_HOUR,
        userMetadata: [{ key: 'application', value: 'Foo' }],
        eventTimes: { createTime: T0, firstProgressingTime: T0 + 1000, lastTime: T0 + 2000, errorTime: T0 + 2000 },
        progressMetrics: {
          percentJobComplete: 12.5,
          percentSource: 'SERVICE',
          currentPhase: 'TRANSCODING',
          phaseDurations: { probing: 3 },
          waitedForCapacity: true,
          waitedForCapacityDuration: 12.5,
          retryCount: 1,
        },
        missing: true,
        warnings: [
          { code: 1, message: 'newest', count: 2, firstSeen: T0, lastSeen: T0 + 1 },
          { code: 2, count: 1, firstSeen: T0, lastSeen: T0 },
        ],
        error: { code: 1040, message: 'no such file' },
        queueTransitions: [
          { fromQueue: queueArn('Default'), toQueue: queueArn('Other'), priority: -5, time: T0 },
          { time: T0 },
        ],
      }),
    );
    expect(await job('full')).toEqual({
      data: {
        job: {
          id: 'full',
          status: 'ERROR',
          createdAt: minute(0),
          version: 7,
          account: '000000000000',
          region: 'us-east-1',
          queue: queueArn('Default'),
          queueName: 'Default',
          userMetadata: [{ key: 'application', value: 'Foo' }],
          eventTimes: {
            createTime: '2026-11-23T12:00:00.125Z',
            firstProgressingTime: '2026-11-23T12:00:01.125Z',
            lastTime: '2026-11-23T12:00:02.125Z',
            errorTime: '2026-11-23T12:00:02.125Z',
          },
          progressMetrics: {
            percentJobComplete: 12.5,
            percentSource: 'SERVICE',
            currentPhase: 'TRANSCODING',
            phaseDurations: { probing: 3, transcoding: null },
            waitedForCapacity: true,
            waitedForCapacityDuration: 12.5,
            retryCount: 1,
          },
          warnings: [
            {
              code: 1,
              message: 'newest',
              count: 2,
              firstSeen: '2026-11-23T12:00:00.125Z',
              lastSeen: '2026-11-23T12:00:00.126Z',
            },
            {
              code: 2,
              message: null,
              count: 1,
              firstSeen: '2026-11-23T12:00:00.125Z',
              lastSeen: '2026-11-23T12:00:00.125Z',
            },
          ],
          error: { code: 1040, message: 'no such file' },
          queueTransitions: [
            {
              fromQueue: queueArn('Default'),
              toQueue: queueArn('Other'),
              priority: -5,
              time: '2026-11-23T12:00:00.125Z',
            },
            { fromQueue: null, toQueue: null, priority: null, time: '2026-11-23T12:00:00.125Z' },
          ],
          stalled: false,
          missing: true,
          expiresAt: new Date(IN_AN_HOUR * 1000).toISOString(),
        },
      },
    });
  });

  it('shows a job of which nearly nothing is known', async () => {
    const item = { id: 'bare', version: 1, status: 'SUBMITTED', createdAt: minute(0), ttl: IN_AN_HOUR };
    await resolvers.put('JobTable', item);
    expect(await job('bare')).toEqual({
      data: {
        job: {
          id: 'bare',
          status: 'SUBMITTED',
          createdAt: minute(0),
          version: 1,
          account: '',
          region: '',
          queue: '',
          queueName: '',
          userMetadata: [],
          eventTimes: { createTime: null, firstProgressingTime: null, lastTime: null, errorTime: null },
          progressMetrics: {
            percentJobComplete: null,
            percentSource: null,
            currentPhase: null,
            phaseDurations: null,
            waitedForCapacity: null,
            waitedForCapacityDuration: null,
            retryCount: null,
          },
          warnings: [],
          error: null,
          queueTransitions: [],
          stalled: false,
          missing: false,
          expiresAt: new Date(IN_AN_HOUR * 1000).toISOString(),
        },
      },
    });
  });

  it('is null for a job that nobody knows', async () => {
    expect(await job('nobody')).toEqual({ data: { job: null } });
  });

  it('is null for an expired job that DynamoDB has not deleted yet', async () => {
    await resolvers.put('JobTable', jobItem('expired', { ttl: JUST_EXPIRED }));
    expect(await job('expired')).toEqual({ data: { job: null } });
  });

  it('reads consistently', async () => {
    let body = '';
    resolvers.onNext('GetItem', async (send, request) => {
      body = request;
      return await send();
    });
    await job('nobody');
    expect(JSON.parse(body)).toMatchObject({ TableName: 'JobTable', ConsistentRead: true });
  });

  it.each([
    ['an empty id', '', 'id must not be empty'],
    ['an id of 2,049 bytes', 'x'.repeat(2049), 'id must not take more than 2,048 bytes'],
    ['an id of 513 characters of four bytes', '🎬'.repeat(513), 'id must not take more than 2,048 bytes'],
  ])('refuses %s with `BadRequest`', async (_, id, message) => {
    const { data, errors } = await job(id);
    expect(data).toEqual({ job: null });
    expect(errors).toMatchObject([{ path: ['job'], errorType: 'BadRequest', message }]);
  });

  it.each([
    ['2,048 bytes', 'x'.repeat(2048)],
    ['512 characters of four bytes', '🎬'.repeat(512)],
    ['the name of an object’s prototype', '__proto__'],
  ])('takes an id of %s', async (_, id) => {
    await resolvers.put('JobTable', jobItem(id));
    expect(await resolvers.run('query ($id: ID!) { job(id: $id) { id } }', { id })).toEqual({ data: { job: { id } } });
  });

  it('passes on what else DynamoDB says', async () => {
    resolvers.onNext('GetItem', () => Promise.reject(new Error('not for you')));
    const { data, errors } = await job('full');
    expect(data).toEqual({ job: null });
    expect(errors).toMatchObject([{ path: ['job'], errorType: 'DynamoDB:DynamoDbException' }]);
    expect(errors?.[0]?.message).toMatch(/^not for you /);
  });
});

describe('Job.stalled', () => {
  type Silence = {
    silent: number;
    heard?: number;
    statusUpdateInterval?: number;
    status?: string;
    updatedAt?: undefined;
  };

  it.each<[string, Silence, boolean]>([
    ['is false 170 s after an update without a known interval', { silent: 170 }, false],
    ['is true 190 s after an update without a known interval', { silent: 190 }, true],
    ['is true 40 s after an update every 10 s', { silent: 40, statusUpdateInterval: 10 }, true],
    ['is false 1,700 s after an update every 600 s', { silent: 1700, statusUpdateInterval: 600 }, false],
    ['is true 1,900 s after an update every 600 s', { silent: 1900, statusUpdateInterval: 600 }, true],
    ['is false for a job that waits', { silent: 9000, status: 'SUBMITTED' }, false],
    ['is false for a complete job', { silent: 9000, status: 'COMPLETE' }, false],
    ['is false when no update was ever stored', { silent: 0, updatedAt: undefined }, false],
    ['is true when only answers to questions came since', { silent: 0, heard: 190 }, true],
    ['is false when something was heard, whatever `updatedAt` says', { silent: 190, heard: 170 }, false],
  ])('%s', async (id, { silent, heard, ...fields }, stalled) => {
    const updatedAt = new Date(Date.now() - silent * 1000).toISOString();
    const heardAt = heard === undefined ? undefined : Date.now() - heard * 1000;
    await resolvers.put('JobTable', jobItem(id, { status: 'PROGRESSING', updatedAt, heardAt, ...fields }));
    const { data } = await resolvers.run('query ($id: ID!) { job(id: $id) { stalled } }', { id });
    expect(data).toEqual({ job: { stalled } });
  });
});
