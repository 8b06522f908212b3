import { describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../../../../local/appsync/engine.ts';
import { answer, API_KEY, code, engineOf, IAM, payload, type Resolvers } from './engine-of.ts';

const SCHEMA = `
  type Query {
    thing(id: ID): Thing @aws_api_key @aws_iam
    things: [Thing]
    must: Thing!
    any: AWSJSON
    secret: String @aws_iam
    number(of: Int! = 1): Int
    numbers: [Int]
    color: Color
  }
  type Thing @aws_api_key @aws_iam {
    id: ID
    name: String
    at: AWSDateTime
    need: String!
    below: Thing
    list: [Thing!]
    echo(text: String, at: AWSDateTime, json: AWSJSON): AWSJSON
  }
  enum Color { RED GREEN }`;

/** An engine for the test at hand. */
function engineFor(given: Omit<Parameters<typeof engineOf>[0], 'schema'>): Engine {
  const engine = engineOf({ schema: SCHEMA, ...given });
  onTestFinished(() => engine.close());
  return engine;
}
const engineWith = (resolvers: Resolvers, api = {}): Engine => engineFor({ resolvers, api });
const here = { line: 1, column: 3, sourceName: null };

describe('`ctx`', () => {
  it('holds all that AppSync tells a resolver', async () => {
    const engine = engineWith({
      'Query.thing': payload("{ id: 'a' }"),
      'Thing.echo': payload('{ ...ctx, args: ctx.args === ctx.arguments }'),
    });
    const query = `query Q($text: String, $no: Boolean!) {
      thing { echo(text: $text, json: "{\\"a\\":[1]}") skipped: id @skip(if: true) id @include(if: $no) }
    }`;
    const variables = { text: 't', no: false };
    const { data } = await answer(engine, query, { variables, caller: IAM });

    expect(JSON.parse((data as { thing: { echo: string } }).thing.echo)).toEqual({
      arguments: { text: 't', json: { a: [1] } },
      args: true,
      source: { id: 'a' },
      identity: IAM.identity,
      stash: {},
      result: null,
      prev: null,
      error: null,
      request: { headers: {}, domainName: null },
      info: { fieldName: 'echo', parentTypeName: 'Thing', variables, selectionSetList: [], selectionSetGraphQL: '' },
      env: { STAGE: 'test' },
    });
  });

  it('names the selection by alias and path, fragments flattened', async () => {
    const lines: string[] = [];
    const resolvers = {
      'Query.thing': code('console.log(ctx.info.selectionSetList.join()); return {};', 'return null;'),
    };
    const engine = engineFor({ resolvers, log: (line) => void lines.push(line) });

    await answer(
      engine,
      '{ thing { id title: name below { id ...F } ... on Thing { at } } } fragment F on Thing { at }',
    );

    expect(lines).toEqual(['Query.thing request: INFO - code.js:4:34: "id,title,below,below/id,below/at,at"']);
  });

  it('has no identity for an API key', async () => {
    const engine = engineWith({ 'Query.any': payload('[ctx.identity, util.authType(), ctx.request.headers]') });

    expect(await answer(engine, '{ any }')).toEqual({
      data: { any: JSON.stringify([null, 'API Key Authorization', API_KEY.headers]) },
    });
  });
});

describe('a field', () => {
  it('without a resolver is the property of its name, else null', async () => {
    const engine = engineWith({ 'Query.thing': payload("{ id: 7, name: 'n', need: 'x', below: 'text' }") });

    expect(await answer(engine, '{ thing { id name need at below { id } } things { id } }')).toEqual({
      data: { thing: { id: '7', name: 'n', need: 'x', at: null, below: { id: null } }, things: null },
    });
  });

  it('with a unit resolver runs request, data source and response, sharing the stash', async () => {
    const engine = engineWith({
      'Query.any': code(
        'ctx.stash.a = 1; ctx.args.b = 2; return { payload: 3 };',
        'return [ctx.stash, ctx.args, ctx.result];',
      ),
    });

    expect(await answer(engine, '{ any }')).toEqual({ data: { any: '[{"a":1},{"b":2},3]' } });
  });

  it('is left at once by `runtime.earlyReturn` in the request', async () => {
    const engine = engineWith({ 'Query.any': code("runtime.earlyReturn('early');", "return 'late';") });

    expect(await answer(engine, '{ any }')).toEqual({ data: { any: '"early"' } });
  });

  it.each<[string, string, object]>([
    [
      '`util.error`',
      "util.error('no', 'Bad', { id: 1, name: 'n', other: 2 }, { why: 1 });",
      { data: { id: 1 }, errorType: 'Bad', errorInfo: { why: 1 }, message: 'no' },
    ],
    [
      '`util.error` with a message alone',
      "util.error('no');",
      { data: null, errorType: null, errorInfo: null, message: 'no' },
    ],
    [
      '`util.unauthorized`',
      'util.unauthorized();',
      {
        data: null,
        errorType: 'Unauthorized',
        errorInfo: null,
        message: 'Not Authorized to access thing on type Query',
      },
    ],
    [
      'a fault of the code',
      'return ctx.nothing.x;',
      {
        data: null,
        errorType: 'Code',
        errorInfo: null,
        message: "code.js:4:53: Cannot read properties of undefined (reading 'x')",
      },
    ],
  ])('is null with an error after %s', async (_what, request, error) => {
    const engine = engineWith({ 'Query.thing': code(request, 'return 1;') });

    expect(await answer(engine, '{ thing { id } }')).toEqual({
      data: { thing: null },
      errors: [{ path: ['thing'], locations: [here], ...error }],
    });
  });

  it('keeps its value after `util.appendError`', async () => {
    const engine = engineWith({
      'Query.thing': code(
        'return { payload: { id: 1 } };',
        "util.appendError('hm', 'Warning', { id: 1, name: 2 }); return ctx.result;",
      ),
    });

    expect(await answer(engine, '{ thing { id } }')).toEqual({
      data: { thing: { id: '1' } },
      errors: [
        { path: ['thing'], data: { id: 1 }, errorType: 'Warning', errorInfo: null, locations: [here], message: 'hm' },
      ],
    });
  });

  it('is denied by itself: `Not Authorized to access …`', async () => {
    const engine = engineWith({ 'Query.secret': payload("'s'"), 'Query.number': payload('1') });

    expect(await answer(engine, '{ number secret }')).toEqual({
      data: { number: 1, secret: null },
      errors: [
        {
          path: ['secret'],
          data: null,
          errorType: 'Unauthorized',
          errorInfo: null,
          locations: [{ line: 1, column: 10, sourceName: null }],
          message: 'Not Authorized to access secret on type Query',
        },
      ],
    });
    expect(await answer(engine, '{ secret }', { caller: IAM })).toEqual({ data: { secret: 's' } });
  });

  it.each<[string, string, string, string]>([
    [
      'null where the schema says non-null',
      '{ need: null }',
      '{ thing { need } }',
      "Cannot return null for non-nullable type: 'String' within parent 'Thing' (/thing/need)",
    ],
    [
      'null in a list of non-null',
      '{ list: [{ id: 1 }, null] }',
      '{ thing { list { id } } }',
      "Cannot return null for non-nullable type: 'Thing' within parent 'Thing' (/thing/list[1])",
    ],
    [
      'no list',
      '{ list: 5 }',
      '{ thing { list { id } } }',
      "Can't resolve value (/thing/list) : type mismatch error, expected type LIST",
    ],
    [
      'no date',
      "{ at: 'yesterday' }",
      '{ thing { at } }',
      "Can't serialize value (/thing/at) : Unable to serialize `yesterday` as a valid DateTime Object.",
    ],
  ])('tells of %s', async (_what, value, query, message) => {
    const engine = engineWith({ 'Query.thing': payload(value) });
    const { errors } = await answer(engine, query);

    expect(errors?.map((error) => error.message)).toEqual([message]);
    expect(errors?.[0]).not.toHaveProperty('errorType');
  });

  it.each([
    ['number', "'many'", "Can't serialize value (/number) : Expected type 'Int' but was 'String'."],
    ['color', "'BLUE'", "Can't serialize value (/color) : Invalid input for Enum 'Color'. Unknown value 'BLUE'"],
  ])('tells of a value that `%s` cannot carry', async (field, value, message) => {
    const engine = engineWith({ [`Query.${field}`]: payload(value) });

    expect(await answer(engine, `{ ${field} }`)).toMatchObject({ data: { [field]: null }, errors: [{ message }] });
  });

  it('tells of each member of a list that it cannot carry, and keeps the others', async () => {
    const engine = engineWith({ 'Query.numbers': payload("[1, '2', true, '0x10']") });

    expect(await answer(engine, '{ numbers }')).toEqual({
      data: { numbers: [1, 2, null, null] },
      errors: [
        {
          path: ['numbers', 2],
          locations: [here],
          message: "Can't serialize value (/numbers[2]) : Expected type 'Int' but was 'Boolean'.",
        },
        {
          path: ['numbers', 3],
          locations: [here],
          message: "Can't serialize value (/numbers[3]) : Expected type 'Int' but was 'String'.",
        },
      ],
    });
  });

  it('is null when a variable is null where its argument may not be', async () => {
    const query = 'query($of: Int = 2) { number(of: $of) }';

    expect(await answer(engineWith({}), query, { variables: { of: null } })).toMatchObject({
      data: { number: null },
      errors: [{ path: ['number'], message: "Argument 'of' has coerced Null value for NonNull type 'Int!'" }],
    });
  });

  it('takes everything above it along when it is non-null', async () => {
    expect(await answer(engineWith({}), '{ must { id } number }')).toEqual({
      data: null,
      errors: [
        {
          path: ['must'],
          locations: [here],
          message: "Cannot return null for non-nullable type: 'Thing' within parent 'Query' (/must)",
        },
      ],
    });
  });
});

describe('a pipeline', () => {
  const steps = (
    functions: Record<string, string>,
    resolver = code('return 0;', 'return [ctx.prev.result, ctx.result, ctx.stash];'),
  ) =>
    engineFor({
      resolvers: { 'Query.any': { code: resolver, functions: Object.keys(functions) } },
      functions: Object.fromEntries(Object.entries(functions).map(([id, one]) => [id, { on: 'None', code: one }])),
    });
  const add = (amount: number, request = ''): string =>
    code(
      `${request} ctx.stash.ran = (ctx.stash.ran ?? '') + '${amount}'; return { payload: ctx.prev.result + ${amount} };`,
      'return ctx.result;',
    );

  it.each<[string, Record<string, string>, string | undefined, unknown]>([
    [
      'hands each function the result of the one before',
      { a: add(1), b: add(10) },
      undefined,
      [11, 11, { ran: '110' }],
    ],
    [
      'goes on after an early return in a function',
      { a: add(1, 'runtime.earlyReturn(5);'), b: add(10) },
      undefined,
      [15, 15, { ran: '10' }],
    ],
    [
      "ends early with `skipTo: 'END'`",
      { a: add(1, "runtime.earlyReturn(5, { skipTo: 'END' });"), b: add(10) },
      undefined,
      [5, 5, {}],
    ],
    [
      'skips its functions after an early return in its request',
      { a: add(1) },
      code('runtime.earlyReturn(7);', 'return ctx.prev.result;'),
      7,
    ],
  ])('%s', async (_what, functions, resolver, value) => {
    expect(await answer(steps(functions, resolver), '{ any }')).toEqual({ data: { any: JSON.stringify(value) } });
  });

  it('ends with the first `util.error`', async () => {
    const { data, errors } = await answer(steps({ a: code("util.error('stop', 'S');", ''), b: add(1) }), '{ any }');

    expect([data, errors?.[0]?.message]).toEqual([{ any: null }, 'stop']);
  });

  it('takes at most ten functions', () => {
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_one, index) => [`f${index}`, add(index)]));

    expect(() => steps(eleven)).toThrow('Query.any: 11 functions, a pipeline takes at most 10');
  });
});

describe('the limits', () => {
  const nested = { 'Query.thing': payload("{ id: 1, need: 'n', below: { id: 2, below: { id: 3 } } }") };

  it('of depth count scalars as a level, and leave what is above', async () => {
    const { data, errors } = await answer(
      engineWith(nested, { queryDepthLimit: 3 }),
      '{ thing { below { id below { id } } } }',
    );

    expect(data).toEqual({ thing: { below: { id: '2', below: { id: null } } } });
    expect(errors).toMatchObject([{ path: ['thing', 'below', 'below', 'id'], errorType: 'QueryDepthLimitReached' }]);
  });

  it('of resolvers let the first ones run', async () => {
    const engine = engineWith({ 'Query.number': payload('1') }, { resolverCountLimit: 2 });
    const { data, errors } = await answer(engine, '{ a: number b: number c: number }');

    expect(data).toEqual({ a: 1, b: 1, c: null });
    expect(errors).toMatchObject([{ path: ['c'], errorType: 'ResolverExecutionLimitReached' }]);
  });
});

describe('code', () => {
  it('that AWS would refuse keeps the engine from being made, and is named', () => {
    expect(() => engineWith({ 'Query.any': code('while (true) {}', '') })).toThrow(
      /^Query\.any: code\.js:4:\d+: While statements are not supported\.$/,
    );
  });

  it('that names no data source or function of the API is told', () => {
    expect(() => engineWith({ 'Query.any': { on: 'Nowhere', code: payload('1') } })).toThrow(
      "Query.any: there is no data source 'Nowhere'",
    );
    expect(() => engineWith({ 'Query.any': { code: payload('1'), functions: ['f'] } })).toThrow(
      "Query.any: there is no function 'f'",
    );
  });
});
