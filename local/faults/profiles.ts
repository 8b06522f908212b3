/**
 * What goes wrong with a request.
 *
 * - `THROTTLE`, `FAIL`: refused, as too much or with a status of 5xx, and not carried out.
 * - `RESET`: not carried out; the connection is reset.
 * - `HANG`: not carried out; the connection is held open for 10 seconds, longer than most clients wait, and then reset.
 * - `LOSE_ANSWER`: carried out; the connection is reset in the place of an answer.
 * - `SLOW`: carried out, and answered up to a second late; of the GraphQL API, carried out late.
 * - `PARTIAL`: of a batch every entry may be left out, and the answer says which. Carried out wholly where there is no batch.
 * - `DUPLICATE`, `DELAY`: messages are queued twice, or up to three seconds late, and so in another order.
 */
export type Fault = 'THROTTLE' | 'FAIL' | 'RESET' | 'HANG' | 'LOSE_ANSWER' | 'SLOW' | 'PARTIAL' | 'DUPLICATE' | 'DELAY';

/** One way in which requests go wrong. */
export type FaultRule = {
  fault: Fault;
  /** By the name of the credential scope: `dynamodb`, `kinesis`, `sqs`; `graphql` for what is asked of the GraphQL API. @default every one */
  service?: string;
  /** API operations: `PutItem`. @default every one of the service */
  operations?: readonly string[];
  /** How many of the requests, from 0 to 1. */
  share: number;
};

/** All that goes wrong at one time. */
export type FaultProfile = {
  rules: readonly FaultRule[];
  /** How often the process of a function is ended in the midst of its work, by SIGKILL, in milliseconds. @default never */
  killEveryMs?: number;
  /** How often a server of the stack restarts, in milliseconds. @default never */
  restartEveryMs?: number;
};

const BATCHES = [
  'PutRecords',
  'BatchWriteItem',
  'BatchGetItem',
  'SendMessageBatch',
  'DeleteMessageBatch',
  'ChangeMessageVisibilityBatch',
] as const;
const SENDS = ['SendMessage', 'SendMessageBatch'] as const;

/** The profiles of `npm start -- --chaos`, by their names. */
export const PROFILES = {
  throttles: { rules: [{ fault: 'THROTTLE', share: 0.15 }] },
  failures: { rules: [{ fault: 'FAIL', share: 0.15 }] },
  connections: {
    rules: [
      { fault: 'RESET', share: 0.05 },
      { fault: 'LOSE_ANSWER', share: 0.05 },
      { fault: 'HANG', share: 0.002 },
    ],
  },
  slow: { rules: [{ fault: 'SLOW', share: 0.2 }] },
  partial: { rules: [{ fault: 'PARTIAL', operations: BATCHES, share: 0.5 }] },
  deliveries: {
    rules: [
      { fault: 'DUPLICATE', service: 'sqs', operations: SENDS, share: 0.3 },
      { fault: 'DELAY', service: 'sqs', operations: SENDS, share: 0.3 },
    ],
  },
  kills: { rules: [], killEveryMs: 2_000 },
  restarts: { rules: [], restartEveryMs: 5_000 },
  outage: { rules: [{ fault: 'FAIL', service: 'graphql', share: 1 }] },
  all: {
    rules: [
      { fault: 'THROTTLE', share: 0.04 },
      { fault: 'FAIL', share: 0.04 },
      { fault: 'RESET', share: 0.02 },
      { fault: 'LOSE_ANSWER', share: 0.02 },
      { fault: 'HANG', share: 0.0005 },
      { fault: 'SLOW', share: 0.05 },
      { fault: 'PARTIAL', operations: BATCHES, share: 0.2 },
      { fault: 'DUPLICATE', service: 'sqs', operations: SENDS, share: 0.1 },
      { fault: 'DELAY', service: 'sqs', operations: SENDS, share: 0.1 },
    ],
    killEveryMs: 10_000,
    restartEveryMs: 20_000,
  },
} as const satisfies Record<string, FaultProfile>;

/** The name of a profile. */
export type ProfileName = keyof typeof PROFILES;
