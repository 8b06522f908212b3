import type { Message } from '@aws-sdk/client-sqs';
import type { Route } from './routes.ts';

/** Messages, by what is to become of them. */
export type SortedMessages = {
  /** By the URL of the queue. */
  send: Map<string, Message[]>;
  drop: Message[];
  /** Left, for the collector can never use them. */
  poison: Message[];
  /** Left, for they were sent on before in this run. */
  cameBack: Message[];
  /** Left, for what is wrong with them. */
  faulty: { message: Message; fault: string }[];
};

/** Sorts messages of a route's queue. */
export function sortMessages(
  messages: readonly Message[],
  how: { route: Route; poison: boolean; wasSent(message: Message, queueUrl: string): boolean },
): SortedMessages {
  const sorted: SortedMessages = { send: new Map(), drop: [], poison: [], cameBack: [], faulty: [] };
  for (const message of messages) {
    const destination = how.route.destinationOf(message);
    if (destination === 'dropped') sorted.drop.push(message);
    else if ('fault' in destination) sorted.faulty.push({ message, fault: destination.fault });
    else if (how.wasSent(message, destination.queueUrl)) sorted.cameBack.push(message);
    else if (!how.poison && message.MessageAttributes?.['reason'] !== undefined) sorted.poison.push(message);
    else {
      const { queueUrl } = destination;
      sorted.send.set(queueUrl, [...(sorted.send.get(queueUrl) ?? []), message]);
    }
  }
  return sorted;
}
