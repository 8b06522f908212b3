import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of a benchmark, which has said what it has to say at its start. */
export type Child<Started> = {
  started: Started;
  /** Asks the process for something, and resolves with its answer. One question at a time. */
  ask<Answer>(question: unknown): Promise<Answer>;
  close(): Promise<void>;
};

/** Starts a module of this folder in a process of its own. Rejects when it ends before it has said anything. */
export async function startChild<Started>(module: string, ...args: string[]): Promise<Child<Started>> {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), args);
  const started = await message<Started>(child);
  return {
    started,
    ask: (question) => {
      child.send({ question });
      return message(child);
    },
    async close() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function message<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const exit = once(child, 'exit', { signal: ended.signal }).then(([status]) => {
    throw new Error(`a process of the benchmark ended with status ${String(status)}`);
  });
  try {
    const [value] = (await Promise.race([once(child, 'message', { signal: ended.signal }), exit])) as [Message];
    return value;
  } finally {
    ended.abort();
    exit.catch(() => undefined);
  }
}

/** In a child: tells the parent that it is ready, and with what. It ends with its parent's interest. */
export function ready(started: unknown): void {
  if (process.send === undefined) throw new Error('this is a part of a benchmark: see npm run bench');
  process.once('disconnect', () => process.exit(0));
  process.send(started);
}
