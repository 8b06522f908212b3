import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openApi } from '../../../../client/api.ts';
import { apiKey } from '../../../../client/authorization.ts';
import type { FollowState } from '../../../../client/job/follow.ts';
import type { JobProgress } from '../../../../client/job/job-progress.ts';
import type { JobFilter } from '../../../../client/job/list/job-filter.ts';
import { JOB_STATUSES } from '../../../../client/job/job-statuses.ts';
import { type JobListWatch, watchJobList } from '../../../../client/job/list/watch-job-list.ts';
import { type AppSyncServer, startAppSyncServer } from '../../appsync-server.ts';
import { createInbox, type Inbox } from '../../inbox.ts';
import { jobProgress } from '../../job-progress.ts';

describe('`watchJobList`', () => {
  let server: AppSyncServer;
  let watch: AbortController;
  let pushed: Inbox<JobProgress>;
  let states: Inbox<FollowState>;

  beforeEach(async () => {
    server = await startAppSyncServer();
    watch = new AbortController();
    pushed = createInbox();
    states = createInbox();
  });

  afterEach(async () => {
    watch.abort();
    await server.close();
  });

  const start = (filter: JobFilter = {}, atLeast = 1): JobListWatch => {
    const backoff = { baseMs: 2, maximumMs: 10, random: () => 0.5 };
    return watchJobList(openApi(server, apiKey('da2-key'), { WebSocket, backoff }), {
      filter,
      atLeast,
      limit: 1_000,
      signal: watch.signal,
      onProgress: pushed.put,
      onRead: () => undefined,
      onState: states.put,
    });
  };
  const live = (): Promise<FollowState> => states.until(({ status }) => status === 'live');
  const store = (number: number, changes: Parameters<typeof jobProgress>[0] = {}): JobProgress => {
    const createdAt = new Date(1671477617078 + number * 1000).toISOString();
    const job = jobProgress({ jobId: `job-${number}`, createdAt, ...changes });
    server.jobs.set(job.jobId, job);
    return job;
  };
  const ids = (jobs: JobListWatch): string[] => jobs.rows().map(({ job }) => job.jobId);
  const numbers = (from: number, to: number): string[] =>
    Array.from({ length: from - to + 1 }, (_, index) => `job-${from - index}`);

  it('lists the jobs of every status, newest first', async () => {
    for (let number = 0; number < 10; number += 1) store(number, { status: JOB_STATUSES[number % 5] ?? 'ERROR' });
    const jobs = start();
    await live();

    expect(ids(jobs)).toEqual(numbers(9, 0));
    expect(jobs.hasMore()).toBe(false);
  });

  it('lists of every status no job before all newer ones were read', async () => {
    for (let number = 0; number < 500; number += 1) store(number, { status: number % 5 === 0 ? 'ERROR' : 'COMPLETE' });
    const jobs = start();
    await live();
    const first = ids(jobs);
    while (jobs.hasMore()) await jobs.readMore();

    expect(first).toEqual(numbers(499, 500 - first.length));
    expect(ids(jobs)).toEqual(numbers(499, 0));
  });

  it('reads as many as are wanted at least, and what follows when it is asked for', async () => {
    for (let number = 0; number < 350; number += 1) store(number, { queueName: 'Default' });
    const jobs = start({ queueName: 'Default' }, 150);
    await live();
    const first = ids(jobs);
    await Promise.all([jobs.readMore(), jobs.readMore()]);

    expect([first.length, ids(jobs).length, jobs.hasMore()]).toEqual([200, 300, true]);
  });

  it.each<[string, JobFilter, string, object]>([
    ['a final status', { status: 'ERROR' }, 'onAnyJobProgress(status: $status)', { status: 'ERROR' }],
    [
      'user metadata',
      { userMetadata: { key: 'a', value: 'b' } },
      'onJobProgressByUserMetadata',
      { key: 'a', value: 'b' },
    ],
    ['a status that jobs leave', { status: 'PROGRESSING' }, 'onAnyJobProgress {', {}],
    ['a queue that jobs leave', { queueName: 'Default' }, 'onAnyJobProgress {', {}],
  ])('subscribes so that it hears of every change of the jobs of %s', async (_, filter, field, variables) => {
    start(filter);
    const { frames } = await server.peers.next();
    const { payload } = await frames.until(({ type }) => type === 'start');
    const sent = JSON.parse(payload?.data ?? '{}') as { query: string; variables: object };

    expect(sent.query).toContain(field);
    expect(sent.variables).toEqual(variables);
  });

  it('lists only jobs of the filter, whatever the API can choose by', async () => {
    const userMetadata = [{ key: 'a', value: 'b' }];
    store(1, { userMetadata });
    store(2, { userMetadata, queueName: 'other' });
    store(3);
    const jobs = start({ queueName: 'Default', userMetadata: { key: 'a', value: 'b' } });
    await live();

    expect(ids(jobs)).toEqual(['job-1']);
  });

  it('drops a job from the list that it leaves, and tells of it', async () => {
    const job = store(1);
    const jobs = start({ status: 'PROGRESSING' });
    await live();
    const done = { ...job, version: 2, status: 'COMPLETE' as const };
    (await server.peers.next()).publish(done);

    expect(await pushed.next()).toEqual(done);
    expect(ids(jobs)).toEqual([]);
  });

  it('lists after an interruption what is there now, as far as it was read before', async () => {
    for (let number = 0; number < 250; number += 1) store(number);
    const jobs = start({ status: 'PROGRESSING' });
    await live();
    await jobs.readMore();

    store(240, { version: 2, status: 'COMPLETE' });
    const changed = store(60, { version: 2 });
    (await server.peers.next()).drop();
    await live();

    expect(ids(jobs).slice(0, 199)).toEqual(numbers(249, 50).filter((id) => id !== 'job-240'));
    expect(jobs.find('job-60')).toEqual(changed);
  });

  it('can be asked again for what could not be read', async () => {
    for (let number = 0; number < 150; number += 1) store(number, { status: 'ERROR' });
    const jobs = start({ status: 'ERROR' });
    await live();
    server.faults.push({ status: 503, body: { errors: [{ message: 'Throttled' }] } });

    await expect(jobs.readMore()).rejects.toThrow('Throttled');
    await jobs.readMore();
    expect(ids(jobs)).toEqual(numbers(149, 0));
  });

  it('asks nothing while updates are pushed', async () => {
    start();
    await live();
    const asked = server.requests.length;
    const peer = await server.peers.next();

    for (let version = 1; version <= 50; version += 1) peer.publish(jobProgress({ version }));
    await pushed.until(({ version }) => version === 50);

    expect(server.requests).toHaveLength(asked);
  });
});
