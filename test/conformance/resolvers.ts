/** A resolver of the conformance API: a unit resolver on a data source, or a pipeline of functions. */
export type ConformanceResolver = { typeName: string; fieldName: string; code: string } & (
  { dataSource: 'None' | 'Table' } | { functions: readonly string[] }
);

const IMPORTS = `import { util, runtime, extensions } from '@aws-appsync/utils';`;

const code = (request: string, response: string): string => `${IMPORTS}
export function request(ctx) {
  ${request}
}
export function response(ctx) {
  ${response}
}
`;

const unit = (
  name: string,
  request: string,
  response = 'return ctx.result;',
  dataSource: 'None' | 'Table' = 'None',
): ConformanceResolver => {
  const [typeName = '', fieldName = ''] = name.split('.');
  return { typeName, fieldName, dataSource, code: code(request, response) };
};

/** Hands an expression on, through the NONE data source. */
export const payload = (name: string, expression: string): ConformanceResolver =>
  unit(name, `return { payload: ${expression} };`);

/** A subscription's resolver: what it does when it lets its caller in. */
const subscription = (name: string, onStart: string): ConformanceResolver =>
  unit(`Subscription.${name}`, 'return { payload: null };', `${onStart}\n  return null;`);

const RAISE = (handler: string): string => `const { what, message, errorType, data, errorInfo } = ctx.args;
  if (ctx.args.handler === '${handler}') {
    if (what === 'error') util.error(message, errorType, data, errorInfo);
    if (what === 'appendError') util.appendError(message, errorType, data, errorInfo);
    if (what === 'unauthorized') util.unauthorized();
    if (what === 'earlyReturn') runtime.earlyReturn(data);
    if (what === 'fault') return ctx.args.nothing.here;
  }`;

/** The request with the table's own name wherever it says `TABLE`. */
const DYNAMODB_REQUEST = `const request = ctx.args.request;
  if (request.tables && request.tables.TABLE) {
    const tables = {};
    tables[ctx.env.TABLE] = request.tables.TABLE;
    request.tables = tables;
  }
  if (request.transactItems) request.transactItems.forEach((item) => { item.table = ctx.env.TABLE; });
  return request;`;

/** What came of it, with `TABLE` for the table's own name again. */
const DYNAMODB_RESPONSE = `let result = ctx.result;
  if (result && result.data && result.data[ctx.env.TABLE]) {
    const named = {};
    Object.keys(result).forEach((part) => { named[part] = { TABLE: result[part][ctx.env.TABLE] }; });
    result = named;
  }
  return { result, error: ctx.error };`;

/** A pipeline's step. It leaves its name in the stash, and does what the arguments ask of it. */
const step = (name: string): string => {
  const act = (handler: string): string => `ctx.stash.ran = [...ctx.stash.ran, '${name}.${handler}'];
  if (ctx.args.where === '${name}.${handler}') {
    if (ctx.args.what === 'error') util.error('stopped', 'Stopped');
    if (ctx.args.what === 'appendError') util.appendError('noted', 'Noted');
    if (ctx.args.what === 'unauthorized') util.unauthorized();
    if (ctx.args.what === 'earlyReturn' && ctx.args.skipTo) runtime.earlyReturn('early', { skipTo: ctx.args.skipTo });
    if (ctx.args.what === 'earlyReturn') runtime.earlyReturn('early');
  }`;
  return code(
    `${act('request')}\n  return { payload: [ctx.prev.result, '${name}'] };`,
    `${act('response')}\n  return ctx.result;`,
  );
};

/** The AppSync functions, by name. Each is on the NONE data source. */
export const CONFORMANCE_FUNCTIONS: Readonly<Record<string, string>> = { first: step('first'), second: step('second') };

/** Every field with a resolver. */
export const CONFORMANCE_RESOLVERS: readonly ConformanceResolver[] = [
  payload('Query.echo', 'ctx.args.text'),
  payload('Query.thing', 'ctx.args.json'),
  payload('Query.things', 'ctx.args.json'),
  payload('Query.must', 'ctx.args.json'),
  payload('Query.found', 'ctx.args.json'),
  payload('Query.node', 'ctx.args.json'),
  payload('Query.coerced', 'ctx.args'),
  payload('Query.need', 'ctx.args.id'),
  payload(
    'Query.context',
    '{ arguments: ctx.arguments, source: ctx.source, stash: ctx.stash, result: ctx.result, prev: ctx.prev, error: ctx.error, info: ctx.info }',
  ),
  payload('Query.identity', '{ identity: ctx.identity, authType: util.authType() }'),
  payload('Query.header', 'ctx.request.headers[ctx.args.name]'),
  payload('Query.internal', "'internal'"),
  payload('Thing.resolved', '{ arguments: ctx.args, source: ctx.source }'),
  unit(
    'Query.raise',
    `${RAISE('request')}\n  return { payload: { id: 'whole', name: 'value' } };`,
    `${RAISE('response')}\n  return ctx.result;`,
  ),
  unit(
    'Query.responseHeaders',
    'return { payload: ctx.args.json };',
    'util.http.addResponseHeaders(ctx.result);\n  return Object.keys(ctx.result).length;',
  ),
  {
    typeName: 'Query',
    fieldName: 'pipeline',
    functions: ['first', 'second'],
    code: code(
      `ctx.stash.ran = ['before'];
  if (ctx.args.where === 'before' && ctx.args.what === 'earlyReturn') runtime.earlyReturn('early');
  if (ctx.args.where === 'before' && ctx.args.what === 'error') util.error('stopped', 'Stopped');
  return 'begun';`,
      'return { ran: ctx.stash.ran, previous: ctx.prev.result };',
    ),
  },
  payload('Mutation.publish', 'ctx.args.input'),
  payload('Mutation.publishInternal', 'ctx.args.input'),
  payload('Mutation.publishMany', 'ctx.args.inputs'),
  payload('Mutation.publishText', 'ctx.args.text'),
  payload('Mutation.publishStrict', 'ctx.args'),
  unit(
    'Mutation.invalidate',
    'return { payload: ctx.args.json };',
    `ctx.result.forEach((one) => {
    extensions.invalidateSubscriptions({ subscriptionField: one.subscriptionField, payload: one.payload });
  });
  return ctx.result.length;`,
  ),
  unit('Mutation.dynamodb', DYNAMODB_REQUEST, DYNAMODB_RESPONSE, 'Table'),
  unit('Mutation.dynamodbToo', DYNAMODB_REQUEST, DYNAMODB_RESPONSE, 'Table'),
  unit('Mutation.none', 'return ctx.args.request;', 'return { result: ctx.result, error: ctx.error };'),
  subscription(
    'onPublishFiltered',
    'extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(ctx.args.filter));',
  ),
  subscription('onPublishFilterGroup', 'extensions.setSubscriptionFilter(ctx.args.filter);'),
  subscription(
    'onPublishInvalidated',
    `extensions.setSubscriptionInvalidationFilter(
    util.transform.toSubscriptionFilter({ group: { eq: ctx.args.group } })
  );`,
  ),
  subscription('onPublishRefused', 'util.error(ctx.args.message, ctx.args.errorType);'),
  subscription('onPublishUnauthorized', 'util.unauthorized();'),
];
