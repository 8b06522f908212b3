import type { CheckedEvent } from './checked-event.ts';

/** EventBridge takes half a second. What takes so long is sent again, moved out of the dead letters, or not delivered for a while. */
const FRESH_WITHIN_MS = 5 * 60_000;

/**
 * When an event happened, in epoch milliseconds, if it shows how long events take: MediaConvert sent it by itself, and it was in the
 * queue within five minutes. Else undefined: of the facts that were asked for, of CloudTrail's records, which come minutes
 * late, of what is replayed, and of what has no time. `sentAt`, when it came into the queue, in epoch milliseconds.
 */
export function freshTime({ source, status, timestamp }: CheckedEvent, sentAt: number): number | undefined {
  if (source !== 'aws.mediaconvert' || status === 'CreateJob' || status === 'CancelJob') return undefined;
  return timestamp !== undefined && Math.abs(sentAt - timestamp) <= FRESH_WITHIN_MS ? timestamp : undefined;
}
