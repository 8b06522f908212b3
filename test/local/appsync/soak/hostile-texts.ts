import fc from 'fast-check';
import { PUBLISH } from '../realtime/test-api.ts';

/** JSON text of any value. */
export const json = fc.json({ maxDepth: 4 });
/** Any bytes. */
export const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
/** Text that opens up to 20,000 brackets. */
export const nested = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}'], ['{a', '}'], ['("', '")']), fc.integer({ min: 1, max: 20_000 }))
  .map(([[open = '', close = ''], depth]) => `${open.repeat(depth)}${close.repeat(depth)}`);
const numbers = fc.constantFrom(
  '1e999',
  '-1e999',
  '9'.repeat(400),
  '0.1e-400',
  '9007199254740993',
  '-0',
  '1E+2',
  '01',
  'NaN',
);
const keys = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'query',
  'variables',
  '',
);

/** A text with some of it taken out, put in, doubled or turned round. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(12),
    put: fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
      numbers,
      keys,
      fc.constantFrom('"', '{', '}', '(', '$', '\\', '\0', '\ud800'),
    ),
    doubles: fc.boolean(),
  });
  return fc.tuple(texts, fc.array(edit, { minLength: 1, maxLength: 6 })).map(([text, edits]) =>
    edits.reduce((before, { at, length, put, doubles }) => {
      const from = Math.floor(at * before.length);
      return before.slice(0, from) + put + before.slice(doubles ? from : from + length);
    }, text),
  );
}

const GRAPHQL = fc.constantFrom(
  '{ echo(text: "x") }',
  'query Q($t: String = "a\\u0041") @aws_api_key { a: echo(text: $t) ...F identity } fragment F on Query { b: echo }',
  PUBLISH,
  'mutation { publish(input: { jobId: "j", version: 1, tags: ["a"], pairs: [{ key: "k" }], progress: { percent: 1.5 } }) { jobId __typename } }',
  'subscription S($j: ID) { onUpdate(jobId: $j) { jobId progress { percent } } }',
  'subscription S($f: AWSJSON!) { onFiltered(filter: $f) { jobId } }',
  '{ __schema { types { name fields { name type { kind ofType { name } } } } } }',
  '""" block """ { echo(text: """ a """) @skip(if: false) }',
);
/** GraphQL, or nearly, or not at all. */
export const query = fc.oneof(
  { weight: 6, arbitrary: GRAPHQL },
  { weight: 4, arbitrary: mutated(GRAPHQL) },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);
const record = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.oneof(keys, fc.constantFrom('t', 'j', 'f', 'input')), value), { maxLength: 3 })
    .map((entries) => `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join()}}`);
const input = record(fc.oneof(json, numbers)).map((fields) => `{"input":{"jobId":"j","more":${fields}}}`);
const variables = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'null',
      '{"t":"x"}',
      '{"input":{"jobId":"j","version":2}}',
      '{"input":{"jobId":"j","version":1e400,"progress":{"percent":-0}}}',
      '{"j":null}',
      '{"f":"{\\"filterGroup\\":[]}"}',
      '{"f":"{\\"filterGroup\\":[{\\"filters\\":[{}]}]}"}',
      '{"f":"{\\"filterGroup\\":{\\"__proto__\\":[]}}"}',
    ),
  },
  { weight: 2, arbitrary: record(json) },
  { weight: 1, arbitrary: fc.oneof(input, json, numbers, nested) },
  { weight: 2, arbitrary: json.map((text) => JSON.stringify({ f: text, t: text, j: text })) },
);
/** A request as JSON text, or nearly. */
export const requestText = fc
  .record({
    query,
    variables,
    operationName: fc.oneof(
      { weight: 8, arbitrary: fc.constant('null') },
      { weight: 1, arbitrary: json },
      { weight: 1, arbitrary: keys.map((key) => JSON.stringify(key)) },
    ),
  })
  .map(
    ({ query: text, variables: given, operationName }) =>
      `{"query":${JSON.stringify(text)},"operationName":${operationName},"variables":${given}}`,
  );
/** A request's body. */
export const body = fc.oneof(
  { weight: 5, arbitrary: requestText.map((text) => Buffer.from(text)) },
  mutated(requestText).map((text) => Buffer.from(text)),
  fc.tuple(requestText, bytes(8)).map(([text, noise]) => Buffer.concat([Buffer.from(text.slice(0, -1)), noise])),
  fc.oneof(json, nested, numbers).map((text) => Buffer.from(text)),
  bytes(200),
  fc.constantFrom(
    Buffer.alloc(0),
    Buffer.from('\ufeff{}'),
    Buffer.from('{"query":"{ echo }"}', 'utf16le'),
    Buffer.from([0xc3, 0x28, 0xff]),
  ),
);
