import type { Answer, Client, CreateClient } from './client.ts';
import type { Call, Report } from './client-host.ts';

/** The far side of a host: runs clients of one kind as it is called to. */
export function answerCalls(
  createClient: CreateClient,
  report: (report: Report) => void,
): (call: Call) => Promise<Answer | undefined> {
  const clients = new Map<number, Client>();
  const unsubscribes = new Map<number, () => void>();
  return async (call) => {
    if (call.name === 'create') {
      clients.set(call.client, createClient(call.configuration));
      return undefined;
    }
    const client = clients.get(call.client);
    if (call.name === 'execute') return client?.execute(call.document);
    if (call.name === 'unsubscribe') unsubscribes.get(call.client)?.();
    else {
      const unsubscribe = client?.subscribe(call.document, (event) => report({ client: call.client, event }));
      if (unsubscribe) unsubscribes.set(call.client, unsubscribe);
    }
    return undefined;
  };
}
