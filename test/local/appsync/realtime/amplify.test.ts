import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { API_KEY, serveTestApi, type TestApi } from './test-api.ts';

type Update = { data: { onUpdate: { jobId: string } | null } };
type Updates = {
  subscribe(observer: { next(update: Update): void; error(error: unknown): void }): { unsubscribe(): void };
};
type AnyClient = { graphql(options: { query: string }): unknown };

let api: TestApi;
const platformWebSocket = globalThis.WebSocket;
beforeAll(async () => {
  api = await serveTestApi();
  // Amplify dials with whatever WebSocket the platform has; Node 20 has none.
  Object.assign(globalThis, { WebSocket });
});
afterAll(async () => {
  await api.close();
  Object.assign(globalThis, { WebSocket: platformWebSocket });
});

/**
 * An Amplify client. It turns `http://` and `https://` into `wss://`, in lower case only: with the scheme in upper case the URL stays
 * as it is, and `ws` takes it for plain `ws://`. These tests notice when that changes.
 */
function clientWithKey(apiKey: string): AnyClient {
  Amplify.configure({
    API: { GraphQL: { endpoint: `HTTP://${api.host}/graphql`, defaultAuthMode: 'apiKey', apiKey } },
  });
  // Amplify's own types work out the answer from the query, and take the compiler too long.
  return generateClient();
}

// First, since Amplify keeps a connection for a while after its last subscription, and this is about connecting.
it('makes Amplify give up on a wrong key instead of trying for ever', async () => {
  const client = clientWithKey('da2-wrong');
  const updates = client.graphql({ query: 'subscription { onUpdate { jobId } }' }) as Updates;
  const error = await new Promise((resolve) => {
    updates.subscribe({ next: resolve, error: resolve });
  });
  expect(error).toMatchObject({ errors: [{ message: 'Connection failed: UnauthorizedException' }] });
});

it('serves Amplify, unmodified: a query, and a subscription from its start to an update', async () => {
  const client = clientWithKey(API_KEY);
  expect(await client.graphql({ query: '{ echo(text: "hi") }' })).toMatchObject({ data: { echo: 'hi' } });

  const live = new Promise<void>((resolve) => {
    Hub.listen('api', ({ payload }) => {
      if (payload.event === 'Subscription ack') resolve();
    });
  });
  const query = 'subscription { onUpdate(jobId: "a") { jobId } }';
  const updates = client.graphql({ query }) as Updates;
  const update = new Promise((resolve) => {
    const subscription = updates.subscribe({
      next(first) {
        subscription.unsubscribe();
        resolve(first);
      },
      error: resolve,
    });
  });
  await live;
  await api.publish({ jobId: 'b' });
  await api.publish({ jobId: 'a' });
  expect(await update).toMatchObject({ data: { onUpdate: { jobId: 'a' } } });
});
