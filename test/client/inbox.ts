/** A queue to be awaited: what was put comes out once, in its order. */
export type Inbox<Item> = {
  put: (item: Item) => void;
  /** The next item, as soon as there is one. */
  next(): Promise<Item>;
  /** The next item that fits; those before it are dropped. */
  until(fits: (item: Item) => boolean): Promise<Item>;
  /** What was put and not taken yet. */
  waiting(): Item[];
};

/** An empty inbox. */
export function createInbox<Item>(): Inbox<Item> {
  const items: Item[] = [];
  const takers: ((item: Item) => void)[] = [];
  const inbox: Inbox<Item> = {
    put(item) {
      const taker = takers.shift();
      if (taker) taker(item);
      else items.push(item);
    },
    next() {
      const [item] = items.splice(0, 1);
      return item === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(item);
    },
    async until(fits) {
      for (;;) {
        const item = await inbox.next();
        if (fits(item)) return item;
      }
    },
    waiting: () => [...items],
  };
  return inbox;
}
