import { Kind } from 'graphql';
import type { AcceptedSubscription, Engine, MutationEvent, PreparedOperation } from '../engine.ts';
import { type Audiences, createAudiences } from './audiences.ts';
import type { Matches } from './enhanced-filter.ts';
import { dataTail } from './messages.ts';
import { projectionKey } from './projection.ts';

/** A subscription that is about to go live. */
export type Subscription = {
  operation: PreparedOperation;
  accepted: AcceptedSubscription;
  /** Its enhanced filter. Without one, its arguments filter. */
  filter?: Matches;
  /** Its invalidation filter. */
  invalidation?: Matches;
  /** Is given the shared end of each `data` message, as `dataTail` makes it, in the order of the mutations. Must not throw. */
  deliver(tail: Buffer): void;
  /** Ends the subscription, and its connection. Must not throw. */
  invalidate(): void;
};

/** The live subscriptions of an API. */
export type Subscriptions = {
  /** Takes effect at once, and ends, as promptly, with the function that it returns. */
  add(subscription: Subscription): () => void;
};

/** Bytes of `payload`. AWS: https://docs.aws.amazon.com/general/latest/gr/appsync.html; a larger one is dropped there without a word. */
const MAX_PAYLOAD_BYTES = 240 * 1024;

/**
 * Hands every mutation event of the engine to the subscriptions it matches, and ends those that are invalidated. An event is
 * projected and serialised once for each distinct selection, however many subscribers there are.
 */
export function createSubscriptions(engine: Engine, log: (line: string) => void): Subscriptions {
  const byMutation = new Map<string, Audiences<Subscription>>();
  /** By subscription field: those that can be invalidated. */
  const revocable = new Map<string, Set<Subscription>>();

  engine.onMutation((event) => {
    const tails = new Map<string, Buffer | undefined>();
    for (const audience of byMutation.get(event.mutationField)?.of(event.payload) ?? []) {
      for (const [projection, subscribers] of audience) {
        const [first] = subscribers;
        if (first !== undefined && !tails.has(projection)) tails.set(projection, serialise(engine, first, event, log));
        const tail = tails.get(projection);
        if (tail !== undefined) for (const subscriber of subscribers) subscriber.deliver(tail);
      }
    }
  });
  engine.onInvalidation(({ subscriptionField, payload }) => {
    for (const subscription of revocable.get(subscriptionField) ?? []) {
      if (subscription.invalidation?.(payload) === true) subscription.invalidate();
    }
  });

  return {
    add(subscription) {
      const { operation, accepted, filter, invalidation } = subscription;
      const projection = projectionKey(operation);
      const filtering = filter
        ? { key: JSON.stringify(accepted.filter), matches: filter }
        : { arguments: accepted.arguments };
      const leave = accepted.mutations.map((mutation) => {
        const audiences = byMutation.get(mutation) ?? createAudiences<Subscription>();
        byMutation.set(mutation, audiences);
        return audiences.join(subscription, filtering, projection);
      });
      const ofField = revocable.get(accepted.field) ?? new Set();
      revocable.set(accepted.field, ofField);
      if (invalidation !== undefined) ofField.add(subscription);
      return () => {
        for (const one of leave) one();
        ofField.delete(subscription);
      };
    },
  };
}

/** The shared end of a `data` message; undefined, with a line in the log, when it cannot be delivered. */
function serialise(
  engine: Engine,
  { operation, accepted }: Subscription,
  { payload, mutationField }: MutationEvent,
  log: (line: string) => void,
): Buffer | undefined {
  const { data, errors = [] } = engine.project(operation, payload);
  const visible = {
    // Clients drop a message whose `data` is falsy, its errors included.
    data: data ?? { [responseKey(operation, accepted)]: null },
    // AWS: https://github.com/aws-amplify/amplify-category-api/issues/1338 shows these fields alone.
    ...(errors.length > 0 && { errors: errors.map(({ message, path }) => ({ message, path })) }),
  };
  const text = JSON.stringify(visible);
  const size = Buffer.byteLength(text);
  if (size <= MAX_PAYLOAD_BYTES) return dataTail(text);
  log(
    `AppSync: WARNING: an event of ${mutationField} is ${size} bytes for ${accepted.field}, over the ${MAX_PAYLOAD_BYTES} that AppSync delivers: dropped`,
  );
  return undefined;
}

/** What the subscription calls its field: its alias, else its name. */
function responseKey({ operation }: PreparedOperation, { field }: AcceptedSubscription): string {
  const [selection] = operation.selectionSet.selections;
  return selection?.kind === Kind.FIELD ? (selection.alias?.value ?? field) : field;
}
