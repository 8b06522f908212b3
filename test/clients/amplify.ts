import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import type { Client, Configuration } from './client.ts';

type Shown = { data?: unknown; errors?: { message: string }[] };
type Updates = {
  subscribe(observer: { next(update: Shown): void; error(error: Shown): void }): { unsubscribe(): void };
};

const shown = ({ data, errors }: Shown) => (errors ? { errors: errors.map(({ message }) => message) } : { data });

/** Amplify's GraphQL client. Amplify keeps its configuration in the module: one client at a time. */
export function createClient({ endpoint, region, authorization }: Configuration): Client {
  const credentialsProvider = {
    getCredentialsAndIdentityId: () =>
      Promise.resolve('accessKeyId' in authorization ? { credentials: authorization } : undefined),
    clearCredentialsAndIdentityId: () => undefined,
  };
  const tokenProvider = {
    getTokens: () =>
      Promise.resolve(
        'token' in authorization ? { accessToken: { payload: {}, toString: () => authorization.token } } : null,
      ),
  };
  Amplify.configure(
    { API: { GraphQL: { endpoint, region, ...modeOf(authorization) } } },
    { Auth: { credentialsProvider, tokenProvider } },
  );
  // Amplify's own types work out the answer from the query, and take the compiler too long.
  const client = generateClient() as { graphql(options: { query: string }): unknown };

  return {
    execute: (query) => (client.graphql({ query }) as Promise<Shown>).then(shown, shown),
    subscribe(query, report) {
      Hub.listen('api', ({ payload }) => {
        if (payload.event === 'Subscription ack') report({ live: true });
      });
      const subscription = (client.graphql({ query }) as Updates).subscribe({
        next: (update) => report(shown(update)),
        error: (error) => report(shown(error)),
      });
      return () => subscription.unsubscribe();
    },
  };
}

function modeOf(authorization: Configuration['authorization']) {
  if ('apiKey' in authorization) return { defaultAuthMode: 'apiKey' as const, apiKey: authorization.apiKey };
  return { defaultAuthMode: 'token' in authorization ? ('userPool' as const) : ('iam' as const) };
}
