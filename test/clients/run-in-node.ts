import { WebSocket } from 'ws';
import { answerCalls } from './answer-calls.ts';
import type { CreateClient } from './client.ts';
import type { Call } from './client-host.ts';

/** Makes this process a host: calls and reports are IPC messages. */
export function runIn(createClient: CreateClient): void {
  const send = (message: unknown): void => void process.send?.(message);
  // The clients dial with whatever WebSocket the platform has; Node 20 has none.
  Object.assign(globalThis, { WebSocket });
  const answer = answerCalls(createClient, (report) => send({ report }));
  process.on('message', ({ id, call }: { id: number; call: Call }) => {
    void answer(call).then((answered) => send({ id, answer: answered }));
  });
}
