import { parse } from 'acorn';
import { createRuntime, type HandlerCode } from '../../../../local/appsync/runtime/create-runtime.ts';
import type { HandlerContext, HandlerInput, HandlerOutput } from '../../../../local/appsync/runtime/handler.ts';
import { createRuntimePool } from '../../../../local/appsync/runtime/runtime-pool.ts';
import { toFunction } from '../../../../local/appsync/runtime/to-function.ts';

/** What the code of these tests has printed. */
export const printed: string[] = [];

/** Never closed, as other files may use it in the same process: with that it ends. */
const runtime = createRuntime({ log: (line) => void printed.push(line) });

const IMPORTS = `import { util, runtime, extensions } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb'; import * as rds from '@aws-appsync/utils/rds'; import * as ai from '@aws-appsync/utils/ai';
`;

/** A context as a resolver of `Query.field` without arguments has it. */
export const contextWith = (more: Partial<HandlerContext> = {}): HandlerContext => ({
  arguments: {},
  source: null,
  identity: null,
  stash: {},
  result: null,
  prev: null,
  error: null,
  request: { headers: {}, domainName: null },
  info: { fieldName: 'field', parentTypeName: 'Query', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
  env: {},
  ...more,
});

/** Loads code as it is. */
export const load = (code: string): HandlerCode => runtime.load(code, 'Query.field');

/** Runs `body` as a request handler, with `util`, `runtime`, `extensions`, `ddb`, `rds` and `ai` imported. */
export function run(body: string, context: Partial<HandlerContext> = {}): Promise<HandlerOutput> {
  const code = load(`${IMPORTS}export function request(ctx) { ${body} }\nexport const response = () => null;`);
  return code({ handler: 'request', context: contextWith(context) });
}

/** The value of an expression in a request handler; throws when the handler fails. */
export async function evaluate(expression: string, context: Partial<HandlerContext> = {}): Promise<unknown> {
  const { ending } = await run(`return ${expression};`, context);
  if (ending.kind !== 'returned') throw new Error(JSON.stringify(ending));
  return ending.value;
}

const unchecked = createRuntimePool({ timeoutMs: 5000, memoryMb: 64 });

/** Runs `body` as `run` does, whatever AWS would say of it before it runs: what is left is the closed context. */
export async function runUnchecked(body: string, context: Partial<HandlerContext> = {}): Promise<HandlerOutput> {
  const code = `${IMPORTS}export function request(ctx) { ${body} }`;
  const program = parse(code, { ecmaVersion: 2022, sourceType: 'module' });
  const input: HandlerInput = { handler: 'request', context: contextWith(context) };
  const outcome = await unchecked.run(null, toFunction({ code, program }), JSON.stringify(input));
  if (outcome.kind === 'stopped') throw new Error(outcome.why);
  return JSON.parse(outcome.text) as HandlerOutput;
}
