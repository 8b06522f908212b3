import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import type { MediaConvertEvent } from '../../schema/events/media-convert-event.ts';
import type { ServiceRoute } from '../gateway/service.ts';
import type { Credentials } from '../iam/principal.ts';
import { isAlive, type Job } from './job.ts';
import { createJobs } from './jobs.ts';
import { createRoute } from './operations/create-route.ts';
import { playJob } from './play-job.ts';
import { createMediaReader } from './read-media.ts';
import { createQueues, type Place } from './queues.ts';
import { createEventSender } from './send-events.ts';
import { stateChange } from './state-change.ts';

/**
 * Serves MediaConvert's API and plays the jobs: they wait for a slot of their queue, their inputs are read from S3, and
 * every event that MediaConvert and CloudTrail would send goes to the event bus. Nothing is transcoded, and no output is
 * written. Jobs misbehave as their tags ask for: `readSimulation`.
 */
export function startMediaConvert(options: {
  /** Where S3 and EventBridge answer. */
  endpoint: string;
  region: string;
  accountId: string;
  /** Read the inputs and send the events. The role of a job is not assumed. */
  credentials: Credentials;
  /** How fast the service's clock runs: at 10 an update interval of 10 s lasts 1 s. The times in events are real. */
  speed: number;
  /** Takes one line for each fault of the service itself. */
  log(line: string): void;
}): { route: ServiceRoute; close(): Promise<void> } {
  const { endpoint, region, accountId, credentials, speed, log } = options;
  const place: Place = { region, accountId };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const eventBridge = new EventBridgeClient({ endpoint, region, credentials });
  const reader = createMediaReader(s3);
  const sender = createEventSender(eventBridge, log);
  const jobs = createJobs();
  const playing = new Set<Promise<void>>();

  const send = (job: Job, event: MediaConvertEvent): void => sender.send(job, event);
  const queues = createQueues({
    place,
    play(job) {
      const played = playJob(job, { reader, tell: (told, facts) => send(told, stateChange(told, place, facts)) })
        .catch((error: unknown) => {
          if (!job.stopping.signal.aborted) log(`mediaconvert: job ${job.id}: ${String(error)}`);
        })
        .finally(() => playing.delete(played));
      playing.add(played);
      return played;
    },
    hopped(job, { arn: previousQueue }, previousPriority) {
      const { priority } = job;
      send(job, stateChange(job, place, { status: 'QUEUE_HOP', previousQueue, priority, previousPriority }));
    },
  });

  return {
    route: createRoute({ place, speed, jobs, queues, send }),
    async close() {
      queues.close();
      for (const job of jobs.all().filter(isAlive)) job.stopping.abort();
      await Promise.all([...playing, sender.close()]);
      await reader.close();
      s3.destroy();
      eventBridge.destroy();
    },
  };
}
