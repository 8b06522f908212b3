import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { apiKey } from '../../../client/authorization.ts';
import type { Backoff } from '../../../client/backoff.ts';
import type { WatchState } from '../../../client/job/follow.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import { watchJob } from '../../../client/job/watch-job.ts';
import { type AppSyncServer, type Peer, startAppSyncServer } from '../appsync-server.ts';
import { createInbox, type Inbox } from '../inbox.ts';
import { jobProgress } from '../job-progress.ts';

const AT_ONCE: Backoff = { baseMs: 2, maximumMs: 10, random: () => 0.5 };
const at = (version: number): JobProgress =>
  jobProgress({ version, progressMetrics: { percentJobComplete: version * 10 } });

describe('`watchJob`', () => {
  let server: AppSyncServer;
  let watch: AbortController;
  let shown: Inbox<JobProgress>;
  let states: Inbox<WatchState>;

  beforeEach(async () => {
    server = await startAppSyncServer();
    watch = new AbortController();
    shown = createInbox();
    states = createInbox();
  });

  afterEach(async () => {
    watch.abort();
    await server.close();
  });

  const start = (): void =>
    watchJob(server, apiKey('da2-key'), at(1).jobId, {
      WebSocket,
      backoff: AT_ONCE,
      signal: watch.signal,
      onProgress: shown.put,
      onState: states.put,
    });
  const live = (): Promise<WatchState> => states.until(({ status }) => status === 'live');
  const versions = (): number[] => shown.waiting().map(({ version }) => version);
  const store = (job: JobProgress): void => void server.jobs.set(job.jobId, job);
  /** Waits until everything sent before has arrived. */
  const settle = async (peer: Peer, version: number): Promise<void> => {
    peer.publish(at(version));
    await shown.until((job) => job.version === version);
  };

  it('shows the present state, then every change', async () => {
    store(at(3));
    start();
    await live();

    (await server.peers.next()).publish(at(4));

    expect(await shown.next()).toEqual(at(3));
    expect(await shown.next()).toEqual(at(4));
  });

  it('waits for a job that nobody knows yet', async () => {
    start();
    await live();

    (await server.peers.next()).publish(at(1));

    expect(await shown.next()).toEqual(at(1));
  });

  it('shows what comes twice once, and drops what comes late', async () => {
    start();
    await live();
    const peer = await server.peers.next();

    for (const version of [1, 2, 2, 5, 3, 4, 5, 1, 6]) peer.publish(at(version));
    const seen: number[] = [];
    while (seen.at(-1) !== 6) seen.push((await shown.next()).version);

    expect(seen).toEqual([1, 2, 5, 6]);
  });

  it('asks only after the subscription has started, and shows what was pushed meanwhile once', async () => {
    store(at(5));
    server.behaviour.onStart = (peer, frame) => {
      expect(server.requests).toEqual([]);
      delete server.behaviour.onStart;
      peer.receive(frame);
      peer.publish(at(5));
      peer.publish(at(6));
    };
    start();
    await live();

    await settle(await server.peers.next(), 7);

    expect(server.requests).toHaveLength(1);
    expect(versions()).toEqual([]);
  });

  it('catches up with what it missed while it was away, the end of the job included', async () => {
    store(at(1));
    start();
    await live();
    expect(await shown.next()).toEqual(at(1));

    const end = jobProgress({ version: 9, status: 'COMPLETE', progressMetrics: { percentJobComplete: 100 } });
    store(end);
    (await server.peers.next()).drop();
    await live();

    expect(await shown.next()).toEqual(end);
  });

  it('tries a failed catch-up again', async () => {
    store(at(4));
    server.faults.push({ status: 500, body: {} }, { status: 503, body: { errors: [{ message: 'Throttled' }] } });
    start();

    const failed = [
      await states.until(({ status }) => status === 'catching-up'),
      await states.until((state) => state.status === 'catching-up' && state.error?.message === 'Throttled'),
    ];
    await live();

    expect(failed).toHaveLength(2);
    expect(await shown.next()).toEqual(at(4));
  });

  it('is over when the query is refused', async () => {
    server.faults.push({ status: 401, body: { errors: [{ errorType: 'UnauthorizedException', message: 'No' }] } });
    start();

    const refused = await states.until(({ status }) => status === 'refused');
    const peer = await server.peers.next();
    await peer.closed;

    expect(refused).toMatchObject({ error: { message: 'No', status: 401 } });
  });

  it('sends its key over HTTP as over the WebSocket', async () => {
    start();
    await live();

    expect(server.requests.map(({ headers, variables }) => [headers['x-api-key'], variables])).toEqual([
      ['da2-key', { id: at(1).jobId }],
    ]);
  });

  it('leaves nothing open and shows nothing more once its signal aborts', async () => {
    start();
    await live();
    const peer = await server.peers.next();

    watch.abort();
    await peer.closed;

    expect(versions()).toEqual([]);
    expect(server.peers.waiting()).toEqual([]);
  });
});
