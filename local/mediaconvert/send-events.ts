import { setTimeout as delay } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { MediaConvertEvent } from '../../schema/events/media-convert-event.ts';
import type { Job } from './job.ts';

/** Sends the events of jobs to the bus. */
export type EventSender = {
  /** Sends the event after all the job's earlier ones, unless the job's tags say otherwise. */
  send(job: Job, event: MediaConvertEvent): void;
  /** Gives up what is not yet sent. */
  close(): Promise<void>;
};

/** Every job's events go one after another, those of different jobs side by side. What the bus refuses is logged. */
export function createEventSender(client: EventBridgeClient, log: (line: string) => void): EventSender {
  const closing = new AbortController();
  const { signal } = closing;
  const last = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();

  function track(sending: Promise<void>): Promise<void> {
    const tracked = sending
      .catch((error: unknown) => {
        if (!signal.aborted) log(`mediaconvert: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return tracked;
  }

  return {
    send(job, event) {
      if (signal.aborted) return;
      const name = 'eventName' in event.detail ? event.detail.eventName : event.detail.status;
      const { lose, duplicate, delay: delays } = job.simulation;
      if (lose.includes(name)) return;
      const put = async (): Promise<void> => {
        await putEvent(client, event, signal);
        if (duplicate.includes(name)) await putEvent(client, event, signal);
      };
      const lateMs = delays[name];
      if (lateMs !== undefined) {
        void track(delay(lateMs / job.speed, undefined, { signal }).then(put));
        return;
      }
      const sending = track((last.get(job.id) ?? Promise.resolve()).then(put));
      last.set(job.id, sending);
      void sending.then(() => {
        if (last.get(job.id) === sending) last.delete(job.id);
      });
    },
    async close() {
      closing.abort();
      await Promise.all(underWay);
    },
  };
}

async function putEvent(client: EventBridgeClient, event: MediaConvertEvent, abortSignal: AbortSignal): Promise<void> {
  abortSignal.throwIfAborted();
  const entry = {
    Source: event.source,
    DetailType: event['detail-type'],
    Resources: event.resources ?? [],
    Detail: JSON.stringify(event.detail),
    ...(event.time !== undefined && { Time: new Date(event.time) }),
  };
  const { Entries: [result] = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }), { abortSignal });
  if (result?.ErrorCode !== undefined) {
    throw new Error(`the event bus refused an event: ${result.ErrorCode}: ${result.ErrorMessage ?? ''}`);
  }
}
