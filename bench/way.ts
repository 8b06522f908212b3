import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { WebSocket } from 'ws';
import { PUBLISH_JOB_PROGRESS } from '../functions/collector/publish/publish-job-progress.ts';
import type { Outputs } from '../local/outputs.ts';
import type { JobProgressInput } from '../schema/generated/graphql.ts';

/**
 * Milliseconds until a subscriber holds an update, one event at a time: from handing an event to EventBridge (`way`),
 * and from sending the publish mutation alone (`publish`, the baseline), in turns.
 */
export async function measureWay(
  outputs: Outputs,
  { warmUp, runs }: { warmUp: number; runs: number },
): Promise<{ way: number[]; publish: number[] }> {
  const jobId = `${Date.now()}-bench0`;
  const subscriber = await subscribe(outputs, jobId);
  const way: number[] = [];
  const publish: number[] = [];
  for (let run = 0; run < warmUp + runs; run += 1) {
    const event = await timed(subscriber, () => postStatusUpdate(outputs, jobId, run));
    const mutation = await timed(subscriber, () => publishDirectly(outputs, jobId));
    if (run >= warmUp) {
      way.push(event);
      publish.push(mutation);
    }
  }
  subscriber.close();
  return { way, publish };
}

type Subscriber = { next(): Promise<void>; close(): void };

async function timed(subscriber: Subscriber, send: () => Promise<void>): Promise<number> {
  const start = performance.now();
  const [, end] = await Promise.all([send(), subscriber.next().then(() => performance.now())]);
  return end - start;
}

async function postStatusUpdate({ endpoints }: Outputs, jobId: string, framesDecoded: number): Promise<void> {
  const timestamp = Date.now();
  await post(`${endpoints.eventbridge}/events`, {
    source: 'aws.mediaconvert',
    'detail-type': 'MediaConvert Job State Change',
    detail: {
      timestamp,
      jobId,
      status: 'STATUS_UPDATE',
      framesDecoded,
      jobProgress: { jobPercentComplete: 7, currentPhase: 'TRANSCODING', retryCount: 0 },
    },
  });
}

async function publishDirectly({ graphqlUrl, region, credentials }: Outputs, jobId: string): Promise<void> {
  const now = new Date().toISOString();
  const input: JobProgressInput = {
    jobId,
    version: 1,
    status: 'PROGRESSING',
    createdAt: now,
    updatedAt: now,
    account: '',
    region,
    queue: '',
    queueName: '',
    userMetadata: [],
    tags: [],
    eventTimes: {},
    progressMetrics: {},
    stalled: false,
  };
  const url = new URL(graphqlUrl);
  const signer = new SignatureV4({ service: 'appsync', region, credentials: credentials.collector, sha256: Sha256 });
  const body = JSON.stringify({ query: PUBLISH_JOB_PROGRESS, variables: { input } });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json' },
    body,
  });
  await post(graphqlUrl, body, headers);
}

async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(`${url} answered ${response.status}: ${text}`);
}

/** A bare socket on `onJobProgress`, over which each update resolves one `next`. */
async function subscribe({ graphqlUrl, realtimeUrl, apiKey }: Outputs, jobId: string): Promise<Subscriber> {
  const authorization = { host: new URL(graphqlUrl).host, 'x-api-key': apiKey };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = new WebSocket(realtimeUrl, ['graphql-ws', `header-${header}`]);
  const waiting: (() => void)[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', (message: Buffer) => {
      const { type } = JSON.parse(message.toString()) as { type: string };
      if (type === 'connection_ack') {
        const query =
          'subscription ($jobId: ID!) { onJobProgress(jobId: $jobId) { version progressMetrics { framesDecoded } } }';
        const data = JSON.stringify({ query, variables: { jobId } });
        socket.send(JSON.stringify({ id: '1', type: 'start', payload: { data, extensions: { authorization } } }));
      }
      if (type === 'start_ack') resolve();
      if (type === 'data') waiting.shift()?.();
    });
  });
  return { next: () => new Promise((resolve) => waiting.push(resolve)), close: () => socket.close() };
}
