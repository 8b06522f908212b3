import type { Ending, HandlerContext, HandlerError, HandlerInput, HandlerName, HandlerOutput } from '../handler.ts';
import { dynamodbModule } from './dynamodb-module.ts';
import { extensions } from './extensions.ts';
import { EarlyReturn, FieldError, UnauthorizedError } from './field-error.ts';
import { hold } from './hold.ts';
import { restrictIntrinsics } from './intrinsics.ts';
import { beginInvocation, effects } from './invocation.ts';
import { aiModule, rdsModule } from './not-imitated.ts';
import { util } from './util.ts';

type Handler = (context: unknown) => unknown;
type Modules = Record<string, unknown>;
/** Resolver code as a function: evaluates the module anew, so that nothing of one run is left for the next. */
type Code = (modules: Modules) => Record<HandlerName, Handler>;

const { freeze } = Object;
const { parse, stringify } = JSON;
const runtime = {
  earlyReturn(value?: unknown, options?: { skipTo?: unknown }): never {
    throw new EarlyReturn(value ?? null, options?.skipTo === 'END' ? 'END' : 'NEXT');
  },
};

/** AWS: https://docs.aws.amazon.com/appsync/latest/devguide/test-debug-resolvers-js.html: level, place, and each value as JSON. */
const print =
  (level: string) =>
  (...values: unknown[]): void => {
    const words = values.map((value) => (stringify(value) as string | undefined) ?? 'undefined');
    effects().logs.push(`${level} - ${placeOfCall()}${words.join(' ')}`);
  };

/** Where `console` stands that was called: V8 tells where the method does. */
function placeOfCall(): string {
  const [, line, column] = /^code\.js:(\d+):(\d+)/.exec(new Error('place').stack ?? '') ?? [];
  return line === undefined ? '' : `code.js:${line}:${Math.max(1, Number(column) - 'console.'.length)}: `;
}
const console = {
  log: print('INFO'),
  error: print('ERROR'),
  info: print('INFO'),
  warn: print('WARN'),
  debug: print('DEBUG'),
};

const MODULES: Modules = hold({
  '@aws-appsync/utils': { util, runtime, extensions },
  '@aws-appsync/utils/dynamodb': dynamodbModule,
  '@aws-appsync/utils/rds': rdsModule,
  '@aws-appsync/utils/ai': aiModule,
});

type Frame = { getFileName(): unknown; getLineNumber(): number; getColumnNumber(): number };

/**
 * An error's stack becomes `code.js:3:12: `, the innermost frame that is the code's own, as AWS prefixes it. Node looks for this
 * on the context's `Error`; without it, Node would run what the main context has there on an error of this one.
 */
const prepareStackTrace = (_error: unknown, frames: Frame[]): string => {
  const frame = frames.find((one) => one.getFileName() === 'code.js');
  return frame === undefined ? '' : `code.js:${frame.getLineNumber()}:${frame.getColumnNumber()}: `;
};

function toHandlerError(error: unknown): HandlerError {
  if (error instanceof FieldError) {
    const { message, errorType, data, errorInfo } = error;
    return { message, errorType, data, errorInfo };
  }
  const message = error instanceof Error ? `${error.stack ?? ''}${error.message}` : 'unknown fault';
  return { message, errorType: 'Code', data: null, errorInfo: null };
}

function run(handler: Handler, context: unknown): Ending {
  try {
    return { kind: 'returned', value: handler(context) ?? null };
  } catch (error) {
    if (error instanceof EarlyReturn) return { kind: 'earlyReturn', value: error.value, skipTo: error.skipTo };
    if (error instanceof UnauthorizedError) return { kind: 'unauthorized' };
    return { kind: 'failed', error: toHandlerError(error) };
  }
}

/** `ctx`: it and what it holds by name cannot be replaced; what stash and arguments hold can. */
const contextOf = (context: HandlerContext): object => freeze({ ...context, args: context.arguments });

/** AWS: the quota of an evaluated template, 5 MB. UNSURE: how it counts and what it says. */
const MAXIMUM_SIZE = 5 * 1024 * 1024;

/** An output's text, or a failure instead of a request that is too large for any data source. */
function refuseLarge(text: string, handler: HandlerName, { ending, ...rest }: HandlerOutput): string {
  const value = handler === 'request' && 'value' in ending ? stringify(ending.value) : '';
  if (value.length <= MAXIMUM_SIZE) return text;
  const message = `the request is larger than 5 MB: ${value.length} characters`;
  const error = { message, errorType: 'Code', data: null, errorInfo: null };
  return stringify({ ...rest, ending: { kind: 'failed', error } } satisfies HandlerOutput);
}

function handle(code: Code, inputText: string): string {
  const input = parse(inputText) as HandlerInput;
  beginInvocation(input);
  const ending = run((context) => code(MODULES)[input.handler](context), contextOf(input.context));
  try {
    const { stash, arguments: given } = input.context;
    const whole: HandlerOutput = { ending, stash, arguments: given, effects: effects() };
    const text = stringify(whole);
    return text.length > MAXIMUM_SIZE ? refuseLarge(text, input.handler, whole) : text;
  } catch (error) {
    return uncarried(inputText, toHandlerError(error));
  }
}

/** The output when something of it is what JSON cannot carry, such as a cycle: what came in, and the lines of the log. */
function uncarried(inputText: string, error: HandlerError): string {
  const { logs } = effects();
  const input = parse(inputText) as HandlerInput;
  beginInvocation(input);
  const { stash, arguments: given } = input.context;
  const output: HandlerOutput = {
    ending: { kind: 'failed', error },
    stash,
    arguments: given,
    effects: { ...effects(), logs },
  };
  return stringify(output);
}

/** Makes the context safe, and gives the function that runs a handler of the code: JSON text in, JSON text out. */
export function start(code: Code): (input: string) => string {
  restrictIntrinsics({ util, runtime, extensions, console, Error: { prepareStackTrace } });
  return (input) => handle(code, input);
}
