import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { MediaConvertEvent } from '../../schema/events/media-convert-event.ts';
import type { Credentials } from '../iam/principal.ts';
import { DEMO_PLANS } from './demo-plans.ts';
import { jobScript } from './job-script.ts';
import { seededRandom } from './random.ts';
import { workload } from './workload.ts';

/**
 * Plays the demo workload: sends the events of jobs that come and go without end, as MediaConvert would. Resolves once
 * `signal` aborts. Rejects when the event bus takes an event no more.
 */
export async function playJobs(options: {
  /** Where EventBridge answers. */
  endpoint: string;
  region: string;
  accountId: string;
  credentials: Credentials;
  /** How fast the clock of the jobs runs. */
  speed: number;
  signal: AbortSignal;
  /** The same seed gives the same jobs. @default a new one each time */
  seed?: number;
}): Promise<void> {
  const { endpoint, region, accountId, credentials, speed } = options;
  const client = new EventBridgeClient({ endpoint, region, credentials });
  const epochMs = Date.now();
  const random = seededRandom(options.seed ?? epochMs);
  // Ends the jobs under way when one of them fails, too.
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  // Every job alive waits on it, which is more than the warning of a leak allows for.
  setMaxListeners(0, signal);
  const failures: unknown[] = [];
  const playing = new Set<Promise<void>>();

  const until = (atMs: number): Promise<void> => delay(Math.max(0, epochMs + atMs - Date.now()), undefined, { signal });
  const play = async (submitMs: number, script: ReturnType<typeof jobScript>): Promise<void> => {
    for (const { atMs, event } of script) {
      await until(submitMs + atMs);
      await send(client, event, signal);
    }
  };
  const fail = (error: unknown): void => {
    if (!signal.aborted) failures.push(error);
    ending.abort();
  };

  try {
    for (const { submitMs, ...job } of workload(DEMO_PLANS, { speed, epochMs, random })) {
      await until(submitMs);
      const script = jobScript({ ...job, region, accountId, submittedMs: epochMs + submitMs });
      const played = play(submitMs, script)
        .catch(fail)
        .finally(() => playing.delete(played));
      playing.add(played);
    }
  } catch (error) {
    fail(error);
  }
  await Promise.all(playing);
  client.destroy();
  if (failures.length > 0) throw failures[0];
}

async function send(client: EventBridgeClient, event: MediaConvertEvent, abortSignal: AbortSignal): Promise<void> {
  const entry = {
    Source: event.source,
    DetailType: event['detail-type'],
    Resources: event.resources ?? [],
    Detail: JSON.stringify(event.detail),
    ...(event.time !== undefined && { Time: new Date(event.time) }),
  };
  const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }), { abortSignal });
  const [result] = Entries;
  if (result?.ErrorCode !== undefined) {
    throw new Error(`the event bus refused an event: ${result.ErrorCode}: ${result.ErrorMessage ?? ''}`);
  }
}
