const MARK = ':queues/';

/** The name of a queue: all that follows the first `:queues/` of its ARN. Of a string that is no ARN, all of it. */
export function queueNameOf(queue: string): string {
  const start = queue.indexOf(MARK);
  return start < 0 ? queue : queue.slice(start + MARK.length);
}
