import type { SubscriptionObserver } from './realtime-client.ts';

/**
 * The updates of a subscription as an async iterable, in their order; it subscribes at once and ends with `return`.
 * Updates wait until they are taken. An error of the subscription is thrown, after the updates before it.
 */
export function subscriptionResults<Data>(
  subscribe: (observer: SubscriptionObserver<Data>) => () => void,
): AsyncIterableIterator<Data> {
  const results: Promise<IteratorResult<Data, undefined>>[] = [];
  const takers: ((result: Promise<IteratorResult<Data, undefined>>) => void)[] = [];
  const end = { done: true, value: undefined } as const;
  let isOver = false;

  const give = (result: Promise<IteratorResult<Data, undefined>>): void => {
    const taker = takers.shift();
    if (taker) taker(result);
    else results.push(result);
  };
  const finish = (result: Promise<IteratorResult<Data, undefined>>): void => {
    if (isOver) return;
    isOver = true;
    give(result);
    for (const taker of takers.splice(0)) taker(Promise.resolve(end));
  };
  const unsubscribe = subscribe({
    onData: (value) => give(Promise.resolve({ done: false, value })),
    onError: (error) => {
      const failure = Promise.reject(error);
      // Handled when it is taken; until then it is no unhandled rejection.
      failure.catch(() => undefined);
      finish(failure);
    },
    onComplete: () => finish(Promise.resolve(end)),
  });

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      const result = results.shift();
      if (result) return result;
      if (isOver) return Promise.resolve(end);
      return new Promise((resolve) => takers.push(resolve));
    },
    return() {
      unsubscribe();
      results.length = 0;
      finish(Promise.resolve(end));
      results.length = 0;
      return Promise.resolve(end);
    },
  };
}
