import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LocalStack } from '../../local/start-local-stack.ts';
import type { JobProgress } from '../../schema/generated/graphql.ts';
import { createQueue } from './queue.ts';
import { postEvents, sampleEvent, startTestStack } from './test-stack.ts';

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

let stack: LocalStack;

beforeAll(async () => {
  Object.assign(globalThis, { WebSocket });
  stack = await startTestStack();
  // With the scheme in upper case Amplify keeps to plain WebSockets: it turns only 'http://' into 'wss://'.
  configure(stack.outputs.apiKey);
});
afterAll(() => stack.close());

function configure(apiKey: string): void {
  Amplify.configure({
    API: {
      GraphQL: {
        endpoint: stack.outputs.graphqlUrl.replace('http://', 'HTTP://'),
        region: stack.outputs.region,
        defaultAuthMode: 'apiKey',
        apiKey,
      },
    },
  });
}

/** Subscribes to a job, and resolves once AppSync has acknowledged it. */
async function watch(jobId: string) {
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

describe('the official Amplify client', () => {
  it('sees a job move from SUBMITTED to COMPLETE through `onJobProgress`, and `job` agrees', async () => {
    const jobId = `${Date.now()}-amplfy`;
    const { updates, unsubscribe } = await watch(jobId);
    const seen: unknown[] = [];
    let at = Date.now();
    for (const status of ['QUEUE_HOP', 'PROGRESSING', 'STATUS_UPDATE', 'COMPLETE']) {
      await postEvents(stack, await sampleEvent(status, jobId, (at += 1_000)));
      const { version, status: jobStatus, progressMetrics } = await updates.next();
      seen.push({ version, jobStatus, percent: progressMetrics.percentJobComplete });
    }
    expect(seen).toEqual([
      { version: 1, jobStatus: 'SUBMITTED', percent: null },
      { version: 2, jobStatus: 'PROGRESSING', percent: null },
      { version: 3, jobStatus: 'PROGRESSING', percent: 7 },
      { version: 4, jobStatus: 'COMPLETE', percent: 100 },
    ]);
    unsubscribe();

    const answer = await generateClient().graphql({
      query: /* GraphQL */ `
        query Job($id: ID!) {
          job(id: $id) {
            id
            version
            status
            outputGroups {
              type
            }
            events {
              items {
                status
              }
            }
          }
        }
      `,
      variables: { id: jobId },
    });
    expect(answer).toMatchObject({
      data: {
        job: {
          id: jobId,
          version: 4,
          status: 'COMPLETE',
          outputGroups: [{ type: 'FILE_GROUP' }],
          events: {
            items: [
              { status: 'QUEUE_HOP' },
              { status: 'PROGRESSING' },
              { status: 'STATUS_UPDATE' },
              { status: 'COMPLETE' },
            ],
          },
        },
      },
    });
  });

  it('sees nothing of another job', async () => {
    const at = Date.now();
    const mine = `${at}-myjob1`;
    const { updates, unsubscribe } = await watch(mine);
    await postEvents(stack, [
      await sampleEvent('PROGRESSING', `${at}-other1`, at),
      await sampleEvent('COMPLETE', `${at}-other1`, at + 1),
    ]);
    await postEvents(stack, await sampleEvent('PROGRESSING', mine, at + 2));
    expect((await updates.next()).jobId).toBe(mine);
    expect(updates.size).toBe(0);
    unsubscribe();
  });

  it('is refused with a wrong API key', async () => {
    configure('da2-wrongwrongwrongwrongwrongwr');
    await expect(
      generateClient().graphql({ query: 'query { job(id: "1") { id } }' }) as Promise<unknown>,
    ).rejects.toMatchObject({ errors: [{ message: 'Unauthorized' }] });
    configure(stack.outputs.apiKey);
  });
});
