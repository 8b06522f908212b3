import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { apiKey } from '../../../client/authorization.ts';
import type { Backoff } from '../../../client/backoff.ts';
import type { GraphQLOperationError } from '../../../client/graphql-error.ts';
import { ON_ANY_JOB_PROGRESS, ON_JOB_PROGRESS } from '../../../client/job/progress-documents.ts';
import {
  createRealtimeClient,
  type RealtimeClient,
  type RealtimeState,
  type SubscriptionObserver,
} from '../../../client/realtime/realtime-client.ts';
import { type AppSyncServer, startAppSyncServer } from '../appsync-server.ts';
import { createInbox, type Inbox } from '../inbox.ts';
import { jobProgress } from '../job-progress.ts';

const AT_ONCE: Backoff = { baseMs: 2, maximumMs: 10, random: () => 0.5 };

type Heard<Data> = SubscriptionObserver<Data> & {
  starts: Inbox<true>;
  data: Inbox<Data>;
  errors: Inbox<GraphQLOperationError>;
  ends: Inbox<true>;
};

function listen<Data>(): Heard<Data> {
  const heard = { starts: createInbox<true>(), data: createInbox<Data>() };
  const over = { errors: createInbox<GraphQLOperationError>(), ends: createInbox<true>() };
  return {
    ...heard,
    ...over,
    onStarted: () => heard.starts.put(true),
    onData: (data) => heard.data.put(data),
    onError: (error) => over.errors.put(error),
    onComplete: () => over.ends.put(true),
  };
}

describe('a realtime client', () => {
  let server: AppSyncServer;
  let client: RealtimeClient;
  let states: Inbox<RealtimeState>;

  beforeEach(async () => {
    server = await startAppSyncServer();
    client = createRealtimeClient({ endpoint: server, authorize: apiKey('da2-key'), WebSocket, backoff: AT_ONCE });
    states = createInbox();
    client.onState(states.put);
  });

  afterEach(async () => {
    vi.useRealTimers();
    client.close();
    await server.close();
  });

  it('offers `graphql-ws` and its authorization as `header-` with base64url, sends `connection_init`, then `start`', async () => {
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, listen());

    const peer = await server.peers.next();
    const [protocol, header = ''] = peer.subprotocols;
    const init = await peer.frames.next();
    const start = await peer.frames.next();

    const host = new URL(server.graphqlUrl).host;
    const key = { 'x-api-key': 'da2-key', 'x-amz-date': expect.stringMatching(/^\d{8}T\d{6}Z$/) as string };
    expect(protocol).toBe('graphql-ws');
    expect(header).toMatch(/^header-[\w-]+$/);
    expect(JSON.parse(Buffer.from(header.slice(7), 'base64url').toString())).toEqual({ ...key, host });
    expect(init).toEqual({ type: 'connection_init' });
    expect(start).toEqual({
      id: '1',
      type: 'start',
      payload: {
        data: JSON.stringify({ query: ON_JOB_PROGRESS.text, variables: { jobId: 'a' } }),
        extensions: { authorization: { ...key, host } },
      },
    });
  });

  it('holds many subscriptions on one socket, each with what is its own', async () => {
    const [one, two] = [listen<object>(), listen<object>()];
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, one);
    client.subscribe(ON_ANY_JOB_PROGRESS, {}, two);
    await Promise.all([one.starts.next(), two.starts.next()]);

    const peer = await server.peers.next();
    peer.publish(jobProgress({ version: 7 }));
    const data = await Promise.all([one.data.next(), two.data.next()]);

    expect(data).toEqual([
      { onJobProgress: jobProgress({ version: 7 }) },
      { onAnyJobProgress: jobProgress({ version: 7 }) },
    ]);
    expect(server.peers.waiting()).toEqual([]);
  });

  it('sends `stop` for what is unsubscribed, and closes with the last one', async () => {
    const [one, two] = [listen<object>(), listen<object>()];
    const stopOne = client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, one);
    const stopTwo = client.subscribe(ON_JOB_PROGRESS, { jobId: 'b' }, two);
    await Promise.all([one.starts.next(), two.starts.next()]);
    const peer = await server.peers.next();

    stopOne();
    const stop = await peer.frames.until(({ type }) => type === 'stop');
    const afterOne = client.state().status;
    stopTwo();

    expect(stop).toEqual({ type: 'stop', id: '1' });
    expect(afterOne).toBe('connected');
    expect(client.state()).toEqual({ status: 'idle' });
    await peer.closed;
  });

  it('comes back after a drop and starts every subscription again', async () => {
    const heard = listen<object>();
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);
    await heard.starts.next();

    (await server.peers.next()).drop();
    await heard.starts.next();
    const again = await server.peers.next();
    again.publish(jobProgress({ version: 2 }));

    await expect(heard.data.next()).resolves.toEqual({ onJobProgress: jobProgress({ version: 2 }) });
    expect(states.waiting().map(({ status }) => status)).toEqual([
      'connecting',
      'connected',
      'waiting',
      'connecting',
      'connected',
    ]);
  });

  it('gives a connection up that is silent for longer than `connectionTimeoutMs`', async () => {
    server.behaviour.onInit = (peer) => {
      peer.send({ type: 'connection_ack', payload: { connectionTimeoutMs: 30 } });
    };
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, listen());

    await server.peers.next();
    const lost = await states.until(({ status }) => status === 'waiting');
    await server.peers.next();

    expect(lost).toMatchObject({ error: { kind: 'network', message: 'Nothing heard for 0.03 seconds' } });
  });

  it('gives a connection up that does not acknowledge a `start` within 15 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    server.behaviour.onStart = () => undefined;
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, listen());
    const peer = await server.peers.next();
    await peer.frames.until(({ type }) => type === 'start');

    vi.advanceTimersByTime(14_999);
    const before = client.state().status;
    vi.advanceTimersByTime(1);

    expect([before, client.state().status]).toEqual(['connected', 'waiting']);
  });

  it.each([
    { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.', errorCode: 401 },
    { errorType: 'com.amazonaws.deepdish.graphql.auth#UnauthorizedException', message: 'No.', errorCode: 400 },
  ])('tries no more after a `connection_error` of $errorType', async (error) => {
    server.behaviour.onInit = (peer) => peer.send({ type: 'connection_error', payload: { errors: [error] } });
    const heard = listen<object>();
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);

    const told = await heard.errors.next();

    expect(told.errors).toEqual([error]);
    expect(client.state().status).toBe('refused');
  });

  it('tries again after a `connection_error` that may pass', async () => {
    server.behaviour.onInit = (peer) => {
      delete server.behaviour.onInit;
      peer.send({
        type: 'connection_error',
        payload: { errors: [{ errorType: 'LimitExceededError', errorCode: 429 }] },
      });
    };
    const heard = listen<object>();
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);

    await expect(heard.starts.next()).resolves.toBe(true);
  });

  it('connects again after a `connection_error` on a connection that was let in, since tokens grow old', async () => {
    const heard = listen<object>();
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);
    await heard.starts.next();

    const errors = [{ errorType: 'UnauthorizedException', errorCode: 401 }];
    (await server.peers.next()).send({ type: 'connection_error', payload: { errors } });

    await expect(heard.starts.next()).resolves.toBe(true);
  });

  it('starts its subscriptions once, however often it is let in', async () => {
    server.behaviour.onInit = (peer) => {
      for (let times = 0; times < 2; times += 1) peer.send({ type: 'connection_ack', payload: {} });
    };
    const heard = listen<object>();
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);
    await heard.starts.next();
    const peer = await server.peers.next();
    peer.publish(jobProgress({ version: 1 }));
    await heard.data.next();

    expect(peer.frames.waiting().map(({ type }) => type)).toEqual(['connection_init', 'start']);
  });

  it('does not take keep-alives for an acknowledgement', async () => {
    const impatient = createRealtimeClient({
      endpoint: server,
      authorize: apiKey('da2-key'),
      WebSocket,
      backoff: AT_ONCE,
      answerTimeoutMs: 200,
    });
    server.behaviour.onInit = (peer) => {
      delete server.behaviour.onInit;
      const alive = setInterval(() => peer.send({ type: 'ka' }), 10);
      void peer.closed.then(() => clearInterval(alive));
    };
    const heard = listen<object>();
    impatient.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);

    await (
      await server.peers.next()
    ).closed;
    await expect(heard.starts.next()).resolves.toBe(true);
    impatient.close();
  });

  it('tries again when it gets no authorization in time', async () => {
    let asked = 0;
    const late = createRealtimeClient({
      endpoint: server,
      authorize: (request) => {
        asked += 1;
        return asked === 1 ? new Promise(() => undefined) : apiKey('da2-key')(request);
      },
      WebSocket,
      backoff: AT_ONCE,
      answerTimeoutMs: 200,
    });
    const heard = listen<object>();
    late.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);

    await expect(heard.starts.next()).resolves.toBe(true);
    late.close();
  });

  it('ends the subscription that an `error` names, whether `errors` is a list or one object', async () => {
    const errors = { errorType: 'MaxSubscriptionsReachedError', message: 'Max number of 100 subscriptions reached' };
    server.behaviour.onStart = (peer, { id }) => peer.send({ type: 'error', id, payload: { errors } });
    const heard = listen<object>();
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);

    const told = await heard.errors.next();

    expect(told.errors).toEqual([errors]);
    expect(client.state()).toEqual({ status: 'idle' });
  });

  it('tells of a subscription that the API completes', async () => {
    const heard = listen<object>();
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);
    await heard.starts.next();

    (await server.peers.next()).send({ type: 'complete', id: '1' });

    await expect(heard.ends.next()).resolves.toBe(true);
  });

  it('outlives frames that it does not know, and frames of subscriptions that are gone', async () => {
    const heard = listen<object>();
    client.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);
    await heard.starts.next();
    const peer = await server.peers.next();

    peer.send({ type: 'news', payload: {} });
    peer.send([]);
    peer.send({ type: 'data', id: '99', payload: { data: { onJobProgress: jobProgress() } } });
    peer.send({ type: 'data', id: '1', payload: { data: null, errors: [{ message: 'Cannot return null' }] } });
    peer.send({ type: 'error', payload: { errors: [{ errorType: 'LimitExceededError' }] } });
    peer.publish(jobProgress({ version: 3 }));

    await expect(heard.data.next()).resolves.toEqual({ onJobProgress: jobProgress({ version: 3 }) });
  });

  it('tries at once when the network is back', async () => {
    const network = new EventTarget();
    const never: Backoff = { baseMs: 1e9, maximumMs: 1e9, random: () => 1 };
    const patient = createRealtimeClient({
      endpoint: server,
      authorize: apiKey('da2-key'),
      WebSocket,
      backoff: never,
      network,
    });
    const heard = listen<object>();
    patient.subscribe(ON_JOB_PROGRESS, { jobId: 'a' }, heard);
    await heard.starts.next();
    const lost = new Promise<void>((resolve) => {
      patient.onState(({ status }) => {
        if (status === 'waiting') resolve();
      });
    });

    (await server.peers.next()).drop();
    await lost;
    network.dispatchEvent(new Event('online'));

    await expect(heard.starts.next()).resolves.toBe(true);
    patient.close();
  });
});
