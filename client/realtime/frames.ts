import { type GraphQLErrorEntry, readErrors } from '../graphql-error.ts';

/** What AppSync sends over the WebSocket. */
export type ServerFrame =
  | { type: 'connection_ack'; connectionTimeoutMs: number }
  | { type: 'connection_error'; errors: GraphQLErrorEntry[] }
  | { type: 'ka' }
  | SubscriptionFrame;

/** What it sends about a subscription. An error may name none. */
export type SubscriptionFrame =
  | { type: 'start_ack' | 'complete'; id: string }
  | { type: 'data'; id: string; data: unknown; errors: GraphQLErrorEntry[] }
  | { type: 'error'; id: string | undefined; errors: GraphQLErrorEntry[] };

/** What is sent to AppSync: to the byte, and in the order of its members, as AWS's own clients have it. */
export type ClientFrame =
  | { type: 'connection_init' }
  | {
      id: string;
      payload: {
        /** The operation as JSON text: a string within the frame, because IAM signs it to the byte. */
        data: string;
        extensions: { authorization: Record<string, string> };
      };
      type: 'start';
    }
  | { id: string; type: 'stop' };

/** What AppSync allows between two keep-alives, unless its acknowledgement says otherwise. */
const DEFAULT_CONNECTION_TIMEOUT_MS = 300_000;

/** Reads a frame. Undefined for what is not a frame of this protocol: AppSync may add types. */
export function readFrame(text: unknown): ServerFrame | undefined {
  const frame = parseObject(text);
  const payload = asObject(frame['payload']);
  const id = typeof frame['id'] === 'string' && frame['id'] !== '' ? frame['id'] : undefined;
  switch (frame['type']) {
    case 'connection_ack': {
      const timeout = payload['connectionTimeoutMs'];
      const known = typeof timeout === 'number' && timeout > 0;
      return { type: 'connection_ack', connectionTimeoutMs: known ? timeout : DEFAULT_CONNECTION_TIMEOUT_MS };
    }
    case 'connection_error':
      return { type: 'connection_error', errors: readErrors(payload['errors']) };
    case 'ka':
      return { type: 'ka' };
    case 'start_ack':
    case 'complete':
      return id === undefined ? undefined : { type: frame['type'], id };
    case 'data':
      return id === undefined
        ? undefined
        : { type: 'data', id, data: payload['data'], errors: readErrors(payload['errors']) };
    case 'error':
      return { type: 'error', id, errors: readErrors(payload['errors']) };
    default:
      return undefined;
  }
}

/** The subprotocol that carries the authorization object: `header-` and base64url JSON without padding. */
export function headerSubprotocol(authorization: Record<string, string>): string {
  const bytes = new TextEncoder().encode(JSON.stringify(authorization));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `header-${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

function parseObject(text: unknown): Record<string, unknown> {
  try {
    return asObject(JSON.parse(String(text)));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
