import { ChangeMessageVisibilityBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';

/** Messages that have been received, and lie in the queue still: nobody sees them for a while. */
export type HeldMessages = {
  readonly size: number;
  /** False for a message that is held already: its time was over, and it has been received again. */
  add(message: Message): boolean;
  /** For a message that is no longer in the queue. */
  forget(message: Message): void;
  /** Makes all of them visible again. Those that cannot be are seen when their time is over: it never rejects. */
  release(): Promise<void>;
};

const MAX_ENTRIES = 10;
const SIDE_BY_SIDE = 8;

/** Makes an empty one, of the queue. */
export function createHeldMessages(sqs: SQSClient, queueUrl: string): HeldMessages {
  /** The newest receipt handle, by message id. */
  const handles = new Map<string, string>();
  return {
    get size() {
      return handles.size;
    },
    add({ MessageId: id = '', ReceiptHandle: handle = '' }) {
      const isNew = !handles.has(id);
      handles.set(id, handle);
      return isNew;
    },
    forget: ({ MessageId: id = '' }) => void handles.delete(id),
    async release() {
      const all = [...handles.values()];
      handles.clear();
      const release = async (at: number): Promise<void> => {
        const Entries = all
          .slice(at, at + MAX_ENTRIES)
          .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
        await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries })).catch(() => undefined);
      };
      const limit = pLimit(SIDE_BY_SIDE);
      const batches = Array.from({ length: Math.ceil(all.length / MAX_ENTRIES) }, (_, index) => index * MAX_ENTRIES);
      await Promise.all(batches.map((at) => limit(release, at)));
    },
  };
}
