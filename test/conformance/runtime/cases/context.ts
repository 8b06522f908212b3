import { BODY_LINE, requesting, returning, type RuntimeCase } from '../runtime-case.ts';

const QUERY = `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  return {
    operation: 'Query',
    index: 'nameIndex',
    query: {
      expression: '#name = :name',
      expressionNames: { '#name': 'name' },
      expressionValues: { ':name': util.dynamodb.toDynamoDB(ctx.arguments.filter.line) },
    },
    filter: {
      expression: '#shift = :shift',
      expressionNames: { '#shift': 'shift' },
      expressionValues: { ':shift': util.dynamodb.toDynamoDB(ctx.args.filter.shift) },
    },
  };
}
export function response(ctx) {
  return ctx.result.items;
}
`;

const HEADERS = { 'x-forwarded-for': '192.0.2.4', 'user-agent': 'test' };

/** Properties of the context, each read from a mock context that has it. */
const READ: [path: string, context: Record<string, unknown>, value: unknown][] = [
  ['ctx.arguments', { arguments: { id: '1' } }, { id: '1' }],
  ['ctx.args', { arguments: { id: '1' } }, { id: '1' }],
  ['ctx.source', { source: { id: '1' } }, { id: '1' }],
  ['ctx.stash', { stash: { a: [1] } }, { a: [1] }],
  ['ctx.result', { result: [1, 'a', null] }, [1, 'a', null]],
  ['ctx.prev.result', { prev: { result: { id: '1' } } }, { id: '1' }],
  ['ctx.error', { error: { message: 'm', type: 'T' } }, { message: 'm', type: 'T' }],
  ['ctx.request.headers', { request: { headers: HEADERS } }, HEADERS],
  ['ctx.identity.resolverContext.role', { identity: { resolverContext: { role: 'admin' } } }, 'admin'],
  ['ctx.info.fieldName', { info: { fieldName: 'job', parentTypeName: 'Query' } }, 'job'],
  ['ctx.info.selectionSetList', { info: { selectionSetList: ['id', 'at'] } }, ['id', 'at']],
];

const READ_ONLY: [name: string, body: string][] = [
  ['ctx', 'ctx = {}; return 1;'],
  ['ctx.result', 'ctx.result = 1; return 1;'],
  ['ctx.args', 'ctx.args = {}; return 1;'],
  ['ctx.stash', 'ctx.stash = {}; return 1;'],
  ['a property of its own', 'ctx.mine = 1; return 1;'],
];

/** `ctx`: what it holds, and what of it can be changed. */
export const CONTEXT: RuntimeCase[] = [
  {
    name: 'a request of the arguments',
    evidence: 'R',
    code: QUERY,
    context: { arguments: { filter: { line: 'test', shift: 10 } } },
    expected: {
      result: {
        operation: 'Query',
        index: 'nameIndex',
        query: {
          expression: '#name = :name',
          expressionNames: { '#name': 'name' },
          expressionValues: { ':name': { S: 'test' } },
        },
        filter: {
          expression: '#shift = :shift',
          expressionNames: { '#shift': 'shift' },
          expressionValues: { ':shift': { N: 10 } },
        },
      },
    },
  },
  {
    name: 'a response of the result',
    evidence: 'R',
    code: QUERY,
    function: 'response',
    context: { result: { items: [{ a: 10 }] } },
    expected: { result: [{ a: 10 }] },
  },
  ...READ.map(([path, context, value]): RuntimeCase => ({
    name: `\`${path}\` is what the mock context has`,
    evidence: 'D',
    code: returning(path),
    context,
    expected: { result: value },
  })),
  {
    name: 'the contents of the stash can be changed, and are told',
    evidence: 'D',
    code: requesting('ctx.stash.b = { c: ctx.stash.a }; delete ctx.stash.a; return null;'),
    context: { stash: { a: 1 } },
    expected: { result: null, stash: { b: { c: 1 } } },
  },
  {
    name: 'the contents of the arguments can be changed',
    evidence: 'D',
    code: requesting('ctx.args.a = 2; ctx.args.b = 3; return ctx.arguments;'),
    context: { arguments: { a: 1 } },
    expected: { result: { a: 2, b: 3 } },
  },
  ...READ_ONLY.map(([name, body]): RuntimeCase => ({
    name: `\`${name}\` is read-only`,
    evidence: 'D',
    code: requesting(body),
    expected: { error: { message: /./, lines: [BODY_LINE] } },
  })),
];
