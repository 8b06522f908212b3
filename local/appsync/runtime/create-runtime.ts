import { createContext, Script } from 'node:vm';
import { bundleLibrary } from './bundle-library.ts';
import { checkCode } from './check-code.ts';
import type { HandlerInput, HandlerOutput } from './handler.ts';
import { toFunction } from './to-function.ts';

/** UNSURE: AWS ends a handler that runs away, after a time that it does not tell. */
const HANDLER_TIMEOUT_MS = 5000;

/** A resolver's or a function's code, loaded: runs one of its handlers. What the code logged has been logged. */
export type HandlerCode = (input: HandlerInput) => Promise<HandlerOutput>;

/** The APPSYNC_JS runtime. */
export type Runtime = {
  /** @throws Error that begins with `name` when AWS would not take the code */
  load(code: string, name: string): HandlerCode;
};

// Names that no code can write without `this` or `globalThis`, which it has not got.
const CALL = new Script('this[" run"](this[" input"])', { filename: 'runtime.js' });

const failed = (input: HandlerInput, message: string): HandlerOutput => ({
  ending: { kind: 'failed', error: { message, errorType: 'Code', data: null, errorInfo: null } },
  stash: input.context.stash,
  arguments: input.context.arguments,
  effects: { appendedErrors: [], invalidations: [], evictions: [], responseHeaders: {}, logs: [] },
});

/**
 * A runtime whose every code has a closed context of its own. Only strings cross its border, so the code never holds anything
 * of Node's: neither an object nor a function, through whose constructors it could leave.
 */
export function createRuntime(options: { log(line: string): void; timeoutMs?: number }): Runtime {
  const library = new Script(bundleLibrary(), { filename: 'appsync-library.js' });
  const timeout = options.timeoutMs ?? HANDLER_TIMEOUT_MS;

  function load(code: string, name: string): HandlerCode {
    const { text, prefixLength } = readable(name, () => toFunction(code, checkCode(code)));
    const global: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    const context = createContext(global, {
      codeGeneration: { strings: false, wasm: false },
      // A promise's continuation would otherwise run after the timeout has stopped counting.
      microtaskMode: 'afterEvaluate',
    });
    const start = library.runInContext(context) as (code: unknown) => unknown;
    const script = new Script(text, { filename: 'code.js', columnOffset: -prefixLength });
    global[' run'] = start(script.runInContext(context, { timeout }));

    return async (input) => {
      global[' input'] = JSON.stringify(input);
      let text: unknown;
      try {
        text = CALL.runInContext(context, { timeout, displayErrors: false });
      } catch {
        // Nothing of the error is read: it may be the context's.
        return failed(input, `${name}: the ${input.handler} handler ran for more than ${timeout} ms, or out of memory`);
      }
      if (typeof text !== 'string') return failed(input, `${name}: the ${input.handler} handler returned nothing`);
      const output = JSON.parse(text) as HandlerOutput;
      for (const line of output.effects.logs) options.log(`${name} ${input.handler}: ${line}`);
      return output;
    };
  }
  return { load };
}

function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
