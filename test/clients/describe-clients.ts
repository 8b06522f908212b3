import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from './client.ts';
import type { ClientHost, RemoteClient } from './client-host.ts';
import { type ServedApi, serveApi } from './serve-api.ts';

/** A client, what it authorizes with, and what its endpoint begins with, up to the port. */
export type Subject = [client: keyof typeof SHOWN, authorization: 'an API key' | 'IAM', origin: string];

const QUERY = '{ greeting(name: "Ada") }';
const MUTATION = 'mutation { publish(jobId: "1", percent: 1) { jobId } }';
const subscription = (jobId: string): string => `subscription { onPublish(jobId: "${jobId}") { __typename percent } }`;
const update = (percent: number) => ({ data: { onPublish: { __typename: 'Progress', percent } } });

/**
 * What a client shows for a 401, which is the answer to a wrong key, and to a signature whose policies do not allow the mutation, in other
 * words; and for a connection that is refused.
 */
const SHOWN = {
  Amplify: {
    unauthorized: ['Unauthorized'],
    notPermitted: ['Unauthorized'],
    connectionRefused: ['Connection failed: UnauthorizedException'],
  },
  Apollo: {
    unauthorized: ['Response not successful: Received status code 401'],
    notPermitted: ['Response not successful: Received status code 401'],
    connectionRefused: ['Connection failed: UnauthorizedException'],
  },
  GraphiQL: {
    unauthorized: ['You are not authorized to make this call.'],
    notPermitted: ['Permission denied'],
    connectionRefused: ['You are not authorized to make this call.'],
  },
};
const FIELD_REFUSED = ['Not Authorized to access publish on type Mutation'];

/**
 * What every client goes through, all of them side by side, each in a place of its own that trusts the API's certificate authority.
 * One API serves them, and restarts once.
 */
export function describeClients<Client extends Subject[0]>(
  open: (client: Client, api: ServedApi) => Promise<ClientHost>,
  subjects: readonly [Client, Subject[1], Subject[2]][],
): void {
  let api: ServedApi;
  let hosts: ClientHost[] = [];
  const clients: RemoteClient[] = [];
  const each = it.concurrent.each(subjects.map((subject, index) => [...subject, index] as const));

  function configure([, authorization, origin]: Subject, key: 'right' | 'wrong'): Configuration {
    const { accessKeyId, secretAccessKey } = api.watcher;
    return {
      endpoint: `${key === 'right' ? origin : otherName(origin)}:${api.port}/graphql`,
      region: api.region,
      authorization:
        authorization === 'an API key'
          ? { apiKey: key === 'right' ? api.apiKey : 'da2-wrong' }
          : { accessKeyId, secretAccessKey: key === 'right' ? secretAccessKey : 'wrong' },
    };
  }

  beforeAll(async () => {
    api = await serveApi();
    hosts = await Promise.all(subjects.map(([client]) => open(client, api)));
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    await api.close();
  });

  describe('with a wrong key', () => {
    each('%s with %s at `%s` is refused, says so, and gives up', async (client, _, _origin, index) => {
      const remote = await at(hosts, index).createClient(configure(at(subjects, index), 'wrong'));
      const query = await remote.execute(QUERY);
      await remote.subscribe(subscription('refused'));
      expect({ query, subscription: await remote.next() }).toEqual({
        query: { errors: SHOWN[client].unauthorized },
        subscription: { errors: SHOWN[client].connectionRefused },
      });
    });
  });

  describe('with its key', () => {
    each('%s with %s at `%s` queries', async (_, _authorization, _origin, index) => {
      clients[index] = await at(hosts, index).createClient(configure(at(subjects, index), 'right'));
      expect(await clients[index].execute(QUERY)).toEqual({ data: { greeting: 'Hello, Ada' } });
    });
  });

  describe('that may not publish', () => {
    each('%s with %s at `%s` is refused the mutation', async (client, authorization, _, index) => {
      const errors = authorization === 'IAM' ? SHOWN[client].notPermitted : FIELD_REFUSED;
      expect(await at(clients, index).execute(MUTATION)).toEqual({ errors });
    });
  });

  describe('that subscribes', () => {
    each('%s with %s at `%s` sees what is published with IAM', async (_, _authorization, _origin, index) => {
      const client = at(clients, index);
      await client.subscribe(subscription(`job-${index}`));
      expect(await client.next()).toEqual({ live: true });
      await api.publish('another', 1);
      await api.publish(`job-${index}`, 2);
      expect(await client.next()).toEqual(update(2));
    });
  });

  describe('after a restart of the server', () => {
    beforeAll(() => api.restart());
    each('%s with %s at `%s` subscribes again by itself', async (_, _authorization, _origin, index) => {
      const client = at(clients, index);
      expect(await client.next()).toEqual({ live: true });
      await api.publish(`job-${index}`, 3);
      expect(await client.next()).toEqual(update(3));
    });
  });
}

/**
 * The same server under another name: 15 s after Amplify was refused a connection, it takes its newest one to the same endpoint for
 * refused too.
 */
const otherName = (origin: string): string =>
  origin.endsWith('localhost') ? origin.replace('localhost', '127.0.0.1') : origin.replace('127.0.0.1', 'localhost');

function at<T>(things: readonly T[], index: number): T {
  const thing = things[index];
  if (thing === undefined) throw new Error(`there is no ${index}`);
  return thing;
}
