import { describe, expect, it } from 'vitest';
import { GraphQLOperationError } from '../../../client/graphql-error.ts';
import type { SubscriptionObserver } from '../../../client/realtime/realtime-client.ts';
import { subscriptionResults } from '../../../client/realtime/subscription-results.ts';

function prepare(): {
  results: AsyncIterableIterator<number>;
  observer: SubscriptionObserver<number>;
  unsubscribed: () => number;
} {
  let unsubscribed = 0;
  let given: SubscriptionObserver<number> | undefined;
  const results = subscriptionResults<number>((observer) => {
    given = observer;
    return () => (unsubscribed += 1);
  });
  if (given === undefined) throw new Error('It subscribes at once');
  return { results, observer: given, unsubscribed: () => unsubscribed };
}

describe('`subscriptionResults`', () => {
  it('gives updates in their order, whether they came before or after they were asked for', async () => {
    const { results, observer } = prepare();
    observer.onData(1);
    observer.onData(2);
    const [one, two, three] = [results.next(), results.next(), results.next()];
    observer.onData(3);

    expect(await Promise.all([one, two, three])).toEqual([1, 2, 3].map((value) => ({ done: false, value })));
  });

  it('throws an error after the updates before it, once', async () => {
    const { results, observer } = prepare();
    const error = new GraphQLOperationError([{ message: 'No' }]);
    observer.onData(1);
    observer.onError(error);

    await expect(results.next()).resolves.toEqual({ done: false, value: 1 });
    await expect(results.next()).rejects.toBe(error);
    await expect(results.next()).resolves.toEqual({ done: true, value: undefined });
  });

  it('ends when the API completes it', async () => {
    const { results, observer } = prepare();
    const waiting = results.next();
    observer.onComplete?.();

    await expect(waiting).resolves.toEqual({ done: true, value: undefined });
  });

  it('unsubscribes with `return`, and lets nobody wait', async () => {
    const { results, unsubscribed } = prepare();
    const waiting = [results.next(), results.next()];
    await results.return?.();

    expect(await Promise.all(waiting)).toEqual(Array(2).fill({ done: true, value: undefined }));
    expect(unsubscribed()).toBe(1);
  });
});
