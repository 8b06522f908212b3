import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../embedded/listen.ts';
import { API_KEY, code, engineOf, prepared } from './engine-of.ts';

const SCHEMA = `
  type Query { a: Int slow: Int header(name: String): Int }
  type Mutation { m: Int n: Int }
  type Subscription { s: Int @aws_subscribe(mutations: ["m"]) }`;

const invalidate = (...groups: number[]): string =>
  groups
    .map((group) => `extensions.invalidateSubscriptions({ subscriptionField: 's', payload: { group: ${group} } });`)
    .join(' ');

async function run(query: string, resolvers: Record<string, string>, options: { executionLimitMs?: number } = {}) {
  const lines: string[] = [];
  const engine = engineOf({ schema: SCHEMA, resolvers, log: (line) => void lines.push(line), ...options });
  const groups: unknown[] = [];
  engine.onInvalidation(({ payload }) => groups.push(payload['group']));
  const { result, responseHeaders } = await engine.execute(prepared(engine, query), API_KEY);
  await engine.close();
  return { result, responseHeaders, groups, lines };
}

describe('`extensions.invalidateSubscriptions`', () => {
  it('is told once for each payload, after the mutation', async () => {
    const { groups, lines } = await run('mutation { m n }', {
      'Mutation.m': code('return {};', `${invalidate(1, 2, 1)} return 1;`),
      'Mutation.n': code('return {};', `${invalidate(2, 3)} return 1;`),
    });

    expect([groups, lines]).toEqual([[1, 2, 3], []]);
  });

  it('is ignored beyond five in a request, with a line in the log', async () => {
    const { groups, lines } = await run('mutation { m }', {
      'Mutation.m': code('return {};', `${invalidate(1, 2, 3, 4, 5, 6)} return 1;`),
    });

    expect([groups, lines]).toEqual([
      [1, 2, 3, 4, 5],
      ['AppSync: Mutation.m: extensions.invalidateSubscriptions is ignored: a request may invalidate 5 times'],
    ]);
  });

  it.each([
    ['in a query', '{ a }', { 'Query.a': code('return {};', `${invalidate(1)} return 1;`) }],
    ['in a request handler', 'mutation { m }', { 'Mutation.m': code(`${invalidate(1)} return {};`, 'return 1;') }],
  ])('is ignored %s, with a line in the log', async (_where, query, resolvers) => {
    const { groups, lines } = await run(query, resolvers);

    expect([groups, lines.length]).toEqual([[], 1]);
    expect(lines[0]).toContain("it belongs in the response handler of a mutation's resolver");
  });
});

it.each([
  ['setSubscriptionFilter({ filterGroup: [] })', 'a subscription filter is ignored'],
  ['evictFromApiCache("Query", "a", {})', 'extensions.evictFromApiCache is ignored: caching is not imitated here'],
])('`extensions.%s` outside of its place is a line in the log', async (call, told) => {
  const { result, lines } = await run('{ a }', { 'Query.a': code('return {};', `extensions.${call}; return 1;`) });

  expect(result).toEqual({ data: { a: 1 } });
  expect(lines.join()).toContain(told);
});

describe('`util.http.addResponseHeader`', () => {
  it('keeps the last value of a name, whatever its case', async () => {
    const { responseHeaders } = await run('{ a b: a }', {
      'Query.a': code(
        "util.http.addResponseHeader('Mine', 1); return {};",
        "util.http.addResponseHeader('mine', { x: 2 }); return 1;",
      ),
    });

    expect(responseHeaders).toEqual({ Mine: '{"x":2}' });
  });

  it('refuses with an error the names that are reserved or none, and keeps the value', async () => {
    const names = ['Connection', 'Content-Type', 'access-control-allow-origin', 'x-amzn-mine', 'X-Amz-Date', 'a b', ''];
    const { result, responseHeaders } = await run(
      `{ ${names.map((name, index) => `a${index}: header(name: ${JSON.stringify(name)})`).join(' ')} }`,
      { 'Query.header': code("util.http.addResponseHeader(ctx.args.name, 'x'); return {};", 'return 1;') },
    );

    expect(responseHeaders).toEqual({});
    expect(result.data).toEqual(Object.fromEntries(names.map((_name, index) => [`a${index}`, 1])));
    expect(result.errors?.map(({ path, errorType }) => [path?.[0], errorType]).sort()).toEqual(
      names.map((_name, index) => [`a${index}`, 'ResponseHeaderError']),
    );
  });

  it('refuses what is beyond 4 KB in all, and values with line breaks', async () => {
    const { result, responseHeaders } = await run('{ a }', {
      'Query.a': code(
        `util.http.addResponseHeaders({ long: '${'x'.repeat(4000)}', more: '${'y'.repeat(100)}', split: 'a\\nb' }); return {};`,
        'return 1;',
      ),
    });

    expect([Object.keys(responseHeaders), result.errors?.length]).toEqual([['long'], 2]);
  });
});

it('a request ends with `ExecutionTimeout` after its time', async () => {
  // It takes requests, and answers none.
  const silent = await listen(createServer());
  const engine = engineOf({
    schema: SCHEMA,
    resolvers: { 'Query.slow': { on: 'jobs', code: code("return { operation: 'Scan' };", 'return 1;') } },
    endpoint: silent.url,
    executionLimitMs: 20,
  });
  const { result } = await engine.execute(prepared(engine, '{ slow }'), API_KEY);
  await engine.close();
  await silent.close();

  expect(result).toEqual({
    data: { slow: null },
    errors: [
      {
        path: ['slow'],
        data: null,
        errorType: 'ExecutionTimeout',
        errorInfo: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        message: 'Execution timed out.',
      },
    ],
  });
});
