import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { apiKey, type Authorize, iam, token } from '../../client/authorization.ts';
import { createRealtimeClient } from '../../client/realtime/realtime-client.ts';
import { type AppSyncServer, type Peer, startAppSyncServer } from '../client/appsync-server.ts';
import type { ClientName } from './bundle-client.ts';
import type { Configuration } from './client.ts';
import { openNode } from './open-node.ts';

type Authorization = Configuration['authorization'];

const REGION = 'us-east-1';
const AUTHORIZATIONS: Record<string, Authorization> = {
  'an API key': { apiKey: 'da2-key' },
  'a token': { token: 'header.payload.signature' },
  IAM: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  'IAM, for a session': { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session/token==' },
};

/** What a client sends to a server that records it: on connecting, subscribing and unsubscribing. */
type Sent = { subprotocols: string[]; init: string; start: string; stop: string };

let server: AppSyncServer;
beforeAll(async () => {
  server = await startAppSyncServer();
});
afterAll(() => server.close());
afterEach(() => vi.useRealTimers());

async function sentBy(peer: Peer, unsubscribe: () => Promise<void> | void): Promise<Sent> {
  await peer.frames.until(({ type }) => type === 'start');
  await unsubscribe();
  await peer.frames.until(({ type }) => type === 'stop');
  const [init = '', start = '', stop = ''] = peer.texts;
  return { subprotocols: peer.subprotocols, init, start, stop };
}

async function recordOfficial(client: ClientName, authorization: Authorization): Promise<Sent> {
  const host = await openNode(client);
  // In upper case Amplify does not know the scheme, and does not make it `wss://`.
  const endpoint = client === 'Amplify' ? server.graphqlUrl.replace('http', 'HTTP') : server.graphqlUrl;
  const remote = await host.createClient({ endpoint, region: REGION, authorization });
  await remote.subscribe('subscription { onJobProgress(jobId: "a") { __typename jobId } }');
  await remote.next();
  const sent = await sentBy(await server.peers.next(), remote.unsubscribe);
  await host.close();
  return sent;
}

/** Has this project's client send the same operation with the same authorization at the same moments. */
async function recordOurs(client: ClientName, authorization: Authorization, official: Sent): Promise<Sent> {
  const { payload } = JSON.parse(official.start) as { payload: { data: string } };
  const { query, variables } = JSON.parse(payload.data) as { query: string; variables: object };
  const moments = [textOf(official.subprotocols[1]), official.start].map(momentOf);
  vi.useFakeTimers({ toFake: ['Date'] });
  const authorize = authorizeWith(client, authorization);
  const realtime = createRealtimeClient({
    endpoint: server,
    WebSocket,
    authorize: (request) => {
      vi.setSystemTime(moments.shift() ?? 0);
      return authorize(request);
    },
  });
  const started = new Promise<() => void>((resolve) => {
    const unsubscribe = realtime.subscribe({ text: query }, variables, {
      onStarted: () => resolve(unsubscribe),
      onData: () => undefined,
      onError: () => undefined,
    });
  });
  return sentBy(await server.peers.next(), async () => (await started)());
}

/** How Apollo's signer spells what Amplify's and the SDK's have in lower case: an application's signer has its own way. */
const APOLLO_SPELLING: Record<string, string> = {
  authorization: 'Authorization',
  'x-amz-security-token': 'X-Amz-Security-Token',
};

function authorizeWith(client: ClientName, authorization: Authorization): Authorize {
  if ('apiKey' in authorization) return apiKey(authorization.apiKey);
  if ('token' in authorization) return token(() => authorization.token);
  const signer = new SignatureV4({
    service: 'appsync',
    region: REGION,
    credentials: authorization,
    sha256: Sha256,
    applyChecksum: false,
  });
  return iam(async ({ url: { protocol, hostname, pathname: path }, ...request }) => {
    const signed = await signer.sign({ ...request, protocol, hostname, path }, { signingDate: new Date() });
    const spelling = client === 'Apollo' ? APOLLO_SPELLING : {};
    return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [spelling[name] ?? name, value]));
  });
}

const textOf = (subprotocol = ''): string => Buffer.from(subprotocol.slice('header-'.length), 'base64url').toString();

/** The moment in an authorization object, in epoch milliseconds; 0 when it holds none. */
function momentOf(text: string): number {
  const [, date = '', time = ''] = /"x-amz-date":"(\d{8})T(\d{6})Z"/.exec(text) ?? [];
  if (date === '') return 0;
  const pairs = (digits: string): string[] => digits.match(/\d\d/g) ?? [];
  return Date.parse(`${date.slice(0, 4)}-${pairs(date.slice(4)).join('-')}T${pairs(time).join(':')}Z`);
}

/** A frame under the id that this client gives, without what the official clients say about themselves, and what they say twice. */
const asOurs = (frame: string, id: string): string =>
  frame
    .replace(/^\{"id":"[^"]*"/, `{"id":"${id}"`)
    .replace(/,"x-amz-user-agent":"[^"]*"/, '')
    .replace(',"X-Api-Key":"da2-key"', '');

describe.each(['Amplify', 'Apollo'] as const)('the frames and subprotocols of %s', (client) => {
  it.each(Object.entries(AUTHORIZATIONS))('are ours to the byte, with %s', async (_, authorization) => {
    const official = await recordOfficial(client, authorization);
    const ours = await recordOurs(client, authorization, official);

    expect(ours).toEqual({
      ...official,
      start: asOurs(official.start, '1'),
      stop: asOurs(official.stop, '1'),
    });
  });
});
