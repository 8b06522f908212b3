import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleResolver } from '../../../../infra/api/bundle-resolver.ts';
import type { Engine } from '../../../../local/appsync/engine.ts';
import { startTables } from '../start-tables.ts';
import { answer, code, engineOf } from './engine-of.ts';

const bundle = (name: string): string =>
  bundleResolver(fileURLToPath(new URL(`../../../../resolvers/${name}.ts`, import.meta.url)));

let tables: Awaited<ReturnType<typeof startTables>>;
let engine: Engine;

const SCHEMA = `
  type Query { jobs(status: String!, limit: Int, nextToken: String): Page  bad: Job  job(id: ID!): Job  lost: Job }
  type Mutation { put(id: ID!, status: String!, at: Int!): Job }
  type Page { items: [Job] nextToken: String }
  type Job { id: ID status: String at: Int }`;

beforeAll(async () => {
  tables = await startTables();
  const query = code(
    `return ddb.query({ index: 'byStatus', query: { status: { eq: ctx.args.status } }, limit: ctx.args.limit, nextToken: ctx.args.nextToken, scanIndexForward: false });`,
    'if (ctx.error) { util.error(ctx.error.message, ctx.error.type); } ctx.stash.nextToken = ctx.result.nextToken; return ctx.result.items;',
  );
  const batch = code(
    `if (ctx.prev.result.length === 0) { runtime.earlyReturn([]); }
     return ddb.batchGet({ tables: { jobs: { keys: ctx.prev.result.map((item) => ({ id: item.id })) } } });`,
    'return ctx.result.data.jobs;',
  );
  engine = engineOf({
    schema: SCHEMA,
    endpoint: tables.endpoint,
    functions: { keys: { on: 'jobs', code: query }, jobs: { on: 'jobs', code: batch } },
    resolvers: {
      'Mutation.put': {
        on: 'jobs',
        code: code('const { id, ...item } = ctx.args; return ddb.put({ key: { id }, item });', 'return ctx.result;'),
      },
      'Query.job': { on: 'jobs', code: code('return ddb.get({ key: { id: ctx.args.id } });', 'return ctx.result;') },
      'Query.lost': {
        on: 'jobs',
        code: code("return { operation: 'Query', query: { expression: 'no' } };", 'return ctx.result;'),
      },
      'Query.bad': { on: 'jobs', code: code('return { key: {} };', 'return ctx.result;') },
      'Query.jobs': {
        code: code('return null;', 'return { items: ctx.prev.result, nextToken: ctx.stash.nextToken };'),
        functions: ['keys', 'jobs'],
      },
    },
  });
  for (const at of [1, 2, 3]) await answer(engine, `mutation { put(id: "j${at}", status: "NEW", at: ${at}) { id } }`);
});
afterAll(async () => {
  await engine.close();
  await tables.close();
});

describe('resolvers on tables', () => {
  it('read one item, or null', async () => {
    expect(await answer(engine, '{ a: job(id: "j1") { id at } b: job(id: "no") { id } }')).toEqual({
      data: { a: { id: 'j1', at: 1 }, b: null },
    });
  });

  it('page through an index and get the items in its order', async () => {
    const first = await answer(engine, '{ jobs(status: "NEW", limit: 2) { items { id at } nextToken } }');
    const { nextToken, items } = (first.data as { jobs: { nextToken: string; items: unknown[] } }).jobs;

    expect(items).toEqual([
      { id: 'j3', at: 3 },
      { id: 'j2', at: 2 },
    ]);
    expect(
      await answer(
        engine,
        'query($t: String) { jobs(status: "NEW", limit: 2, nextToken: $t) { items { id } nextToken } }',
        { variables: { t: nextToken } },
      ),
    ).toEqual({
      data: { jobs: { items: [{ id: 'j1' }], nextToken: null } },
    });
    expect(await answer(engine, '{ jobs(status: "OLD") { items { id } nextToken } }')).toEqual({
      data: { jobs: { items: [], nextToken: null } },
    });
  });

  it('decide what becomes of `ctx.error`', async () => {
    const unreadable = await answer(engine, '{ jobs(status: "NEW", nextToken: "x") { nextToken } }');

    expect(unreadable.errors).toMatchObject([{ path: ['jobs'], errorType: 'DynamoDB:UserIllegalArgumentException' }]);
    expect(await answer(engine, '{ lost { id } }')).toEqual({ data: { lost: null } });
  });

  it('fail by a request that AppSync cannot read', async () => {
    expect(await answer(engine, '{ bad { id } }')).toEqual({
      data: { bad: null },
      errors: [
        {
          path: ['bad'],
          data: null,
          errorType: 'MappingTemplate',
          errorInfo: null,
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: "Value for field '$[operation]' not found.",
        },
      ],
    });
  });
});

describe("the project's own resolvers", () => {
  const schema = readFileSync(new URL('../../../../schema/schema.graphql', import.meta.url), 'utf8');
  const UNITS = [
    'Mutation.publishJobProgress',
    'Subscription.onJobProgress',
    'Subscription.onJobProgressByUserMetadata',
    'Subscription.onAnyJobProgress',
  ];
  const ON_TABLES = ['Query.job', 'Job.settings', 'Job.inputs', 'Job.outputGroups', 'Job.analysis', 'Job.events'];
  const PIPELINES = ['Query.jobsByStatus', 'Query.jobsByUserMetadata', 'Query.jobsByQueue'];

  it('load as AWS would take them', () => {
    const resolvers = {
      ...Object.fromEntries(UNITS.map((name) => [name, bundle(name)])),
      ...Object.fromEntries(ON_TABLES.map((name) => [name, { on: 'jobs', code: bundle(name) }])),
      ...Object.fromEntries(
        PIPELINES.map((name) => [name, { code: bundle(name), functions: ['queryJobKeys', 'getJobs'] }]),
      ),
    };
    const functions = Object.fromEntries(
      ['queryJobKeys', 'getJobs'].map((name) => [name, { on: 'jobs', code: bundle(`Function.${name}`) }]),
    );

    expect(() => engineOf({ schema, resolvers, functions })).not.toThrow();
  });
});
