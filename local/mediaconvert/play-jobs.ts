import { setTimeout as delay } from 'node:timers/promises';
import {
  CancelJobCommand,
  CreateJobCommand,
  GetJobCommand,
  ListQueuesCommand,
  MediaConvertClient,
} from '@aws-sdk/client-mediaconvert';
import type { Credentials } from '../iam/principal.ts';
import { DEMO_PLANS, demoRequest } from './demo-plans.ts';
import { uploadMedia } from './upload-media.ts';

/** How many jobs are waiting or running at most. */
const MAX_ALIVE = 6;
const GAP_MS = 2_500;
const POLL_MS = 500;

/**
 * Plays the demo workload: uploads small media and creates jobs of them, again and again, with SDK clients like anybody
 * else's. Resolves once `signal` aborts. Rejects when S3 or MediaConvert takes a request no more.
 */
export async function playJobs(options: {
  /** Where S3 and MediaConvert answer. */
  endpoint: string;
  region: string;
  accountId: string;
  credentials: Credentials;
  /** How fast MediaConvert's clock runs. */
  speed: number;
  signal: AbortSignal;
}): Promise<void> {
  const { endpoint, region, accountId, credentials, speed } = options;
  const client = new MediaConvertClient({ endpoint, region, credentials });
  // Ends what is under way when one part of it fails, too.
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const failures: unknown[] = [];
  const fail = (error: unknown): void => {
    if (!signal.aborted) failures.push(error);
    ending.abort();
  };
  const pause = (ms: number): Promise<void> => delay(ms / speed, undefined, { signal });

  async function alive(): Promise<number> {
    const { Queues = [] } = await client.send(new ListQueuesCommand(), { abortSignal: signal });
    return Queues.reduce((sum, queue) => sum + (queue.ProgressingJobsCount ?? 0) + (queue.SubmittedJobsCount ?? 0), 0);
  }

  async function cancelAt(Id: string, percent: number): Promise<void> {
    for (;;) {
      const { Job } = await client.send(new GetJobCommand({ Id }), { abortSignal: signal });
      if (Job?.Status !== 'SUBMITTED' && Job?.Status !== 'PROGRESSING') return;
      if ((Job.JobPercentComplete ?? 0) >= percent) {
        await client.send(new CancelJobCommand({ Id }), { abortSignal: signal });
        return;
      }
      await pause(POLL_MS);
    }
  }

  const cancelling = new Set<Promise<void>>();
  try {
    await uploadMedia(DEMO_PLANS, { endpoint, region, credentials, signal });
    for (;;) {
      for (const plan of DEMO_PLANS) {
        while ((await alive()) >= MAX_ALIVE) await pause(POLL_MS);
        const command = new CreateJobCommand(demoRequest(plan, accountId));
        const { Job } = await client.send(command, { abortSignal: signal });
        if (plan.cancelAt !== undefined) {
          const done = cancelAt(Job?.Id ?? '', plan.cancelAt)
            .catch(fail)
            .finally(() => cancelling.delete(done));
          cancelling.add(done);
        }
        await pause(GAP_MS);
      }
    }
  } catch (error) {
    fail(error);
  }
  await Promise.all(cancelling);
  client.destroy();
  if (failures.length > 0) throw failures[0];
}
