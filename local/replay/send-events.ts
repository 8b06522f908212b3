import { setTimeout as delay } from 'node:timers/promises';
import type { ScheduledEvent } from './schedule.ts';

const MAX_BATCH_EVENTS = 100;
const MAX_BATCH_BYTES = 500_000;
const PROGRESS_INTERVAL_MS = 2_000;

/** A stack that did not take the events. The message is one line. */
class SendError extends Error {
  override name = 'SendError';
}

/**
 * Posts the events to the local event bus, `speed` times as fast as they happened, or with 0 as fast as they are taken;
 * what is due goes out together. Rejects with a `SendError` when the bus takes no more.
 */
export async function sendEvents(
  events: readonly ScheduledEvent[],
  options: { endpoint: string; speed: number; progress(sent: number): void },
): Promise<void> {
  const { speed } = options;
  const startMs = performance.now();
  const dueMs = (index: number): number => (speed === 0 ? 0 : startMs + (events[index]?.afterMs ?? Infinity) / speed);
  let toldMs = startMs;
  for (let sent = 0; sent < events.length;) {
    const waitMs = dueMs(sent) - performance.now();
    if (waitMs > 0) await delay(Math.min(waitMs, PROGRESS_INTERVAL_MS));
    const nowMs = performance.now();
    const batch: string[] = [];
    let bytes = 0;
    while (
      sent + batch.length < events.length &&
      batch.length < MAX_BATCH_EVENTS &&
      dueMs(sent + batch.length) <= nowMs
    ) {
      const text = JSON.stringify(events[sent + batch.length]?.event);
      bytes += Buffer.byteLength(text);
      if (batch.length > 0 && bytes > MAX_BATCH_BYTES) break;
      batch.push(text);
    }
    if (batch.length > 0) await post(options.endpoint, `[${batch.join()}]`, sent);
    sent += batch.length;
    if (sent < events.length && nowMs - toldMs >= PROGRESS_INTERVAL_MS) {
      options.progress(sent);
      toldMs = nowMs;
    }
  }
}

async function post(endpoint: string, body: string, sentBefore: number): Promise<void> {
  const url = `${endpoint.replace(/\/$/, '')}/events`;
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  } catch (cause) {
    const what =
      sentBefore === 0 ? 'no local stack is running' : `the local stack went away after ${sentBefore} events`;
    throw new SendError(`${what} at ${endpoint}; npm start starts one`, { cause });
  }
  const answer = await response.text();
  if (!response.ok) {
    const reason = answer.slice(0, 300).replace(/\s+/g, ' ');
    throw new SendError(`the local stack answered ${response.status} after ${sentBefore} events: ${reason}`);
  }
}
