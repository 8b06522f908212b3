import { createInterface } from 'node:readline';
import type { FunctionConfig } from './function-config.ts';
import { type HostKind, startHost } from './function-host.ts';
import type { Invocation, RuntimeMessage } from './runtime.ts';

/** One thread or process that runs a function, an invocation at a time. */
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

/** Starts a host for the function, with these environment variables. `onPrint` takes each line that it prints. */
export function createExecutionEnvironment(
  config: FunctionConfig,
  environment: Record<string, string>,
  options: { host: HostKind; onPrint(line: string): void },
): ExecutionEnvironment {
  const host = startHost(options.host, environment, config.memoryMb);
  for (const input of host.output) createInterface({ input }).on('line', (line) => options.onPrint(line));

  let died: Error | undefined;
  let answer: ((outcome: RuntimeMessage | Error) => void) | undefined;
  const initialized = new Promise<void>((resolve) => {
    host.events.on('message', (message: RuntimeMessage) => (message.kind === 'ready' ? resolve() : answer?.(message)));
    const end = (error: Error): void => {
      died ??= error;
      answer?.(died);
      resolve();
    };
    host.events.on('error', end);
    // AWS: Lambda Developer Guide, "Troubleshoot execution issues in Lambda": a status, or the signal that ended it.
    host.events.on('exit', (code: number | null, signal?: string) => {
      const how =
        code === null ? `with error: signal: ${signal === 'SIGKILL' ? 'killed' : signal}` : `with code ${code}`;
      end(functionError('Runtime.ExitError', `Runtime exited ${how}`));
    });
  });

  function invoke(payload: string, requestId: string): Promise<string> {
    if (died !== undefined) return Promise.reject(died);
    const deadlineMs = Date.now() + config.timeoutMs;
    const invocation: Invocation = { payload, deadlineMs, requestId, functionArn: config.arn };
    return new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        const seconds = (config.timeoutMs / 1_000).toFixed(2);
        died = functionError('Sandbox.Timedout', `Task timed out after ${seconds} seconds`);
        void host.kill();
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
      host.post(invocation);
    });
  }

  return {
    initialized,
    isAlive: () => died === undefined,
    invoke,
    close: () => host.kill(),
  };
}

function functionError(name: string, message: string, stack = ''): Error {
  return Object.assign(new Error(message), { name, stack });
}
