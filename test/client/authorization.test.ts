import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { WebSocket } from 'ws';
import { type Authorize, iam, type SignableRequest, token } from '../../client/authorization.ts';
import type { WatchState } from '../../client/job/start-watch.ts';
import { watchJob } from '../../client/job/watch-job.ts';
import type { Credentials } from '../../local/iam/principal.ts';
import { sampleEvent } from '../end-to-end/test-stack.ts';
import { type AppSyncServer, startAppSyncServer } from './appsync-server.ts';
import { createInbox } from './inbox.ts';
import { type JobApi, serveJobApi } from './serve-job-api.ts';

const JOB_ID = '1671477617078-2886ye';

describe('`token`', () => {
  let server: AppSyncServer;
  let watch: AbortController;
  beforeEach(async () => {
    server = await startAppSyncServer();
    watch = new AbortController();
  });
  afterEach(async () => {
    watch.abort();
    await server.close();
  });

  /** Watches, and resolves once the watch has caught up so many times. */
  const caughtUp = (auth: Authorize, times: number): Promise<void> =>
    new Promise((resolve) => {
      let left = times;
      const onState = ({ status }: WatchState): void => {
        if (status !== 'unknown') return;
        left -= 1;
        if (left === 0) resolve();
        else void server.peers.next().then((peer) => peer.drop());
      };
      const backoff = { baseMs: 2, maximumMs: 10, random: () => 0.5 };
      watchJob(server, auth, JOB_ID, { WebSocket, backoff, signal: watch.signal, onState });
    });
  const authorizationOf = (subprotocol = ''): object =>
    JSON.parse(Buffer.from(subprotocol.slice('header-'.length), 'base64url').toString()) as object;

  it('asks for a token before each connection, subscription and query', async () => {
    let asked = 0;
    await caughtUp(
      token(() => `token-${(asked += 1)}`),
      1,
    );

    const peer = await server.peers.next();
    const start = await peer.frames.until(({ type }) => type === 'start');
    const { host } = new URL(server.graphqlUrl);
    expect(authorizationOf(peer.subprotocols[1])).toEqual({ Authorization: 'token-1', host });
    expect(start.payload?.extensions.authorization).toEqual({ Authorization: 'token-2', host });
    expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual(['token-3']);
  });

  it('has a new one after the old one has grown old', async () => {
    let current = 'old';
    const done = caughtUp(
      token(() => Promise.resolve(current)),
      2,
    );
    server.behaviour.onStart = (peer, frame) => {
      delete server.behaviour.onStart;
      current = 'new';
      peer.receive(frame);
    };
    await done;

    const { host } = new URL(server.graphqlUrl);
    expect(authorizationOf((await server.peers.next()).subprotocols[1])).toEqual({ Authorization: 'new', host });
  });

  it('tries again when there is none for now', async () => {
    let asked = 0;
    await caughtUp(
      token(() => {
        asked += 1;
        if (asked === 1) throw new Error('signed out');
        return Promise.resolve('token');
      }),
      1,
    );

    expect(asked).toBe(4);
  });

  it('asks once for those who ask at the same time', async () => {
    let asked = 0;
    const authorize = token(async () => {
      await Promise.resolve();
      return `token-${(asked += 1)}`;
    });
    const request = { url: new URL(server.graphqlUrl), body: '', headers: {} };

    const [one, two] = await Promise.all([authorize(request), authorize(request)]);
    const three = await authorize(request);

    expect([one, two, three]).toEqual(['token-1', 'token-1', 'token-2'].map((Authorization) => ({ Authorization })));
  });
});

describe('`iam`', () => {
  let api: JobApi;
  beforeAll(async () => {
    api = await serveJobApi();
  });
  afterAll(() => api.close());

  /** What an application passes in, with the SDK's signer. */
  const signWith = (credentials: Credentials) => {
    const signer = new SignatureV4({ service: 'appsync', region: api.region, credentials, sha256: Sha256 });
    return async ({ url, ...request }: SignableRequest): Promise<Record<string, string>> => {
      const { protocol, hostname, pathname: path } = url;
      return (await signer.sign({ ...request, protocol, hostname, path })).headers;
    };
  };

  it('is let in by the local engine, which checks every signature', async () => {
    const shown = createInbox<number>();
    const states = createInbox<WatchState>();
    const watch = watchJob(api.graphqlUrl, iam(signWith(api.watcher)), JOB_ID, {
      WebSocket,
      onProgress: ({ version }) => shown.put(version),
      onState: states.put,
    });
    await states.until(({ status }) => status === 'unknown');

    await api.take(await sampleEvent('STATUS_UPDATE', JOB_ID, 1671477617078));

    expect(await shown.next()).toBe(1);
    watch.close();
  });

  it('is refused with a wrong secret', async () => {
    const auth = iam(signWith({ ...api.watcher, secretAccessKey: 'wrong' }));
    const watch = watchJob(api.graphqlUrl, auth, JOB_ID, { WebSocket });

    await expect(watch[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});
