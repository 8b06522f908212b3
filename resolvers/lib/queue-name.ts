const MARK = ':queues/';

/**
 * The name of a queue: in an ARN, such as `arn:aws:mediaconvert:us-east-1:111122223333:queues/Default`, all that follows the first
 * `:queues/`. Of a string that is no ARN, all of it.
 */
export function queueNameOf(queue: string): string {
  const start = queue.indexOf(MARK);
  return start < 0 ? queue : queue.slice(start + MARK.length);
}
