import { describe, expect, it } from 'vitest';
import { engineOf } from './engine-of.ts';

const SCHEMA = `
  type Query { job(id: ID!, status: Status, input: Input, at: AWSDateTime, n: Int): Job }
  type Mutation { put(id: ID!): Job }
  type Subscription { onJob: Job @aws_subscribe(mutations: ["put"]) }
  type Job { id: ID! jobs: [Job!]! }
  enum Status { NEW OLD }
  input Input { test: String!, n: Int, inner: Input, many: [Int!] }`;

const { prepare } = engineOf({ schema: SCHEMA });
const at = (line: number, column: number) => [{ line, column, sourceName: null }];

describe('a document that does not fit the schema', () => {
  it.each([
    ['{ badfield }', "FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'", at(1, 3)],
    ['{ job(id: 1) { jobs { x } } }', "FieldUndefined: Field 'x' in type 'Job' is undefined @ 'job/jobs/x'", at(1, 23)],
    [
      '{ ...F } fragment F on Query { job(id: 1) { x } }',
      "FieldUndefined: Field 'x' in type 'Job' is undefined @ 'F/job/x'",
      at(1, 45),
    ],
    ['{ job { id } }', "MissingFieldArgument: Missing field argument id @ 'job'", at(1, 3)],
    ['{ job(id: 1, x: 2) { id } }', "UnknownArgument: Unknown field argument x @ 'job'", at(1, 14)],
    [
      '{ job(id: 1, input: { n: 1 }) { id } }',
      "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='n', value=IntValue{value=1}}]}' is missing required fields '[test]' @ 'job'",
      at(1, 21),
    ],
    [
      '{ job(id: 1, n: "x") { id } }',
      "WrongType: argument 'n' with value 'StringValue{value='x'}' is not a valid 'Int' @ 'job'",
      at(1, 17),
    ],
    [
      '{ job(id: 1, status: GONE) { id } }',
      "WrongType: argument 'status' with value 'EnumValue{name='GONE'}' is not a valid 'Status' @ 'job'",
      at(1, 22),
    ],
    ['{ job(id: 1) }', "SubSelectionRequired: Sub selection required for type Job of field job @ 'job'", at(1, 3)],
    [
      '{ job(id: 1) { id { x } } }',
      "SubSelectionNotAllowed: Sub selection not allowed on leaf type null of field id @ 'job/id'",
      at(1, 19),
    ],
    ['{ job(id: $id) { id } }', "UndefinedVariable: Undefined variable id @ 'job'", at(1, 11)],
  ])('is invalid: `%s`', (query, message, locations) => {
    expect(prepare({ query })).toEqual({
      kind: 'invalid',
      errors: [{ path: null, locations, message: `Validation error of type ${message}` }],
    });
  });

  // Each fragment spreads the next one twice: 2^n fields, in a few lines.
  const doubling = (count: number, last: string): string =>
    Array.from(
      { length: count },
      (_one, index) => `fragment F${index} on Job { a: jobs { ...F${index + 1} } b: jobs { ...F${index + 1} } }`,
    ).join(' ') + ` fragment F${count} on Job { ${last} }`;

  it('is invalid when fragments that spread fragments make more than 100,000 fields', () => {
    const query = (count: number): string => `{ job(id: 1) { ...F0 } } ${doubling(count, 'id')}`;

    expect(prepare({ query: query(60) })).toEqual({
      kind: 'invalid',
      errors: [{ path: null, locations: null, message: 'The document selects more than 100000 fields.' }],
    });
    expect(prepare({ query: query(10) }).kind).toBe('prepared');
  });

  // Of each of GraphQL's rules one that breaks it.
  it.each([
    '{ job(id: 1) { id } } type A { b: Int }',
    '{ job(id: 1) { id } } schema { query: Query }',
    '{ job(id: 1) { id } } query B { job(id: 1) { id } }',
    'query B { job(id: 1) { id } } query B { job(id: 1) { id } }',
    'query ($a: Nothing) { job(id: $a) { id } }',
    'query ($a: [Job!]!) { job(id: 1) { id } }',
    'query ($a: Int, $a: Int) { job(id: 1, n: $a) { id } }',
    'query ($a: Int) { job(id: $a) { id } }',
    'query ($a: Int) { job(id: 1) { id } }',
    '{ job(id: $a) { id } }',
    '{ job(id: 1) }',
    '{ job(id: 1) { id { a } } }',
    '{ a }',
    '{ ...F } fragment F on Query { job(id: 1) { id } } fragment F on Query { job(id: 1) { id } }',
    '{ ...F } fragment F on Status { id }',
    '{ ... on Status { id } }',
    '{ ...F }',
    '{ job(id: 1) { id } } fragment F on Query { job(id: 1) { id } }',
    '{ ... on Job { id } }',
    '{ ...F } fragment F on Job { id }',
    '{ ...F } fragment F on Query { ...F }',
    '{ job(id: 1) @nothing { id } }',
    'query @skip(if: true) { job(id: 1) { id } }',
    '{ job(id: 1) @skip(if: true) @skip(if: true) { id } }',
    '{ job(id: 1) @skip(no: true) { id } }',
    '{ job(id: 1, no: 2) { id } }',
    '{ job(id: 1, id: 2) { id } }',
    '{ job(id: null) { id } }',
    '{ job(id: 1, input: 2) { id } }',
    '{ job(id: 1, status: "NEW") { id } }',
    '{ job(id: 1, n: "x") { id } }',
    '{ job(id: 1, at: "x") { id } }',
    '{ job(id: 1, input: { test: "a", test: "b" }) { id } }',
    '{ job(id: 1, input: { n: 1 }) { id } }',
    '{ job(id: 1, input: { test: "a", no: 1 }) { id } }',
    '{ job { id } }',
    '{ a: job(id: 1) { id } a: job(id: 2) { id } }',
    '{ a: job(id: 1) { b: id } a: job(id: 1) { b: jobs { id } } }',
    'subscription { onJob { id } onOther: onJob { id } }',
    'subscription S { __typename }',
  ])("is told of in graphql-java's words: `%s`", (query) => {
    const outcome = prepare({ query, operationName: query.includes('query B') ? 'B' : null });
    if (outcome.kind !== 'invalid') throw new Error(outcome.kind);

    for (const { message } of outcome.errors) {
      expect(message).toMatch(/^Validation error of type (?!InvalidSyntax)\w+: [^"{]*(?:'\w+\{.*)?[^"{]*$/);
    }
  });

  it('conflicts in as many fields as it does, each told', () => {
    const query =
      '{ a: job(id: 1) { x: id y: id z: jobs { id } } a: job(id: 1) { x: jobs { id } y: jobs { id } z: id } }';

    expect(prepare({ query })).toMatchObject({
      errors: [
        {
          message:
            'Validation error of type FieldsConflict: a: (x: id and jobs are different fields, y: id and jobs are different fields, z: jobs and id are different fields)',
        },
      ],
    });
  });

  it('is refused when it asks for the schema more deeply than there is memory for', () => {
    const deep =
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }';

    expect(prepare({ query: deep })).toEqual({
      kind: 'invalid',
      errors: [
        {
          path: null,
          locations: at(1, 3),
          message: "The document asks for the schema more deeply than is answered here. @ '__schema'",
        },
      ],
    });
  });

  it('says all that is wrong', () => {
    const outcome = prepare({ query: '{ a b }' });

    expect(outcome.kind === 'invalid' && outcome.errors.length).toBe(2);
  });
});

describe('variables that do not fit', () => {
  const query =
    'query($id: ID!, $input: Input, $status: Status, $at: AWSDateTime, $n: Int) { job(id: $id, input: $input, status: $status, at: $at, n: $n) { id } }';

  it.each<[object, string]>([
    [{}, "Variable 'id' has coerced Null value for NonNull type 'ID!'"],
    [{ id: null }, "Variable 'id' has coerced Null value for NonNull type 'ID!'"],
    [{ id: '1', input: {} }, "Variable 'input' has coerced Null value for NonNull type 'String!'"],
    [
      { id: '1', input: { test: 'a', inner: {} } },
      "Variable 'input' has coerced Null value for NonNull type 'String!'",
    ],
    [
      { id: '1', input: { test: 'a', many: [1, null] } },
      "Variable 'input' has coerced Null value for NonNull type 'Int!'",
    ],
    [
      { id: '1', input: { test: 'a', x: 1 } },
      "The variables input contains a field that is not defined for input object type 'Input' ",
    ],
    [{ id: '1', n: 'x' }, "Variable 'n' has an invalid value. Expected type 'Int' but was 'String'."],
    [
      { id: '1', status: 'GONE' },
      "Variable 'status' has an invalid value. Invalid input for Enum 'Status'. No value found for name 'GONE'",
    ],
    [{ id: '1', at: 'now' }, "Variable 'at' has an invalid value. Unable to parse `now` as a valid DateTime Object."],
  ])('are invalid: %j', (variables, message) => {
    const definition = query.indexOf(`$${/^Variable '(\w+)' has an invalid/.exec(message)?.[1] ?? '-'}`);
    expect(prepare({ query, variables })).toEqual({
      kind: 'invalid',
      errors: [{ path: null, locations: definition < 0 ? null : at(1, definition + 1), message }],
    });
  });

  it('are handed on as they were given when they do', () => {
    const variables = {
      id: '1',
      input: { test: 'a', inner: { test: 'b' }, many: 3 },
      at: '2026-01-01T00:00Z',
      other: 1,
    };

    expect(prepare({ query, variables })).toMatchObject({ kind: 'prepared', operation: { source: query, variables } });
  });
});

describe('a request that is no operation', () => {
  const unparsable = {
    kind: 'malformed',
    message: 'Unable to parse GraphQL query.',
    errorType: 'MalformedHttpRequestException',
  };

  it.each([undefined, null, 1, '', 'meow', '{ job(', `{ ${'a '.repeat(15_000)}}`, '{a'.repeat(4000)])(
    'is malformed: %j',
    (query) => {
      expect(prepare({ query })).toEqual(unparsable);
    },
  );

  it('is malformed when its variables are no object', () => {
    expect(prepare({ query: '{ job(id: 1) { id } }', variables: [1] })).toEqual(unparsable);
  });

  it('is malformed when its variables are nested more deeply than can be read', () => {
    const input: unknown = JSON.parse('{"test":"a","inner":'.repeat(100_000) + 'null' + '}'.repeat(100_000));

    expect(prepare({ query: 'query($in: Input) { job(id: 1, input: $in) { id } }', variables: { in: input } })).toEqual(
      unparsable,
    );
  });

  it('must say which of several operations is meant', () => {
    const query = 'query A { job(id: 1) { id } } query B { job(id: 2) { id } }';

    expect(prepare({ query })).toEqual({
      kind: 'malformed',
      message: 'Missing operation name.',
      errorType: 'BadRequestException',
    });
    expect(prepare({ query, operationName: 'C' })).toMatchObject({
      kind: 'malformed',
      errorType: 'BadRequestException',
    });
    expect(prepare({ query, operationName: 'B' })).toMatchObject({
      kind: 'prepared',
      operation: { operation: { name: { value: 'B' } } },
    });
  });
});

describe('introspection', () => {
  it('is answered when it is on', () => {
    expect(prepare({ query: '{ __schema { types { name } } }' }).kind).toBe('prepared');
  });

  it('is a validation error when it is off, but for `__typename`', () => {
    const off = engineOf({ schema: SCHEMA, api: { introspection: false } });

    expect(off.prepare({ query: '{ __schema { types { name } } }' })).toMatchObject({
      kind: 'invalid',
      errors: [
        {
          message:
            "Validation error of type FieldUndefined: Field 'types' in type '__Schema' is undefined @ '__schema/types'",
        },
      ],
    });
    expect(off.prepare({ query: '{ __typename job(id: 1) { __typename } }' }).kind).toBe('prepared');
  });
});

describe('a fault inside an input object', () => {
  it.each([
    [
      '{ test: "a", inner: { test: 5 } }',
      "argument 'input.inner.test' with value 'IntValue{value=5}' is not a valid 'String'",
    ],
    [
      '{ test: "a", many: [1, true] }',
      "argument 'input.many[1]' with value 'BooleanValue{value=true}' is not a valid 'Int'",
    ],
  ])('is named by its path: %s', (input, message) => {
    expect(prepare({ query: `{ job(id: 1, input: ${input}) { id } }` })).toMatchObject({
      kind: 'invalid',
      errors: [{ message: `Validation error of type WrongType: ${message} @ 'job'` }],
    });
  });
});
