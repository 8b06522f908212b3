import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { transformSync } from 'esbuild';
import type { FunctionConfig } from './function-config.ts';
import type { Invocation, RuntimeMessage } from './runtime.ts';

/** One thread that runs a function, an invocation at a time. */
export type ExecutionEnvironment = {
  /** Resolves once the function's module is loaded, or has failed to. */
  initialized: Promise<void>;
  /** Whether it can take another invocation; false for good after a timeout or a crash. */
  isAlive(): boolean;
  /**
   * Runs the handler on a JSON text; resolves with the JSON text of its result. Rejects when the invocation fails, with
   * the stack of the function; a timeout or an exit has none.
   */
  invoke(payload: string, requestId: string): Promise<string>;
  close(): Promise<void>;
};

// A thread takes JavaScript only, and must not inherit how this process loads TypeScript.
const RUNTIME = transformSync(readFileSync(new URL('./runtime.ts', import.meta.url), 'utf8'), {
  loader: 'ts',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
}).code;

/** Starts a thread for the function, with these environment variables and nothing of the host's. `onPrint` takes each line that it prints. */
export function createExecutionEnvironment(
  config: FunctionConfig,
  environment: Record<string, string>,
  onPrint: (line: string) => void,
): ExecutionEnvironment {
  const worker = new Worker(RUNTIME, {
    eval: true,
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: config.memoryMb },
  });
  for (const input of [worker.stdout, worker.stderr]) {
    createInterface({ input }).on('line', onPrint);
  }

  let died: Error | undefined;
  let answer: ((outcome: RuntimeMessage | Error) => void) | undefined;
  const initialized = new Promise<void>((resolve) => {
    worker.on('message', (message: RuntimeMessage) => (message.kind === 'ready' ? resolve() : answer?.(message)));
    const end = (error: Error): void => {
      died ??= error;
      answer?.(died);
      resolve();
    };
    worker.on('error', end);
    worker.on('exit', (code) => end(functionError('Runtime.ExitError', `Runtime exited with code ${code}`)));
  });

  function invoke(payload: string, requestId: string): Promise<string> {
    if (died !== undefined) return Promise.reject(died);
    const deadlineMs = Date.now() + config.timeoutMs;
    const invocation: Invocation = { payload, deadlineMs, requestId, functionArn: config.arn };
    return new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        const seconds = (config.timeoutMs / 1_000).toFixed(2);
        died = functionError('Sandbox.Timedout', `Task timed out after ${seconds} seconds`);
        void worker.terminate();
        answer?.(died);
      }, config.timeoutMs);
      answer = (outcome) => {
        clearTimeout(timer);
        answer = undefined;
        if (outcome instanceof Error) reject(outcome);
        else if (outcome.kind === 'result') resolve(outcome.payload);
        else if (outcome.kind === 'error') {
          const { errorType, errorMessage, trace } = outcome.error;
          reject(functionError(errorType, errorMessage, trace));
        }
      };
      worker.postMessage(invocation);
    });
  }

  return {
    initialized,
    isAlive: () => died === undefined,
    invoke,
    async close() {
      await worker.terminate();
    },
  };
}

function functionError(name: string, message: string, stack = ''): Error {
  return Object.assign(new Error(message), { name, stack });
}
