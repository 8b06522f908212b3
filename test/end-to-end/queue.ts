/** An unbounded queue between callbacks and a test that awaits what comes. */
export type Queue<T> = { push(value: T): void; next(): Promise<T>; readonly size: number };

/** Makes an empty queue. */
export function createQueue<T>(): Queue<T> {
  const values: T[] = [];
  const waiting: ((value: T) => void)[] = [];
  return {
    push: (value) => {
      const taker = waiting.shift();
      if (taker) taker(value);
      else values.push(value);
    },
    next: () => {
      const value = values.shift();
      return value === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(value);
    },
    get size() {
      return values.length;
    },
  };
}
