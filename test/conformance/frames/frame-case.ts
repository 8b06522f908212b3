import type { Authorization } from '../authorization.ts';

/**
 * How far an exchange can be trusted: [R] recorded from AWS, [D] documented by AWS, [U] assumed, to be checked with `REMOTE=1`.
 */
export type Evidence = 'R' | 'D' | 'U';

/** The upgrade. */
export type Connect = {
  /** @default key */
  as?: Authorization;
  /** How the authorization object travels. @default subprotocol */
  by?: 'subprotocol' | 'query' | 'unescaped query' | 'url-safe query' | 'headers';
  /** What is offered besides. @default ['graphql-ws'] */
  subprotocols?: string[];
};

/** A GraphQL operation. */
export type Operation = { query: string; variables?: Record<string, unknown>; as?: Authorization };

/** One thing that happens on a connection, in turn. */
export type Step =
  /** A message from the client: text as it is, anything else as JSON. */
  | { send: unknown }
  /** A `start`, authorized. */
  | { start: Operation & { id: string } }
  /** The next message from the server; a regular expression stands for every text that it matches. A `ka` between is no matter. */
  | { expect: unknown }
  /** The next message is a `ka`. */
  | { expectKeepAlive: true }
  /** A `start`, and its `start_ack`. */
  | { subscribe: Operation & { id: string } }
  /** A mutation over HTTP, which takes effect. */
  | { publish: Operation }
  /** The end of the connection, with one of these codes. */
  | { expectClose: number[] };

/** A connection from its upgrade on. */
export type FrameCase = {
  name: string;
  evidence: Evidence;
  /** Upgraded so, the steps begin with `connection_init`; without it, after the first `ka`. */
  connect?: Connect;
  steps: Step[];
};

/** The mutation that subscribers hear of, with all that they may filter by. */
export const publish = (input: Record<string, unknown>, as: Authorization = 'key'): Step => ({
  publish: {
    query: `mutation ($input: UpdateInput!) {
      publish(input: $input) {
        id group text int float boolean strings ints json
        nested { text int boolean deeper { text } }
        objects { text int }
      }
    }`,
    variables: { input },
    as,
  },
});

/** A `data` message that shows the ID of an update. */
export const seen = (id: string, field: string, update: Record<string, unknown>): Step => ({
  expect: { id, type: 'data', payload: { data: { [field]: update } } },
});

/** An `error` message. */
export const refused = (id: string, ...errors: Record<string, unknown>[]): Step => ({
  expect: { id, type: 'error', payload: { errors } },
});

/** A message that the server makes nothing of. */
export const NOT_UNDERSTOOD = refused('', {
  errorType: 'UnsupportedOperation',
  message: 'unknown not supported through the realtime channel',
});

/** Accepted. */
export const ACK: Step = { expect: { type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } } };
