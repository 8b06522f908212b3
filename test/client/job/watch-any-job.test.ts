import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { apiKey } from '../../../client/authorization.ts';
import type { FollowState } from '../../../client/job/follow.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import { JOB_STATUSES, watchAnyJob } from '../../../client/job/watch-any-job.ts';
import { type AppSyncServer, startAppSyncServer } from '../appsync-server.ts';
import { createInbox, type Inbox } from '../inbox.ts';
import { jobProgress } from '../job-progress.ts';

describe('`watchAnyJob`', () => {
  let server: AppSyncServer;
  let watch: AbortController;
  let shown: JobProgress[];
  let states: Inbox<FollowState>;
  let last: (job: JobProgress) => void;

  beforeEach(async () => {
    server = await startAppSyncServer();
    watch = new AbortController();
    shown = [];
    states = createInbox();
    last = () => undefined;
  });

  afterEach(async () => {
    watch.abort();
    await server.close();
  });

  const start = (limit: number): void =>
    watchAnyJob(server, apiKey('da2-key'), {
      WebSocket,
      limit,
      backoff: { baseMs: 2, maximumMs: 10, random: () => 0.5 },
      signal: watch.signal,
      onProgress: (job) => {
        shown.push(job);
        last(job);
      },
      onState: states.put,
    });
  const live = (): Promise<FollowState> => states.until(({ status }) => status === 'live');
  const store = (number: number, changes: Parameters<typeof jobProgress>[0] = {}): JobProgress => {
    const createdAt = new Date(1671477617078 + number * 1000).toISOString();
    const job = jobProgress({ jobId: `job-${number}`, createdAt, ...changes });
    server.jobs.set(job.jobId, job);
    return job;
  };

  it('shows the jobs of every status', async () => {
    const jobs = JOB_STATUSES.map((status, number) => store(number, { status }));
    start(200);
    await live();

    expect(shown).toEqual(jobs);
  });

  it('reads page after page, at most `limit` jobs of a status', async () => {
    for (let number = 0; number < 230; number += 1) store(number);
    start(200);
    await live();

    expect(shown).toHaveLength(200);
    expect(shown.at(-1)?.jobId).toBe('job-30');
  });

  it('shows only what changed after an interruption, a job that moved to another status included', async () => {
    for (let number = 0; number < 5; number += 1) store(number);
    start(200);
    await live();
    shown.length = 0;

    const moved = store(2, { version: 2, status: 'COMPLETE' });
    (await server.peers.next()).drop();
    await live();

    expect(shown).toEqual([moved]);
  });

  it('asks nothing while updates are pushed', async () => {
    start(200);
    await live();
    const asked = server.requests.length;
    const peer = await server.peers.next();

    const done = new Promise<void>((resolve) => {
      last = ({ version }) => {
        if (version === 50) resolve();
      };
    });
    for (let version = 1; version <= 50; version += 1) peer.publish(jobProgress({ version }));
    await done;

    expect(shown).toHaveLength(50);
    expect(server.requests).toHaveLength(asked);
  });
});
