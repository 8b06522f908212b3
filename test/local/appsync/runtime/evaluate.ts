import { createRuntime, type HandlerCode } from '../../../../local/appsync/runtime/create-runtime.ts';
import type { HandlerContext, HandlerOutput } from '../../../../local/appsync/runtime/handler.ts';

/** What the code of these tests has printed. */
export const printed: string[] = [];

const runtime = createRuntime({ log: (line) => void printed.push(line), timeoutMs: 500 });

const IMPORTS = `import { util, runtime, extensions } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
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

/** Runs `body` as a request handler, with `util`, `runtime`, `extensions` and `ddb` imported. */
export function run(body: string, context: Partial<HandlerContext> = {}): HandlerOutput {
  const code = load(`${IMPORTS}export function request(ctx) { ${body} }\nexport const response = () => null;`);
  return code({ handler: 'request', context: contextWith(context) });
}

/** The value of an expression in a request handler; throws when the handler fails. */
export function evaluate(expression: string, context: Partial<HandlerContext> = {}): unknown {
  const { ending } = run(`return ${expression};`, context);
  if (ending.kind !== 'returned') throw new Error(JSON.stringify(ending));
  return ending.value;
}
