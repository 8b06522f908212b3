import { requesting, returning, type RuntimeCase } from '../runtime-case.ts';

/** `util.error` and its kin, and what goes wrong in the code itself. */
export const ERRORS: RuntimeCase[] = [
  {
    name: '`util.error` ends the handler with its message',
    evidence: 'R',
    code: requesting('util.error("foo"); return 1;'),
    expected: { error: { message: 'foo' } },
  },
  {
    name: '`util.unauthorized` ends the handler with `Unauthorized`',
    evidence: 'R',
    code: requesting('util.unauthorized(); return 1;'),
    expected: { error: { message: 'Unauthorized' } },
  },
  {
    name: '`util.error` tells its message alone, with a type, data and info too',
    evidence: 'U',
    code: requesting('util.error("foo", "Bad", { a: 1 }, { b: 2 });'),
    expected: { error: { message: 'foo' }, outErrors: [] },
  },
  {
    name: 'a fault in a function of the library is told with its place',
    evidence: 'U',
    code: returning('ddb.get(ctx.args.nothing)'),
    expected: { error: { message: /^code\.js:5:\d+: ./ } },
  },
  {
    name: 'a fault of the code is told with its place',
    evidence: 'U',
    code: returning('ctx.args.a.b'),
    expected: { error: { message: /^code\.js:5:\d+: ./ } },
  },
  {
    name: '`util.appendError` adds an error, and the handler goes on',
    evidence: 'U',
    code: requesting('util.appendError("careful", "Warning", { a: 1 }, { b: 2 }); return 1;'),
    expected: {
      result: 1,
      outErrors: [{ message: 'careful', errorType: 'Warning', data: { a: 1 }, errorInfo: { b: 2 } }],
    },
  },
  {
    name: '`util.appendError` takes a message alone, and may be called again',
    evidence: 'U',
    code: requesting('util.appendError("a"); util.appendError("b", "T"); return 1;'),
    expected: {
      result: 1,
      outErrors: [
        { message: 'a', errorType: null, data: null, errorInfo: null },
        { message: 'b', errorType: 'T', data: null, errorInfo: null },
      ],
    },
  },
  {
    name: 'what was appended before an error is told too',
    evidence: 'U',
    code: requesting('util.appendError("a"); util.error("b");'),
    expected: {
      error: { message: 'b' },
      outErrors: [{ message: 'a', errorType: null, data: null, errorInfo: null }],
    },
  },
  {
    name: 'a response handler turns the error of the data source into one of its own',
    evidence: 'D',
    code: `import { util } from '@aws-appsync/utils';
export function request(ctx) { return {}; }
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result;
}`,
    function: 'response',
    context: { error: { message: 'The conditional request failed', type: 'DynamoDB:ConditionalCheckFailedException' } },
    expected: { error: { message: 'The conditional request failed' } },
  },
];
