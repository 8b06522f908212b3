import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { apiKey } from '../../../client/authorization.ts';
import type { Backoff } from '../../../client/backoff.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import type { JobWatch, WatchJobOptions, WatchState } from '../../../client/job/start-watch.ts';
import { watchJob } from '../../../client/job/watch-job.ts';
import { type AppSyncServer, type Peer, startAppSyncServer } from '../appsync-server.ts';
import { createInbox, type Inbox } from '../inbox.ts';
import { jobProgress } from '../job-progress.ts';

const AT_ONCE: Backoff = { baseMs: 2, maximumMs: 10, random: () => 0.5 };
const at = (version: number): JobProgress =>
  jobProgress({ version, progressMetrics: { percentJobComplete: version * 10 } });
const END = jobProgress({ version: 9, status: 'COMPLETE', progressMetrics: { percentJobComplete: 100 } });

/** A page that a test shows and hides. */
function createPage(visibilityState: 'visible' | 'hidden') {
  return Object.assign(new EventTarget(), {
    visibilityState,
    become(this: EventTarget & { visibilityState: string }, state: 'visible' | 'hidden'): void {
      this.visibilityState = state;
      this.dispatchEvent(new Event('visibilitychange'));
    },
  });
}

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

  const start = (options: WatchJobOptions = {}): JobWatch =>
    watchJob(server, apiKey('da2-key'), at(1).jobId, {
      WebSocket,
      backoff: AT_ONCE,
      answerTimeoutMs: 5_000,
      signal: watch.signal,
      onProgress: shown.put,
      onState: states.put,
      ...options,
    });
  const live = (): Promise<WatchState> => states.until(({ status }) => status === 'live' || status === 'unknown');
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

  it('says that nobody knows the job yet, until its first event', async () => {
    const watched = start();
    await states.until(({ status }) => status === 'unknown');
    const before = watched.job;

    (await server.peers.next()).publish(at(1));

    expect(await shown.next()).toEqual(at(1));
    expect(await states.next()).toEqual({ status: 'live' });
    expect([before, watched.job, watched.state]).toEqual([undefined, at(1), { status: 'live' }]);
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

    store(END);
    (await server.peers.next()).drop();

    expect(await shown.next()).toEqual(END);
  });

  it('is over when the job has ended, and leaves nothing open', async () => {
    store(at(1));
    const watched = start();
    await live();
    const peer = await server.peers.next();

    peer.publish(END);
    await states.until(({ status }) => status === 'closed');
    await peer.closed;

    expect(watched.job).toEqual(END);
  });

  it('goes on with a job that has ended when it is asked to', async () => {
    store(END);
    start({ keepWatching: true });
    await live();

    (await server.peers.next()).publish({ ...END, version: 10 });

    expect([(await shown.next()).version, (await shown.next()).version]).toEqual([9, 10]);
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

  it('tries again a question that nobody answers', async () => {
    store(at(4));
    server.faults.push('silence');
    watchJob(server, apiKey('da2-key'), at(1).jobId, {
      WebSocket,
      backoff: AT_ONCE,
      answerTimeoutMs: 50,
      signal: watch.signal,
      onProgress: shown.put,
      onState: states.put,
    });

    const failed = await states.until((state) => state.status === 'catching-up' && state.error !== undefined);

    expect(failed).toMatchObject({ error: { kind: 'network' } });
    expect(await shown.next()).toEqual(at(4));
  });

  it.each([
    ['UnauthorizedException', 401, 'unauthorized'],
    ['BadRequest', 200, 'bad-request'],
  ])('is over when the query is refused with %s', async (errorType, status, kind) => {
    server.faults.push({ status, body: { errors: [{ errorType, message: 'No' }] } });
    start();

    const refused = await states.until((state) => state.status === 'refused');
    const peer = await server.peers.next();
    await peer.closed;

    expect(refused).toMatchObject({ error: { message: 'No', status, kind } });
  });

  it.each([
    ['once, since tokens grow old', 1, 'live'],
    ['and no more', 2, 'refused'],
  ])('asks again when a query is refused that was answered before, %s', async (_, times, end) => {
    store(at(1));
    start();
    await live();
    const refusal = {
      status: 401,
      body: { errors: [{ errorType: 'UnauthorizedException', message: 'Token has expired.' }] },
    };
    server.faults.push(...Array<typeof refusal>(times).fill(refusal));
    (await server.peers.next()).drop();

    await states.until((state) => state.status === 'catching-up' && state.error?.message === 'Token has expired.');
    const next = await states.next();
    expect(next.status).toBe(end);
  });

  it('is over when the subscription is refused', async () => {
    const errors = [{ errorType: 'Unauthorized', message: 'Not Authorized to access onJobProgress' }];
    server.behaviour.onStart = (peer, { id }) => peer.send({ id, type: 'error', payload: { errors } });
    const watched = start();

    await states.until(({ status }) => status === 'refused');

    await expect(watched[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'unauthorized', errors });
  });

  it('subscribes again when AppSync no longer allows what it did, since tokens grow old', async () => {
    store(at(1));
    start();
    await live();
    const errors = [{ errorType: 'UnauthorizedException', message: 'Token has expired.' }];

    (await server.peers.next()).send({ id: '1', type: 'error', payload: { errors } });

    expect(await states.next()).toMatchObject({ status: 'waiting', error: { kind: 'unauthorized' } });
    await live();
    (await server.peers.next()).publish(at(2));
    await shown.until(({ version }) => version === 2);
  });

  it('says why it has no connection', async () => {
    start();
    await live();

    (await server.peers.next()).drop();

    expect(await states.next()).toMatchObject({
      status: 'waiting',
      error: { kind: 'network', message: 'The connection was closed' },
    });
  });

  it('asks again after a silence: an update may be lost, and no update tells that they have stopped', async () => {
    store(at(1));
    start({ silenceMs: 20 });
    expect(await shown.next()).toEqual(at(1));

    store(at(2));
    expect(await shown.next()).toEqual(at(2));
    store({ ...at(2), stalled: true });
    expect(await shown.next()).toEqual({ ...at(2), stalled: true });

    expect(states.waiting().filter(({ status }) => status === 'live')).toHaveLength(1);
  });

  it('asks nothing while updates come', async () => {
    store(at(1));
    start();
    await live();
    const peer = await server.peers.next();

    for (let version = 2; version <= 50; version += 1) await settle(peer, version);

    expect(server.requests).toHaveLength(1);
  });

  it('pauses while its page is hidden, and asks anew when it is seen again', async () => {
    const page = createPage('visible');
    store(at(1));
    start({ page });
    await live();
    const peer = await server.peers.next();

    page.become('hidden');
    await peer.closed;
    const paused = await states.next();
    store(at(5));
    page.become('visible');
    await live();

    expect(paused).toEqual({ status: 'paused' });
    expect([(await shown.next()).version, (await shown.next()).version]).toEqual([1, 5]);
  });

  it('sends nothing from a page that has never been seen', async () => {
    const page = createPage('hidden');
    const watched = start({ page });
    expect(watched.state).toEqual({ status: 'paused' });
    page.become('visible');
    await live();

    expect(states.waiting()).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('lets go of its page when it is over', async () => {
    const page = createPage('visible');
    const watched = start({ page });
    await live();

    watched.close();
    page.become('hidden');
    page.become('visible');

    expect(watched.state).toEqual({ status: 'closed' });
    expect(states.waiting()).toEqual([]);
  });

  it('gives the states one after the other when it is iterated, until the job has ended', async () => {
    store(at(1));
    const versions: number[] = [];
    for await (const { version } of start()) {
      versions.push(version);
      const peer = versions.length === 1 ? await server.peers.next() : undefined;
      for (const next of [at(2), at(2), at(4), at(3), END]) peer?.publish(next);
    }

    expect(versions).toEqual([1, 2, 4, 9]);
  });

  it('closes when an iteration is left', async () => {
    store(at(1));
    const watched = start();
    for await (const job of watched) {
      expect(job).toEqual(at(1));
      break;
    }
    await (
      await server.peers.next()
    ).closed;

    expect(watched.state).toEqual({ status: 'closed' });
  });

  it('ends an iteration when its signal aborts', async () => {
    const watched = start();
    const iteration = watched[Symbol.asyncIterator]();
    const waiting = iteration.next();

    watch.abort();

    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await watched[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
  });

  it('sends nothing when its signal has aborted before', () => {
    watch.abort();

    expect(start().state).toEqual({ status: 'closed' });
    expect(server.peers.waiting()).toEqual([]);
  });

  it('can be closed by the listener that it tells', async () => {
    for (const status of ['connecting', 'catching-up', 'live'] as const) {
      const watched = start({
        onState: (state) => {
          if (state.status === status) watch.abort();
          states.put(state);
        },
      });
      store(at(1));
      await states.until((state) => state.status === status);

      expect(watched.state).toEqual({ status: 'closed' });
      expect(states.waiting()).toEqual([]);
      watch = new AbortController();
    }
  });

  it('goes on when a listener throws, and leaves the error to the platform', async () => {
    store(at(1));
    const rejections = process.rawListeners('unhandledRejection') as NodeJS.UnhandledRejectionListener[];
    process.removeAllListeners('unhandledRejection');
    const thrown = new Promise((resolve) => process.once('unhandledRejection', resolve));
    start({
      onProgress: () => {
        throw new Error('a bug');
      },
    });
    const error = await thrown;
    for (const listener of rejections) process.on('unhandledRejection', listener);
    await live();

    expect(error).toEqual(new Error('a bug'));
    expect(server.requests).toHaveLength(1);
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
