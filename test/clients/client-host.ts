import { createQueue } from '../end-to-end/queue.ts';
import type { Answer, Configuration, SubscriptionEvent } from './client.ts';

/** A client that runs elsewhere: in a process of its own, or in a browser's page. */
export type RemoteClient = {
  execute(document: string): Promise<Answer>;
  subscribe(document: string): Promise<void>;
  unsubscribe(): Promise<void>;
  /** The oldest event of its subscription not yet taken. */
  next(): Promise<SubscriptionEvent>;
};

/** Where clients of one kind run. */
export type ClientHost = {
  createClient(configuration: Configuration): Promise<RemoteClient>;
  close(): Promise<void>;
};

/** What a host is asked; `client` is a number that the asker chooses. */
export type Call = { client: number } & (
  | { name: 'create'; configuration: Configuration }
  | { name: 'execute'; document: string }
  | { name: 'subscribe'; document: string }
  | { name: 'unsubscribe' }
);

/** What a host tells by itself. */
export type Report = { client: number; event: SubscriptionEvent };

/** A host, given a way to call it and what it reports. */
export function createClientHost(options: {
  call(call: Call): Promise<Answer | undefined>;
  onReport(listener: (report: Report) => void): void;
  close(): Promise<void>;
}): ClientHost {
  const events = new Map<number, ReturnType<typeof createQueue<SubscriptionEvent>>>();
  options.onReport(({ client, event }) => events.get(client)?.push(event));
  return {
    async createClient(configuration) {
      const client = events.size;
      const queue = createQueue<SubscriptionEvent>();
      events.set(client, queue);
      await options.call({ client, name: 'create', configuration });
      return {
        async execute(document) {
          const answer = await options.call({ client, name: 'execute', document });
          if (answer === undefined) throw new Error(`no answer to ${document}`);
          return answer;
        },
        async subscribe(document) {
          await options.call({ client, name: 'subscribe', document });
        },
        async unsubscribe() {
          await options.call({ client, name: 'unsubscribe' });
        },
        next: () => queue.next(),
      };
    },
    close: () => options.close(),
  };
}
