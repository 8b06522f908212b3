import { createContext, Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import type { Answer, Begin, Call, FunctionText } from './runtime-messages.ts';

// The program of the runtime's process: it runs handlers, one after the other, as they are asked for over the IPC channel.

type Enclosed = (input: string) => Answer;

// Names that no code can write without `this` or `globalThis`, which it has not got.
const CALL = new Script('this[" run"](this[" input"])', { filename: 'runtime.js' });

/**
 * Code in a closed context of its own. No timeout is set: it costs a thread a call, some 0.1 ms, and the process that asked
 * keeps the time (`runtime-process.ts`). Only strings cross its border, so it never holds an object or a function
 * of Node's.
 */
function enclose({ text, prefixLength }: FunctionText, library: Script): Enclosed {
  const global = Object.create(null) as Record<string, unknown>;
  const context = createContext(global, {
    codeGeneration: { strings: false, wasm: false },
    // A promise's continuation would otherwise run in the next call's time.
    microtaskMode: 'afterEvaluate',
  });
  const start = library.runInContext(context) as (code: unknown) => unknown;
  const script = new Script(text, { filename: 'code.js', columnOffset: -prefixLength });
  global[' run'] = start(script.runInContext(context));
  return (input) => {
    global[' input'] = input;
    let output: unknown;
    try {
      output = CALL.runInContext(context, { displayErrors: false });
    } catch {
      // Nothing of the error is read: it may be the context's.
      return { kind: 'stopped', why: 'stack' };
    } finally {
      global[' input'] = undefined;
    }
    return typeof output === 'string' ? { kind: 'output', text: output } : { kind: 'stopped', why: 'stack' };
  };
}

function serve(library: Script): (call: Call) => Answer {
  const loaded = new Map<number, Enclosed>();
  const codeOf = ({ code, text, forget }: Call): Enclosed | undefined => {
    if (forget !== undefined) loaded.delete(forget);
    const known = code === null ? undefined : loaded.get(code);
    if (known || !text) return known;
    const enclosed = enclose(text, library);
    if (code !== null) loaded.set(code, enclosed);
    return enclosed;
  };
  return (call) => codeOf(call)?.(call.input) ?? { kind: 'stopped', why: 'stack' };
}

const answer = (message: Answer): void => void process.send?.(message);

/**
 * Ends this process when the one that started it is gone, even without a word: while a handler runs away, the end of the IPC
 * channel is not heard here, and who would have killed it is no more.
 */
function endWith(parent: number): void {
  const watch = `const parent = require('node:worker_threads').workerData;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;
  new Worker(watch, { eval: true, workerData: parent }).unref();
}

// An interrupt from the terminal reaches every process of the group: it is for the one that started this to end it.
process.on('SIGINT', () => undefined);
process.once('message', ({ library, parent }: Begin) => {
  const call = serve(new Script(library, { filename: 'appsync-library.js' }));
  process.on('message', (message: Call) => answer(call(message)));
  answer({ kind: 'ready' });
  endWith(parent);
});
