import { createHash } from 'node:crypto';
import type { Message } from '@aws-sdk/client-sqs';

/** The bodies that were sent in a run: what fails again comes back as another message. */
export type SentBodies = { add(message: Message): void; has(message: Message): boolean };

/** Makes an empty one. It holds 32 bytes of each. */
export function createSentBodies(): SentBodies {
  const digests = new Set<string>();
  return { add: (message) => void digests.add(digestOf(message)), has: (message) => digests.has(digestOf(message)) };
}

function digestOf({ Body = '' }: Message): string {
  return createHash('sha256').update(Body).digest().toString('latin1');
}
