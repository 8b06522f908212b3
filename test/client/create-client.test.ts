import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { apiKey } from '../../client/authorization.ts';
import { createClient } from '../../client/create-client.ts';
import type { WatchState } from '../../client/job/start-watch.ts';
import { type AppSyncServer, startAppSyncServer } from './appsync-server.ts';
import { createInbox } from './inbox.ts';
import { jobProgress } from './job-progress.ts';

describe('a client', () => {
  let server: AppSyncServer;
  beforeEach(async () => {
    server = await startAppSyncServer();
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    await server.close();
  });

  it('watches many jobs on one connection, which closes with the last of them', async () => {
    const client = createClient(server, apiKey('da2-key'), { WebSocket });
    const states = createInbox<WatchState>();
    for (const jobId of ['a', 'b']) server.jobs.set(jobId, jobProgress({ jobId }));
    const watches = ['a', 'b'].map((jobId) => client.watchJob(jobId, { onState: states.put }));
    while (watches.some(({ job }) => job === undefined)) await states.until(({ status }) => status === 'live');
    const peer = await server.peers.next();

    watches[0]?.close();
    const stop = await peer.frames.until(({ type }) => type === 'stop');
    watches[1]?.close();
    await peer.closed;

    expect(stop.id).toBe('1');
    expect(watches.map(({ job }) => job?.jobId)).toEqual(['a', 'b']);
    expect(server.peers.waiting()).toEqual([]);
  });

  it('needs a WebSocket, and says so where there is none', () => {
    vi.stubGlobal('WebSocket', undefined);

    expect(() => createClient(server, apiKey('da2-key'))).toThrow(
      'This platform has no WebSocket: give one as `WebSocket`, such as that of the package ws',
    );
  });
});
