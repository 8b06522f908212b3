import { WebSocket } from 'ws';
import type { Outputs } from '../../local/outputs.ts';
import { createQueue, type Queue } from './queue.ts';

const VERSION_AND_STATUS = 'subscription ($jobId: ID!) { onJobProgress(jobId: $jobId) { version status } }';

/** An update, as far as the subscription asks. */
type Update = { version: number; status: string };

/** The updates of a job. */
export type JobSubscriber = { updates: Queue<Update>; close(): void };

/** Subscribes to a job over a bare socket, and resolves once the subscription is acknowledged. `query` asks for these two fields at least. */
export async function subscribeToJob(
  { graphqlUrl, realtimeUrl, apiKey = '' }: Outputs,
  jobId: string,
  query = VERSION_AND_STATUS,
): Promise<JobSubscriber> {
  const authorization = { host: new URL(graphqlUrl).host, 'x-api-key': apiKey };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = new WebSocket(realtimeUrl, ['graphql-ws', `header-${header}`]);
  const updates = createQueue<Update>();
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', (message: Buffer) => {
      const { type, payload } = JSON.parse(message.toString()) as {
        type: string;
        payload?: { data?: { onJobProgress: Update } };
      };
      if (type === 'connection_ack') {
        const data = JSON.stringify({ query, variables: { jobId } });
        socket.send(JSON.stringify({ id: '1', type: 'start', payload: { data, extensions: { authorization } } }));
      }
      if (type === 'start_ack') resolve();
      if (type === 'data' && payload?.data) updates.push(payload.data.onJobProgress);
    });
  });
  return { updates, close: () => socket.close() };
}
