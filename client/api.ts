import type { Authorize } from './authorization.ts';
import type { Endpoint } from './endpoint.ts';
import { createGraphQLClient, type GraphQLClient } from './graphql-client.ts';
import { createRealtimeClient, type RealtimeClient, type RealtimeOptions } from './realtime/realtime-client.ts';

/** How the API is reached. */
export type ApiOptions = Omit<RealtimeOptions, 'endpoint' | 'authorize'>;

/** Both halves of an API, and what holds for both. */
export type Api = Pick<GraphQLClient, 'query'> &
  Pick<ApiOptions, 'backoff' | 'answerTimeoutMs'> & { realtime: RealtimeClient };

/** The API at an endpoint, or at a GraphQL URL. Nothing is sent until something is asked for. */
export function openApi(endpoint: Endpoint | string, authorize: Authorize, options: ApiOptions = {}): Api {
  const place = typeof endpoint === 'string' ? { graphqlUrl: endpoint } : endpoint;
  return {
    ...createGraphQLClient({ graphqlUrl: place.graphqlUrl, authorize }),
    ...options,
    realtime: createRealtimeClient({ ...options, endpoint: place, authorize }),
  };
}
