import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { PUBLISH_JOB_PROGRESS } from '../../functions/collector/publish/publish-job-progress.ts';
import type { Outputs } from '../../local/outputs.ts';
import { progressInput } from '../../test/end-to-end/progress-input.ts';
import { type JobSubscriber, subscribeToJob } from '../../test/end-to-end/subscribe-to-job.ts';

/**
 * Milliseconds until a subscriber holds an update, one event at a time: from handing an event to EventBridge (`way`),
 * and from sending the publish mutation alone (`publish`, the baseline), in turns.
 */
export async function measureOneAtATime(
  outputs: Outputs,
  { warmUp, runs }: { warmUp: number; runs: number },
): Promise<{ way: number[]; publish: number[] }> {
  const jobId = `${Date.now()}-bench0`;
  const subscriber = await subscribeToJob(outputs, jobId);
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

async function timed({ updates }: JobSubscriber, send: () => Promise<void>): Promise<number> {
  const start = performance.now();
  const [, end] = await Promise.all([send(), updates.next().then(() => performance.now())]);
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
  const url = new URL(graphqlUrl);
  const signer = new SignatureV4({ service: 'appsync', region, credentials: credentials.collector, sha256: Sha256 });
  const body = JSON.stringify({ query: PUBLISH_JOB_PROGRESS, variables: { input: progressInput(jobId) } });
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
