import { createHash } from 'node:crypto';
import type { Message } from '@aws-sdk/client-sqs';

/** The bodies that were sent in a run, by the queue that they went to: what fails again comes back as another message. */
export type SentBodies = {
  add(message: Message, queueUrl: string): void;
  has(message: Message, queueUrl: string): boolean;
};

/** Makes an empty one. It holds 32 bytes of each. */
export function createSentBodies(): SentBodies {
  const digests = new Set<string>();
  return {
    add: (message, queueUrl) => void digests.add(digestOf(message, queueUrl)),
    has: (message, queueUrl) => digests.has(digestOf(message, queueUrl)),
  };
}

function digestOf({ Body = '' }: Message, queueUrl: string): string {
  return createHash('sha256').update(`${queueUrl} ${Body}`).digest().toString('latin1');
}
