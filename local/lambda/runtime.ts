import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import { parentPort } from 'node:worker_threads';

// What runs inside a function's thread or process: loads the handler, then answers one invocation after another.

/** An invocation, as the runtime is told of it. Payloads are JSON texts, as on the wire. */
export type Invocation = {
  payload: string;
  /** Epoch milliseconds at which the function is stopped. */
  deadlineMs: number;
  requestId: string;
  functionArn: string;
};

/** What the runtime says: that it is ready, or how the invocation went. */
export type RuntimeMessage =
  { kind: 'ready' } | { kind: 'result'; payload: string } | { kind: 'error'; error: FunctionError };

/** What a failed invocation tells. */
export type FunctionError = { errorType: string; errorMessage: string; trace: string };

type Handler = (event: unknown, context: object) => unknown;

const say = (message: RuntimeMessage): void => {
  if (parentPort === null) process.send?.(message);
  else parentPort.postMessage(message);
};
// A process ends with the one that started it, however that ends.
if (parentPort === null) process.once('disconnect', () => process.exit());

const environment = process.env;
const ready = loadHandler(environment['LAMBDA_TASK_ROOT'] ?? '', environment['_HANDLER'] ?? '');
ready.then(
  () => say({ kind: 'ready' }),
  (error: unknown) => {
    // Nobody can use this runtime: it ends, and whoever started it learns why.
    setImmediate(() => {
      throw error;
    });
  },
);

(parentPort ?? process).on('message', (invocation: Invocation) => {
  void invoke(invocation).then(say);
});

async function invoke(invocation: Invocation): Promise<RuntimeMessage> {
  try {
    const handler = await ready;
    const result = await handler(JSON.parse(invocation.payload), context(invocation));
    return { kind: 'result', payload: JSON.stringify(result ?? null) };
  } catch (error) {
    return { kind: 'error', error: describe(error) };
  }
}

// AWS: Lambda Developer Guide, "Using the Lambda context object to retrieve Node.js function information".
function context(invocation: Invocation): object {
  return {
    functionName: environment['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: environment['AWS_LAMBDA_FUNCTION_VERSION'],
    memoryLimitInMB: environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: environment['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: environment['AWS_LAMBDA_LOG_STREAM_NAME'],
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, invocation.deadlineMs - Date.now()),
  };
}

// AWS: Lambda Developer Guide, "Define Lambda function handler in Node.js".
async function loadHandler(directory: string, name: string): Promise<Handler> {
  const dot = name.lastIndexOf('.');
  const exported = name.slice(dot + 1);
  const file = ['.js', '.mjs', '.cjs'].map((ending) => join(directory, name.slice(0, dot) + ending)).find(existsSync);
  if (file === undefined) throw new Error(`Runtime.ImportModuleError: there is no module for handler '${name}'`);
  const module = isCommonJs(file) ? requireFile(file) : ((await import(pathToFileURL(file).href)) as object);
  const handler = (module as Record<string, unknown>)[exported];
  if (typeof handler !== 'function') throw new Error(`Runtime.HandlerNotFound: ${name} is undefined or not exported`);
  return handler as Handler;
}

function isCommonJs(file: string): boolean {
  if (!file.endsWith('.js')) return file.endsWith('.cjs');
  const manifest = join(dirname(file), 'package.json');
  return !existsSync(manifest) || !/"type"\s*:\s*"module"/.test(readFileSync(manifest, 'utf8'));
}

/** Loads CommonJS whatever the manifests above the asset say: deployed, the asset stands alone. */
function requireFile(file: string): object {
  const module = { exports: {} };
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
  const run = compileFunction(readFileSync(file, 'utf8'), parameters, { filename: file }) as (
    ...values: unknown[]
  ) => void;
  run(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: '' };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack ?? '' };
}
