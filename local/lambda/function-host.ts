import { spawn } from 'node:child_process';
import { once, type EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { transformSync } from 'esbuild';
import type { Invocation } from './runtime.ts';

/** A thread, or a process: only that can be killed as a machine's failure would kill it. */
export type HostKind = 'thread' | 'process';

/** What runs a function. */
export type FunctionHost = {
  /** `message`: a `RuntimeMessage`; `error`; `exit`: how it ended, as a status or a signal. */
  events: EventEmitter;
  output: readonly Readable[];
  post(invocation: Invocation): void;
  /** Ends it in the midst of whatever it does, a process by SIGKILL. */
  kill(): Promise<void>;
};

// Neither takes TypeScript, and neither must inherit how this process loads it.
const RUNTIME = transformSync(readFileSync(new URL('./runtime.ts', import.meta.url), 'utf8'), {
  loader: 'ts',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
}).code;

/** Starts the runtime, with these environment variables and nothing of the host's. */
export function startHost(kind: HostKind, environment: Record<string, string>, memoryMb: number): FunctionHost {
  return kind === 'thread' ? startThread(environment, memoryMb) : startProcess(environment, memoryMb);
}

function startThread(environment: Record<string, string>, memoryMb: number): FunctionHost {
  const worker = new Worker(RUNTIME, {
    eval: true,
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  return {
    events: worker,
    output: [worker.stdout, worker.stderr],
    post: (invocation) => worker.postMessage(invocation),
    async kill() {
      await worker.terminate();
    },
  };
}

function startProcess(environment: Record<string, string>, memoryMb: number): FunctionHost {
  const child = spawn(process.execPath, [`--max-old-space-size=${memoryMb}`, '--eval', RUNTIME], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return {
    events: child,
    output: [child.stdout, child.stderr].filter((stream) => stream !== null),
    // A process that has ended says so by itself.
    post: (invocation) => void child.send(invocation, () => undefined),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
