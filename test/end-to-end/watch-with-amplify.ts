import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { WebSocket } from 'ws';
import type { Outputs } from '../../local/outputs.ts';
import type { JobProgress } from '../../schema/generated/graphql.ts';
import { createQueue } from './queue.ts';

const ON_JOB_PROGRESS = /* GraphQL */ `
  subscription OnJobProgress($jobId: ID!) {
    onJobProgress(jobId: $jobId) {
      jobId
      version
      status
      userMetadata {
        key
        value
      }
      progressMetrics {
        percentJobComplete
        percentSource
        currentPhase
      }
    }
  }
`;

/** Points Amplify, which knows one API at a time, to a stack. */
export function configureAmplify({ graphqlUrl, region, apiKey = '' }: Outputs): void {
  Object.assign(globalThis, { WebSocket });
  // With the scheme in upper case Amplify keeps to plain WebSockets: it turns only 'http://' into 'wss://'.
  const endpoint = graphqlUrl.replace('http://', 'HTTP://');
  Amplify.configure({ API: { GraphQL: { endpoint, region, defaultAuthMode: 'apiKey', apiKey } } });
}

/** Subscribes to a job with Amplify, and resolves once AppSync has acknowledged it. */
export async function watchWithAmplify(jobId: string) {
  const updates = createQueue<JobProgress>();
  const states = createQueue<string>();
  const stopListening = Hub.listen('api', ({ payload }) => {
    states.push((payload.data as { connectionState?: string } | undefined)?.connectionState ?? 'unchanged');
  });
  const observable = generateClient().graphql({ query: ON_JOB_PROGRESS, variables: { jobId } }) as unknown as {
    subscribe(observer: { next(message: { data: { onJobProgress: JobProgress } }): void; error(e: unknown): void }): {
      unsubscribe(): void;
    };
  };
  const subscription = observable.subscribe({
    next: ({ data }) => updates.push(data.onJobProgress),
    error: (error) => {
      throw new Error('the subscription failed', { cause: error });
    },
  });
  while ((await states.next()) !== 'Connected');
  stopListening();
  return { updates, unsubscribe: () => subscription.unsubscribe() };
}
