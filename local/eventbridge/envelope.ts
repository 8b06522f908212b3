import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../json.ts';

/** An event as EventBridge delivers it. */
export type EventEnvelope = {
  version: string;
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  time: string;
  region: string;
  resources: string[];
  detail: JsonObject;
};

/** Where the bus is: what an event that does not say gets. */
export type Home = { region: string; accountId: string };

/** A time in whole seconds, as envelopes carry it. */
export function envelopeTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/**
 * Completes a recorded event: fields that it has stay as they are, and keep their order when it has all of them.
 * A string when it is no event: the reason.
 */
export function completeEnvelope(event: unknown, home: Home, now = new Date()): JsonObject | string {
  if (!isJsonObject(event)) return 'must be a JSON object';
  for (const name of ['source', 'detail-type']) {
    if (typeof event[name] !== 'string' || event[name] === '') return `${name} must be a non-empty string`;
  }
  if (!isJsonObject(event['detail'])) return 'detail must be a JSON object';
  const missing = Object.entries(defaults(home, now)).filter(([name]) => event[name] === undefined);
  return missing.length === 0 ? event : { ...Object.fromEntries(missing), ...event };
}

function defaults(home: Home, now: Date): Omit<EventEnvelope, 'detail-type' | 'source' | 'detail'> {
  return {
    version: '0',
    id: randomUUID(),
    account: home.accountId,
    time: envelopeTime(now),
    region: home.region,
    resources: [],
  };
}
