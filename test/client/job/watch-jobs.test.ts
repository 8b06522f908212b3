import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { apiKey } from '../../../client/authorization.ts';
import type { FollowState } from '../../../client/job/follow.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import { type JobSelection, watchJobs } from '../../../client/job/watch-jobs.ts';
import { type AppSyncServer, startAppSyncServer } from '../appsync-server.ts';
import { createInbox, type Inbox } from '../inbox.ts';
import { jobProgress } from '../job-progress.ts';

const BATCH = [{ key: 'batch', value: '42' }];

describe('`watchJobs`', () => {
  let server: AppSyncServer;
  let watch: AbortController;
  let shown: Inbox<JobProgress>;
  let states: Inbox<FollowState>;
  let timesMore: number;
  let gone: string[];

  beforeEach(async () => {
    server = await startAppSyncServer();
    watch = new AbortController();
    shown = createInbox();
    states = createInbox();
    timesMore = 0;
    gone = [];
  });

  afterEach(async () => {
    watch.abort();
    await server.close();
  });

  const start = async (selection: JobSelection, limit = 10): Promise<void> => {
    watchJobs(server, apiKey('da2-key'), selection, {
      WebSocket,
      limit,
      backoff: { baseMs: 2, maximumMs: 10, random: () => 0.5 },
      signal: watch.signal,
      onProgress: shown.put,
      onState: states.put,
      onMore: () => (timesMore += 1),
      onGone: (jobId) => gone.push(jobId),
    });
    await live();
  };
  const live = (): Promise<FollowState> => states.until(({ status }) => status === 'live');
  const store = (jobId: string, changes: Parameters<typeof jobProgress>[0] = {}): JobProgress => {
    const job = jobProgress({ jobId, ...changes });
    server.jobs.set(jobId, job);
    return job;
  };
  const took = (): JobProgress[] => shown.waiting();

  it.each<[JobSelection, Parameters<typeof jobProgress>[0], Parameters<typeof jobProgress>[0]]>([
    [{ status: 'PROGRESSING' }, {}, { status: 'SUBMITTED' }],
    [{ queue: 'Default' }, {}, { queueName: 'Other', queue: 'arn:aws:mediaconvert:x:1:queues/Other' }],
    [{ userMetadata: { key: 'batch', value: '42' } }, { userMetadata: BATCH }, {}],
  ])('shows the jobs of %j, and others not', async (selection, inside, outside) => {
    const found = store('found', inside);
    store('other', outside);
    await start(selection);
    const peer = await server.peers.next();
    const later = jobProgress({ jobId: 'later', ...inside });
    peer.publish(jobProgress({ jobId: 'another', ...outside }));
    peer.publish(later);

    expect(await shown.next()).toEqual(found);
    expect(await shown.next()).toEqual(later);
  });

  it('shows a job to its end, whatever status it goes to', async () => {
    const found = store('job');
    await start({ status: 'PROGRESSING' });
    const ended = { ...found, version: 2, status: 'COMPLETE' as const };
    (await server.peers.next()).publish(ended);

    expect(await shown.next()).toEqual(found);
    expect(await shown.next()).toEqual(ended);
  });

  it('asks after an interruption for a job that has left the selection meanwhile', async () => {
    store('job');
    await start({ queue: 'Default' });
    await shown.next();
    const hopped = store('job', { version: 2, queueName: 'Other' });
    (await server.peers.next()).drop();
    await live();

    expect(took()).toEqual([hopped]);
  });

  it('tells of every job that has expired meanwhile, and asks for it no more', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `job-${index}`);
    ids.forEach((id) => store(id));
    await start({ status: 'PROGRESSING' });
    server.jobs.clear();
    for (const restart of [1, 2]) {
      if (restart === 2) server.requests.length = 0;
      (await server.peers.next()).drop();
      await live();
    }

    expect(gone.toSorted()).toEqual(ids);
    expect(server.requests).toHaveLength(1);
  });

  it('asks no more for a job that has ended', async () => {
    store('job', { status: 'ERROR' });
    await start({ queue: 'Default' });
    store('job', { status: 'ERROR', queueName: 'Other' });
    server.requests.length = 0;
    (await server.peers.next()).drop();
    await live();

    expect(server.requests.map(({ variables }) => variables)).toEqual([
      { queue: 'Default', limit: 10, nextToken: null },
    ]);
  });

  it('finds the newest `limit` jobs, and says when there are more', async () => {
    for (let number = 1; number <= 3; number += 1)
      store(`${number}`, { createdAt: new Date(number * 1000).toISOString() });
    await start({ queue: 'Default' }, 2);

    expect(took().map(({ jobId }) => jobId)).toEqual(['3', '2']);
    expect(timesMore).toBe(1);
  });
});
