import './buffer.ts';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { RetryLink } from '@apollo/client/link/retry';
import { type AuthOptions, createAuthLink } from 'aws-appsync-auth-link';
import { CONTROL_EVENTS_KEY, createSubscriptionHandshakeLink } from 'aws-appsync-subscription-link';
import { OperationTypeNode } from 'graphql';
import { tap } from 'rxjs';

type Api = { url: string; region: string; auth: AuthOptions };

/** AWS's links. Their own types are those of Apollo's CommonJS build. */
const links = { createAuthLink, createSubscriptionHandshakeLink } as unknown as {
  createAuthLink(api: Api): ApolloLink;
  createSubscriptionHandshakeLink(api: Api, http: ApolloLink): ApolloLink;
};

/** What AppSync says to those whom it would refuse again. */
const REFUSALS = /Unauthorized|Forbidden|BadRequest|status code 40[013]/;

/**
 * Apollo Client with AWS's two links. AWS's subscription link ends a subscription with its connection, so Apollo's own `RetryLink` starts it
 * again. The region is for IAM alone, which signs.
 */
export function createApolloClient(url: string, apiKey: string, region = ''): ApolloClient {
  const api: Api = { url, region, auth: { type: 'API_KEY', apiKey } };
  // Apollo would name itself in the body after IAM has signed it.
  const http = new HttpLink({ uri: url, enhancedClientAwareness: { transport: false } });
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      new RetryLink({
        delay: { initial: 500, max: 30_000, jitter: true },
        attempts: {
          max: Infinity,
          // A mutation that was carried out, and whose answer was lost, must not be carried out again.
          retryIf: (error, { operationType }) =>
            operationType === OperationTypeNode.SUBSCRIPTION && !REFUSALS.test(wordsOf(error)),
        },
      }),
      acknowledgements,
      links.createAuthLink(api),
      links.createSubscriptionHandshakeLink(api, http),
    ]),
  });
}

/** The context of a subscription that is to hear, by `onAcknowledged`, each time that AppSync has taken it. */
export function hearing(onAcknowledged: () => void): object {
  return { controlMessages: { [CONTROL_EVENTS_KEY]: true }, onAcknowledged };
}

/** AWS's link passes acknowledgements on when it is asked to; Apollo itself drops them. */
const acknowledgements = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    tap(({ extensions }) => {
      const { onAcknowledged } = operation.getContext() as { onAcknowledged?(): void };
      if (extensions?.['controlMsgType'] === 'CONNECTED') onAcknowledged?.();
    }),
  ),
);

/** The messages in an error, or in the object that AWS's link throws for one. */
function wordsOf(error: unknown): string {
  if (error instanceof Error) return `${error.message} ${wordsOf(error.cause)}`;
  return JSON.stringify(error);
}
