import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { CombinedGraphQLErrors, UnconventionalError } from '@apollo/client/errors';
import { RetryLink } from '@apollo/client/link/retry';
import { type AuthOptions, createAuthLink } from 'aws-appsync-auth-link';
import { createSubscriptionHandshakeLink, CONTROL_EVENTS_KEY } from 'aws-appsync-subscription-link';
import { tap } from 'rxjs';
import type { Client, Configuration } from './client.ts';

const CONNECTION_CLOSED = 'Connection closed';

type Api = { url: string; region: string; auth: AuthOptions };

/** AWS's links. Their own types are those of Apollo's CommonJS build. */
const links = { createAuthLink, createSubscriptionHandshakeLink } as unknown as {
  createAuthLink(api: Api): ApolloLink;
  createSubscriptionHandshakeLink(api: Api, http: ApolloLink): ApolloLink;
};

/**
 * Apollo Client with AWS's two links. The subscription link ends a subscription when its connection ends, so Apollo's own `RetryLink` starts
 * it again, as applications have it.
 */
export function createClient({ endpoint: url, region, authorization }: Configuration): Client {
  const auth = authOf(authorization);
  // Apollo would name itself in the body after the auth link has signed it.
  const http = new HttpLink({ uri: url, enhancedClientAwareness: { transport: false } });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      new RetryLink({
        delay: { initial: 100 },
        attempts: { max: Infinity, retryIf: (error) => messagesOf(error).includes(CONNECTION_CLOSED) },
      }),
      acknowledgements,
      links.createAuthLink({ url, region, auth }),
      links.createSubscriptionHandshakeLink({ url, region, auth }, http),
    ]),
  });

  return {
    execute(document) {
      const operation = gql(document);
      const answer = document.startsWith('mutation')
        ? client.mutate({ mutation: operation })
        : client.query({ query: operation, fetchPolicy: 'no-cache' });
      return answer.then(
        ({ data }) => ({ data }),
        (error: unknown) => ({ errors: messagesOf(error) }),
      );
    },
    subscribe(document, report) {
      const context = { controlMessages: { [CONTROL_EVENTS_KEY]: true }, onAcknowledged: () => report({ live: true }) };
      const updates = client.subscribe({ query: gql(document), fetchPolicy: 'no-cache', context });
      const subscription = updates.subscribe({
        next: ({ data, error }) => report(error ? { errors: messagesOf(error) } : { data }),
      });
      return () => subscription.unsubscribe();
    },
  };
}

function authOf(authorization: Configuration['authorization']): AuthOptions {
  if ('apiKey' in authorization) return { type: 'API_KEY', apiKey: authorization.apiKey };
  if ('token' in authorization) return { type: 'AMAZON_COGNITO_USER_POOLS', jwtToken: authorization.token };
  return { type: 'AWS_IAM', credentials: authorization };
}

/** The subscription link passes acknowledgements on if it is asked to; Apollo itself drops them. */
const acknowledgements = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    tap(({ extensions }) => {
      const { onAcknowledged } = operation.getContext() as { onAcknowledged(): void };
      if (extensions?.['controlMsgType'] === 'CONNECTED') onAcknowledged();
    }),
  ),
);

/** The messages in an error of Apollo, or in the object that the subscription link throws for one. */
function messagesOf(error: unknown): string[] {
  if (UnconventionalError.is(error)) return messagesOf(error.cause);
  if (CombinedGraphQLErrors.is(error)) return error.errors.map(({ message }) => message);
  if (error instanceof Error) return [error.message];
  return (error as { errors: { message: string }[] }).errors.map(({ message }) => message);
}
