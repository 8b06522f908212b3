/**
 * Whose iterators are whose. A GetRecords request may name nothing but an iterator, and permission is on the stream,
 * so the stream of every iterator given out is remembered.
 */
export type ShardIterators = {
  remember(iterator: string, stream: string): void;
  /** Undefined for an iterator that was not given out here, or so long ago that it has expired. */
  streamOf(iterator: string): string | undefined;
};

/** Remembers the newest `capacity` iterators. */
export function createShardIterators(capacity: number): ShardIterators {
  const streams = new Map<string, string>();
  return {
    remember(iterator, stream) {
      streams.delete(iterator);
      streams.set(iterator, stream);
      if (streams.size <= capacity) return;
      // A map keeps its keys in the order of their arrival.
      const [oldest] = streams.keys();
      if (oldest !== undefined) streams.delete(oldest);
    },
    streamOf: (iterator) => streams.get(iterator),
  };
}
