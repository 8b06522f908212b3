import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import type { Client, Configuration } from './client.ts';

type Shown = { data?: unknown; errors?: { message: string }[] };
type Updates = { subscribe(observer: { next(update: Shown): void; error(error: Shown): void }): void };

const shown = ({ data, errors }: Shown) => (errors ? { errors: errors.map(({ message }) => message) } : { data });

/** Amplify's GraphQL client. Amplify keeps its configuration in the module: one client at a time. */
export function createClient({ endpoint, region, authorization }: Configuration): Client {
  const credentialsProvider = {
    getCredentialsAndIdentityId: () =>
      Promise.resolve('apiKey' in authorization ? undefined : { credentials: authorization }),
    clearCredentialsAndIdentityId: () => undefined,
  };
  const mode =
    'apiKey' in authorization
      ? { defaultAuthMode: 'apiKey' as const, apiKey: authorization.apiKey }
      : { defaultAuthMode: 'iam' as const };
  Amplify.configure({ API: { GraphQL: { endpoint, region, ...mode } } }, { Auth: { credentialsProvider } });
  // Amplify's own types work out the answer from the query, and take the compiler too long.
  const client = generateClient() as { graphql(options: { query: string }): unknown };

  return {
    execute: (query) => (client.graphql({ query }) as Promise<Shown>).then(shown, shown),
    subscribe(query, report) {
      Hub.listen('api', ({ payload }) => {
        if (payload.event === 'Subscription ack') report({ live: true });
      });
      (client.graphql({ query }) as Updates).subscribe({
        next: (update) => report(shown(update)),
        error: (error) => report(shown(error)),
      });
    },
  };
}
