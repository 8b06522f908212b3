import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of a benchmark or of a soak. */
export type Child<Started> = {
  /** What it said at its start. */
  started: Started;
  /** Resolves with its answer to a question, or rejects when it ends before. One question at a time. */
  ask(question: unknown): Promise<unknown>;
  close(): Promise<void>;
};

/** Starts a module in a process of its own, where `gc` can be called. Rejects when that ends before it is ready. */
export async function startChild<Started>(module: URL): Promise<Child<Started>> {
  const execArgv = ['--import', 'tsx', '--expose-gc'];
  const child = fork(fileURLToPath(module), { execArgv, serialization: 'advanced' });
  const started = (await message(child)) as Started;
  return {
    started,
    ask(question) {
      const answer = message(child);
      child.send({ question });
      return answer;
    },
    async close() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (value: unknown): void => {
      child.off('exit', onExit);
      resolve(value);
    };
    const onExit = (status: number | null): void => {
      child.off('message', onMessage);
      reject(new Error(`the process ended with status ${String(status)}`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}

/** In a child: tells the parent that it is ready, and answers its questions until the parent closes it. */
export function ready(started: unknown, answer: (question: unknown) => unknown = () => undefined): void {
  if (process.send === undefined) throw new Error('started by itself, and not as a part of a benchmark or a soak');
  process.once('disconnect', () => process.exit(0));
  process.on('message', ({ question }: { question: unknown }) => {
    // A rejection ends the process, and the parent hears of that.
    void Promise.resolve(answer(question)).then((value) => process.send?.(value));
  });
  process.send(started);
}

/** Milliseconds of the machine's one clock that all processes share. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Microseconds of processor time that this process has used. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
