import { Kind } from 'graphql';
import type { AcceptedSubscription, Engine, MutationEvent, PreparedOperation } from '../engine.ts';
import type { Matches } from './argument-filter.ts';

/** A subscription that is about to go live. */
export type Subscription = {
  operation: PreparedOperation;
  accepted: AcceptedSubscription;
  matches: Matches;
  /** Hears `payload` of each `data` message as JSON text, in the order of the mutations. Must not throw. */
  deliver(payload: string): void;
};

/** The live subscriptions of an API. */
export type Subscriptions = {
  /** Takes effect at once, and ends, as promptly, with the function that it returns. */
  add(subscription: Subscription): () => void;
};

/** Subscriptions that ask for the same and filter by the same: they get the same events, and see the same of them. */
type Group = {
  operation: PreparedOperation;
  accepted: AcceptedSubscription;
  matches: Matches;
  projection: string;
  subscribers: Set<Subscription>;
};

/** Bytes of `payload`. AWS: https://docs.aws.amazon.com/general/latest/gr/appsync.html; a larger one is dropped there without a word. */
const MAX_PAYLOAD_BYTES = 240 * 1024;

/**
 * Hands every mutation event of the engine to the subscriptions it matches. An event is matched once for each group of equal
 * subscriptions, and projected and serialised once for each distinct operation and variables, however many subscribers there are.
 */
export function createSubscriptions(engine: Engine, log: (line: string) => void): Subscriptions {
  /** By mutation field, then by what makes subscriptions equal. */
  const groups = new Map<string, Map<string, Group>>();

  engine.onMutation((event) => {
    const payloads = new Map<string, string | undefined>();
    for (const group of groups.get(event.mutationField)?.values() ?? []) {
      if (!group.matches(event.payload)) continue;
      if (!payloads.has(group.projection)) payloads.set(group.projection, serialise(engine, group, event, log));
      const payload = payloads.get(group.projection);
      if (payload !== undefined) for (const subscriber of group.subscribers) subscriber.deliver(payload);
    }
  });

  return {
    add(subscription) {
      const { operation, accepted, matches } = subscription;
      const projection = JSON.stringify([operation.source, operation.operation.name?.value, operation.variables]);
      const key = JSON.stringify([projection, accepted.arguments, accepted.filter]);
      for (const mutation of accepted.mutations) {
        const ofMutation = getOrSet(groups, mutation, () => new Map<string, Group>());
        const fresh = (): Group => ({ operation, accepted, matches, projection, subscribers: new Set() });
        getOrSet(ofMutation, key, fresh).subscribers.add(subscription);
      }
      return () => {
        for (const mutation of accepted.mutations) {
          const group = groups.get(mutation)?.get(key);
          group?.subscribers.delete(subscription);
          if (group?.subscribers.size === 0) groups.get(mutation)?.delete(key);
        }
      };
    },
  };
}

/** The JSON text of `payload` in a `data` message; undefined, with a line in the log, when it cannot be delivered. */
function serialise(
  engine: Engine,
  { operation, accepted }: Group,
  { payload, mutationField }: MutationEvent,
  log: (line: string) => void,
): string | undefined {
  const { data, errors } = engine.project(operation, payload);
  // Clients drop a message whose `data` is falsy, its errors included.
  const visible = { data: data ?? { [responseKey(operation, accepted)]: null }, ...(errors && { errors }) };
  const text = JSON.stringify(visible);
  const size = Buffer.byteLength(text);
  if (size <= MAX_PAYLOAD_BYTES) return text;
  log(
    `AppSync: an event of ${mutationField} is ${size} bytes for ${accepted.field}, over the ${MAX_PAYLOAD_BYTES} that AppSync delivers: dropped`,
  );
  return undefined;
}

/** What the subscription calls its field: its alias, else its name. */
function responseKey({ operation }: PreparedOperation, { field }: AcceptedSubscription): string {
  const [selection] = operation.selectionSet.selections;
  return selection?.kind === Kind.FIELD ? (selection.alias?.value ?? field) : field;
}

function getOrSet<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
