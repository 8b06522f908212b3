import { checkCode } from './check/check-code.ts';
import type { HandlerInput, HandlerOutput } from './handler.ts';
import type { FunctionText, Stop } from './runtime-messages.ts';
import { createRuntimePool } from './runtime-pool.ts';
import type { Limits, Outcome } from './runtime-process.ts';
import { toFunction } from './to-function.ts';

/** UNSURE: AWS ends a handler that runs away, after a time that it does not tell. */
const HANDLER_TIMEOUT_MS = 5000;
/** UNSURE: AWS tells no limit. Enough for the largest answers that a data source gives. */
const MEMORY_MB = 128;

/** A resolver's or a function's code, loaded: runs one of its handlers. What the code logged has been logged. */
export type HandlerCode = (input: HandlerInput) => Promise<HandlerOutput>;

/** The APPSYNC_JS runtime. */
export type Runtime = {
  /**
   * Code that exports both handlers.
   *
   * @throws CodeError that begins with `name` when AWS would not take the code
   */
  load(code: string, name: string): HandlerCode;
  /**
   * Runs one handler of code that need not export the other, and forgets the code. Nothing is logged: the lines are in the output.
   *
   * @throws CodeError when AWS would not take the code
   */
  evaluate(code: string, input: HandlerInput): Promise<HandlerOutput>;
  /** Ends the processes that run the code. What runs meanwhile fails. */
  close(): Promise<void>;
};

/**
 * A runtime whose every code has a closed context of its own, in processes that all of them share: whatever the code does, it
 * neither holds up nor ends the process that serves. Nothing is started before the first handler runs.
 */
export function createRuntime(options: { log(line: string): void } & Partial<Limits>): Runtime {
  const { timeoutMs = HANDLER_TIMEOUT_MS, memoryMb = MEMORY_MB } = options;
  const pool = createRuntimePool({ timeoutMs, memoryMb });
  let codes = 0;

  const why: Record<Stop, string> = {
    timeout: `ran for more than ${timeoutMs} ms`,
    stack: 'went too deep',
    died: `came to an end with its process, which ran out of memory (${memoryMb} MB) or was killed`,
    unstarted: 'could not run: no process could be started for it',
    closed: 'was stopped: the API closes',
  };
  const outputOf = (outcome: Outcome, input: HandlerInput, prefix: string): HandlerOutput =>
    outcome.kind === 'output'
      ? (JSON.parse(outcome.text) as HandlerOutput)
      : failed(input, `${prefix}the ${input.handler} handler ${why[outcome.why]}`);

  return {
    load(code, name) {
      const text: FunctionText = toFunction(checkCode(code, ['request', 'response'], name));
      codes += 1;
      const key = codes;
      return async (input) => {
        const output = outputOf(await pool.run(key, text, JSON.stringify(input)), input, `${name}: `);
        for (const line of output.effects.logs) options.log(`${name} ${input.handler}: ${line}`);
        return output;
      };
    },
    async evaluate(code, input) {
      const text = toFunction(checkCode(code, [input.handler]));
      return outputOf(await pool.run(null, text, JSON.stringify(input)), input, '');
    },
    close: () => pool.close(),
  };
}

const failed = (input: HandlerInput, message: string): HandlerOutput => ({
  ending: { kind: 'failed', error: { message, errorType: 'Code', data: null, errorInfo: null } },
  stash: input.context.stash,
  arguments: input.context.arguments,
  effects: { appendedErrors: [], invalidations: [], evictions: [], responseHeaders: {}, logs: [] },
});
