import { getOperationAST, OperationTypeNode, parse, print, separateOperations } from 'graphql';
import type { Authorize } from '../client/authorization.ts';
import { createRealtimeClient } from '../client/realtime/realtime-client.ts';
import { subscriptionResults } from '../client/realtime/subscription-results.ts';
import { authorizePage } from './authorize.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { byId } from './element.ts';
import { EXAMPLE_QUERY, EXAMPLE_SUBSCRIPTION } from './graphiql-examples.ts';

/** An operation to run, as GraphiQL hands it over. */
type Request = { query: string; operationName?: string | null; variables?: Record<string, unknown> | null };

/** What the libraries of the page, which it loads beside this script, are used for. */
declare const React: { createElement(component: unknown, properties: object): object };
declare const ReactDOM: { createRoot(container: Element): { render(node: object): void } };
declare const GraphiQL: unknown;

/** Runs operations of GraphiQL: queries over HTTP, subscriptions over the realtime client. */
function createFetcher({ graphqlUrl, realtimeUrl }: Configuration, authorize: Authorize) {
  const realtime = createRealtimeClient({ endpoint: { graphqlUrl, realtimeUrl }, authorize, network: window });

  return async ({ query, operationName, variables }: Request): Promise<unknown> => {
    const document = parse(query);
    // For a moment after a change of tabs GraphiQL still names the operation of the tab before.
    const operation = getOperationAST(document, operationName) ?? getOperationAST(document);
    const name = operation?.name?.value;
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
      // The frame that starts a subscription names no operation, so it carries this one alone.
      const alone = separateOperations(document)[name ?? ''] ?? document;
      return subscriptionResults<unknown>((observer) =>
        realtime.subscribe(
          { text: print(alone) },
          { ...variables },
          { ...observer, onData: (data) => observer.onData({ data }) },
        ),
      );
    }
    const body = JSON.stringify({ query, operationName: name, variables });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(graphqlUrl, {
      method: 'POST',
      headers: { ...headers, ...(await authorize({ url: new URL(graphqlUrl), body, headers })) },
      body,
      cache: 'no-store',
    });
    return response.json();
  };
}

readConfiguration().then(
  async (configuration) => {
    const properties = {
      fetcher: createFetcher(configuration, await authorizePage(configuration.authorization)),
      defaultTabs: [{ query: EXAMPLE_QUERY }, { query: EXAMPLE_SUBSCRIPTION }],
    };
    ReactDOM.createRoot(byId('graphiql')).render(React.createElement(GraphiQL, properties));
  },
  (cause: unknown) => {
    byId('graphiql').textContent = `The page's configuration could not be read: ${String(cause)}`;
  },
);
