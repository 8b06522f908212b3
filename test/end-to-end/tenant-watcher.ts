import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { WebSocket } from 'ws';
import { type Authorize, iam, token } from '../../client/authorization.ts';
import { createGraphQLClient } from '../../client/graphql-client.ts';
import { createRealtimeClient } from '../../client/realtime/realtime-client.ts';
import type { Outputs } from '../../local/outputs.ts';
import { createQueue } from './queue.ts';

/** A user of the stack's user pool, whose token has these claims. */
export function userWith({ issuerUrl, resources }: Outputs, claims: Record<string, unknown>): Authorize {
  return token(async () => {
    const response = await fetch(`${issuerUrl ?? ''}/${resources.userPoolId ?? ''}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ claims }),
    });
    const { id_token } = (await response.json()) as { id_token: string };
    return id_token;
  });
}

/** The administrator, who signs for IAM. */
export function administrator({ region, credentials }: Outputs): Authorize {
  const signer = new SignatureV4({ service: 'appsync', region, credentials: credentials.admin, sha256: Sha256 });
  return iam(async ({ url, ...request }) => {
    const { protocol, hostname, pathname: path } = url;
    return (await signer.sign({ ...request, protocol, hostname, path })).headers;
  });
}

/** A subscription that was taken. */
export type Watched = {
  /** The jobs of which an update came. */
  jobIds: Set<string>;
  /** Resolves once an update came of a job whose newest event is from then. */
  until(jobId: string, lastTime: number): Promise<void>;
};

/** Somebody who asks and watches. */
export type TenantWatcher = {
  /** The data of a query or mutation. Throws `GraphQLOperationError` when the answer holds any error. */
  ask(operation: string, variables?: object): Promise<unknown>;
  /** Subscribes. Resolves once that is taken, and rejects with `GraphQLOperationError` when it is refused. */
  watch(field: string): Promise<Watched>;
  close(): void;
};

type Update = { jobId: string; eventTimes: { lastTime: string } };

const isOf = ({ jobId, eventTimes }: Update, wanted: string, at: string): boolean =>
  jobId === wanted && eventTimes.lastTime === at;

/** Opens a client of the stack for somebody. */
export function createTenantWatcher({ graphqlUrl, realtimeUrl }: Outputs, authorize: Authorize): TenantWatcher {
  const { query } = createGraphQLClient({ graphqlUrl, authorize });
  const realtime = createRealtimeClient({ endpoint: { graphqlUrl, realtimeUrl }, authorize, WebSocket });
  return {
    ask: (text, variables = {}) => query<unknown, object>({ text }, variables),
    watch: (field) =>
      new Promise((resolve, reject) => {
        const text = `subscription { update: ${field} { jobId eventTimes { lastTime } } }`;
        const updates = createQueue<Update>();
        const jobIds = new Set<string>();
        const until = async (jobId: string, lastTime: number): Promise<void> => {
          const at = new Date(lastTime).toISOString();
          for (let update = await updates.next(); !isOf(update, jobId, at);) update = await updates.next();
        };
        realtime.subscribe<{ update: Update }, object>(
          { text },
          {},
          {
            onStarted: () => resolve({ jobIds, until }),
            onError: reject,
            onData: ({ update }) => {
              jobIds.add(update.jobId);
              updates.push(update);
            },
          },
        );
      }),
    close: () => realtime.close(),
  };
}
