import { isJsonObject, type JsonObject, parseJson } from '../../json.ts';
import type { AppSyncError } from '../graphql-error.ts';

/** An entry of `payload.errors` in an `error` or a `connection_error`. */
export type FrameError = { errorType?: string; message?: string; errorCode?: number };

/** What the client is told to wait for a sign of life. AWS sends this figure. */
const CONNECTION_TIMEOUT_MS = 300_000;

/** Accepts a connection. */
export const CONNECTION_ACK = JSON.stringify({
  type: 'connection_ack',
  payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS },
});

/** The sign of life. */
export const KEEP_ALIVE = JSON.stringify({ type: 'ka' });

/** Refuses a connection. The keys stand in AWS's order. */
export const connectionError = (error: FrameError): string =>
  JSON.stringify({ payload: { errors: [error] }, type: 'connection_error' });

/** Tells that a subscription has begun. */
export const startAck = (id: string): string => JSON.stringify({ id, type: 'start_ack' });

/** Ends the subscription, if it has begun. */
export const errorFrame = (id: string, errors: FrameError[]): string =>
  JSON.stringify({ id, type: 'error', payload: { errors } });

/** Tells that a subscription has ended, as the client asked. */
export const complete = (id: string): string => JSON.stringify({ id, type: 'complete' });

/**
 * Tells that a subscription was invalidated.
 * UNSURE: AWS documents this text, and that the client receives it as a message, but no frame.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-invalidation.html
 */
export const invalidated = (id: string): string =>
  JSON.stringify({ id, type: 'complete', payload: { message: 'Subscription complete.' } });

/** The beginning of a `data` message, which is the subscription's own. */
export const dataHead = (id: string): Buffer => Buffer.from(`{"id":${JSON.stringify(id)},"type":"data","payload":`);

/** The end of a `data` message, which many subscribers share. `payload` is JSON text. */
export const dataTail = (payload: string): Buffer => Buffer.from(`${payload}}`);

/** What AppSync answers to a message it makes nothing of, or to an operation that is no subscription. */
export const notSupported = (operation = 'unknown'): FrameError => ({
  errorType: 'UnsupportedOperation',
  message: `${operation} not supported through the realtime channel`,
});

/** The engine's error as AppSync words it in a frame: without path and locations. */
export const toFrameError = ({ errorType, message }: AppSyncError): FrameError =>
  errorType ? { errorType, message } : { message };

/** Reads a client's message; undefined unless it is a JSON object. */
export function parseMessage(text: string): JsonObject | undefined {
  const value = parseJson(text);
  return isJsonObject(value) ? value : undefined;
}
