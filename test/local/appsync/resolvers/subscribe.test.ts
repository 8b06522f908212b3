import { afterAll, describe, expect, it } from 'vitest';
import type { MutationEvent } from '../../../../local/appsync/engine.ts';
import { answer, API_KEY, code, engineOf, IAM, payload, prepared } from './engine-of.ts';

const SCHEMA = `
  type Query { none: String }
  type Mutation {
    publish(id: ID, fail: Boolean): Job @aws_iam @aws_api_key
    other: Job
  }
  type Subscription {
    onJob(id: ID, name: String): Job @aws_subscribe(mutations: ["publish", "other"])
    onAny: Job @aws_subscribe(mutations: ["publish"])
    onRefused: Job @aws_subscribe(mutations: ["publish"])
    onHidden: Job @aws_subscribe(mutations: ["publish"]) @aws_iam
  }
  type Job @aws_api_key @aws_iam { id: ID name: String at: AWSDateTime! data: AWSJSON below: Job secret: Secret }
  type Secret @aws_iam { word: String }`;

const JOB = "{ id: ctx.args.id, name: 'n', at: '2026-01-01T00:00:00.000Z', data: { a: 1 }, below: { id: 'b' } }";

const lines: string[] = [];
const engine = engineOf({
  schema: SCHEMA,
  log: (line) => void lines.push(line),
  resolvers: {
    'Mutation.publish': code(
      `return { payload: ${JOB} };`,
      "if (ctx.args.fail) { util.error('failed'); } return ctx.result;",
    ),
    'Mutation.other': payload(JOB),
    'Subscription.onAny': code(
      'return { payload: null };',
      'extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ id: { eq: util.authType() } })); return null;',
    ),
    'Subscription.onRefused': code("util.error('too long', 'BadRequest');", 'return null;'),
  },
});

afterAll(() => engine.close());

async function published(query: string): Promise<MutationEvent[]> {
  const events: MutationEvent[] = [];
  const own = engineOf({
    schema: SCHEMA,
    resolvers: {
      'Mutation.publish': code(
        `return { payload: ${JOB} };`,
        "if (ctx.args.fail) { util.error('failed'); } return ctx.result;",
      ),
      'Mutation.other': payload(JOB),
    },
  });
  own.onMutation((event) => void events.push(event));
  await answer(own, query);
  await own.close();
  return events;
}

describe('a mutation', () => {
  it.each<[string, string, MutationEvent[]]>([
    [
      'its own selection only',
      'mutation { publish(id: 1) { id below { id } } }',
      [{ mutationField: 'publish', payload: { id: '1', below: { id: 'b' } } }],
    ],
    [
      'the names of the schema, whatever the aliases, through fragments',
      'mutation { p: publish(id: 1) { key: id ...F ... on Job { under: below { b: id } } } } fragment F on Job { text: data }',
      [{ mutationField: 'publish', payload: { id: '1', data: '{"a":1}', below: { id: 'b' } } }],
    ],
    [
      'every field, in order',
      'mutation { publish(id: 1) { id } other { name } }',
      [
        { mutationField: 'publish', payload: { id: '1' } },
        { mutationField: 'other', payload: { name: 'n' } },
      ],
    ],
    ['nothing of a field that failed', 'mutation { publish(fail: true) { id } }', []],
  ])('publishes %s', async (_what, query, events) => {
    expect(await published(query)).toEqual(events);
  });
});

describe('a subscription', () => {
  const subscribe = (query: string, variables?: Record<string, unknown>, caller = API_KEY) =>
    engine.subscribe(prepared(engine, query, variables), caller);

  it.each<[string, Record<string, unknown> | undefined, Record<string, unknown>]>([
    ['subscription { onJob { id } }', undefined, {}],
    ['subscription { onJob(id: 1, name: null) { id } }', undefined, { id: '1', name: null }],
    ['subscription($id: ID) { onJob(id: $id) { id } }', { id: 'a' }, { id: 'a' }],
    ['subscription($id: ID) { onJob(id: $id) { id } }', {}, { id: null }],
  ])('`%s` with %j is let in with its arguments', async (query, variables, given) => {
    expect(await subscribe(query, variables)).toEqual({
      subscription: { field: 'onJob', mutations: ['publish', 'other'], arguments: given },
    });
  });

  it('has the filter that its resolver sets', async () => {
    const filter = {
      filterGroup: [{ filters: [{ fieldName: 'id', operator: 'eq', value: 'API Key Authorization' }] }],
    };

    expect(await subscribe('subscription { onAny { id } }')).toEqual({
      subscription: { field: 'onAny', mutations: ['publish'], arguments: {}, filter },
    });
  });

  it.each<[string, string, object]>([
    [
      'its resolver refuses it',
      'onRefused { id }',
      { path: ['onRefused'], errorType: 'BadRequest', message: 'too long' },
    ],
    [
      'its field is not for the caller',
      'onHidden { id }',
      { errorType: 'Unauthorized', message: 'Not Authorized to access onHidden on type Subscription' },
    ],
  ])('gets errors when %s', async (_what, selection, error) => {
    expect(await subscribe(`subscription { ${selection} }`)).toMatchObject({ errors: [error] });
  });

  it('is let in without any mutation, with a warning in the log, when a nested field is not for the caller', async () => {
    lines.length = 0;

    expect(await subscribe('subscription { onJob { id secret { word } } }')).toEqual({
      subscription: { field: 'onJob', mutations: [], arguments: {} },
    });
    expect(lines).toEqual([
      'AppSync: WARNING: Subscription.onJob: a subscriber of mode API_KEY may not have word of Secret: ' +
        'nothing is ever delivered to it, nor does AWS tell it so. Give the field or its type the directive of that mode.',
    ]);
  });

  it('is refused by its resolver all the same when a nested field is not for the caller', async () => {
    expect(await subscribe('subscription { onRefused { secret { word } } }')).toMatchObject({
      errors: [{ errorType: 'BadRequest' }],
    });
  });

  it('is let in as IAM where an API key is not', async () => {
    expect(await subscribe('subscription { onHidden { id secret { word } } }', undefined, IAM)).toHaveProperty(
      'subscription',
    );
  });
});

describe('a subscription of an API with a `queryDepthLimit` of 3', () => {
  const own = engineOf({ schema: SCHEMA, api: { queryDepthLimit: 3 } });
  afterAll(() => own.close());
  const outcome = (query: string, variables?: Record<string, unknown>) =>
    own.subscribe(prepared(own, query, variables), API_KEY);

  it.each<[string, Record<string, unknown>?]>([
    ['subscription { onJob { below { id } id } }'],
    ['subscription { onJob { below { below { __typename } } } }'],
    ['subscription ($deep: Boolean!) { onJob { below { below @include(if: $deep) { id } id } } }', { deep: false }],
  ])('is let in with `%s`', async (query, variables) => {
    expect(await outcome(query, variables)).toHaveProperty('subscription');
  });

  it.each<[string, Record<string, unknown>?]>([
    ['subscription { onJob { id below { below { id } } } }'],
    ['subscription { onJob { ...F } } fragment F on Job { below { ... on Job { below { id } } } }'],
    ['subscription ($deep: Boolean!) { onJob { below { below @include(if: $deep) { id } id } } }', { deep: true }],
  ])('is refused with `%s`', async (query, variables) => {
    expect(await outcome(query, variables)).toMatchObject({
      errors: [{ errorType: 'QueryDepthLimitReached', message: 'Query depth limit of 3 reached' }],
    });
  });
});

describe('a filter that is none', () => {
  const calls: [field: string, call: string, given: string, instead: string][] = [
    [
      'onText',
      "setSubscriptionFilter(util.transform.toSubscriptionFilter('{}'))",
      'null',
      "the subscription's arguments filter",
    ],
    ['onObject', 'setSubscriptionFilter({})', '{}', "the subscription's arguments filter"],
    ['onNull', 'setSubscriptionInvalidationFilter(null)', 'null', 'nothing invalidates it'],
  ];
  const lines: string[] = [];
  const own = engineOf({
    schema: `
      type Query { none: String }
      type Mutation { publish: String }
      type Subscription { ${calls.map(([field]) => `${field}(id: ID): String @aws_subscribe(mutations: ["publish"])`).join(' ')} }`,
    resolvers: Object.fromEntries(
      calls.map(([field, call]) => [`Subscription.${field}`, code('return {};', `extensions.${call}; return null;`)]),
    ),
    log: (line) => void lines.push(line),
  });
  afterAll(() => own.close());

  it.each(calls)(
    'of %s, is left out with a warning in the log: `extensions.%s`',
    async (field, call, given, instead) => {
      lines.length = 0;

      expect(await own.subscribe(prepared(own, `subscription { ${field}(id: 1) }`), API_KEY)).toEqual({
        subscription: { field, mutations: ['publish'], arguments: { id: '1' } },
      });
      expect(lines).toEqual([
        `AppSync: WARNING: Subscription.${field}: extensions.${call.split('(')[0] ?? ''} was given ${given}, which is no filter: ${instead}. ` +
          'util.transform.toSubscriptionFilter gives null for what is not an object, as for JSON text.',
      ]);
    },
  );
});

describe('a subscription to an interface', () => {
  const own = engineOf({
    schema: `
      type Query { none: String }
      type Mutation { publish: Thing even: Even }
      type Subscription {
        onThing: Thing @aws_subscribe(mutations: ["publish"])
        onEven: Even @aws_subscribe(mutations: ["even"])
      }
      interface Even { id: ID more: Even }
      type Two implements Even { id: ID more: Even }
      type Four implements Even { id: ID more: Even }
      interface Thing { id: ID }
      type Open implements Thing { id: ID size: Int more: Thing }
      type Closed implements Thing { id: ID @aws_api_key size: Int @aws_iam more: Thing @aws_iam }`,
  });
  const delivered = { subscription: { mutations: ['publish'] } };
  const denied = { subscription: { mutations: [] } };

  it.each<[string, string, object]>([
    ['what all may have', '{ onThing { __typename id } }', delivered],
    ['what applies to the types that are open', '{ onThing { id ... on Open { size more { id } } } }', delivered],
    ['what is skipped', '{ onThing { id ... on Closed @skip(if: true) { size } } }', delivered],
    ['a field of a closed type', '{ onThing { id ... on Closed { size } } }', denied],
    [
      'a field of a closed type, in a fragment on the interface',
      '{ onThing { ...F } } fragment F on Thing { ... on Closed { more { id } } }',
      denied,
    ],
    [
      'a field of a closed type, further down',
      '{ onThing { ... on Open { more { ... on Closed { size } } } } }',
      denied,
    ],
  ])('is decided for each possible type: %s', async (_what, selection, outcome) => {
    expect(await own.subscribe(prepared(own, `subscription ${selection}`), API_KEY)).toMatchObject(outcome);
  });

  it('is decided at once, however deep', async () => {
    const query = `subscription { onEven { ${'more { '.repeat(60)} id ${'} '.repeat(60)} } }`;

    expect(await own.subscribe(prepared(own, query), API_KEY)).toMatchObject({ subscription: { mutations: ['even'] } });
  });
});

describe('a projection', () => {
  const project = (selection: string, event: Record<string, unknown>): unknown =>
    JSON.parse(JSON.stringify(engine.project(prepared(engine, `subscription { ${selection} }`), event)));

  it("is the subscriber's selection over the payload, values as they are", () => {
    const event = { id: '1', at: '2026-01-01T00:00:00.000Z', data: '{"a":1}', below: { id: 'b' } };

    expect(project('job: onJob { key: id at data below { id name } name }', event)).toEqual({
      data: {
        job: { key: '1', at: '2026-01-01T00:00:00.000Z', data: '{"a":1}', below: { id: 'b', name: null }, name: null },
      },
    });
  });

  it.each(['"text"', '"\\"twice\\""', '[1]', '12', 'plain'])(
    'leaves the serialised AWSJSON %s as it is, if JSON',
    (text) => {
      const data = text === 'plain' ? '"plain"' : text;

      expect(project('onJob { data }', { data })).toEqual({ data: { onJob: { data } } });
    },
  );

  it('tells of a non-null field that the mutation did not select', () => {
    expect(project('onJob { id at }', { id: '1' })).toEqual({
      data: { onJob: null },
      errors: [
        {
          path: ['onJob', 'at'],
          locations: [{ line: 1, column: 27, sourceName: null }],
          message: "Cannot return null for non-nullable type: 'AWSDateTime' within parent 'Job' (/onJob/at)",
        },
      ],
    });
  });
});
