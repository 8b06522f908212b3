import fc from 'fast-check';
import { PUBLISH } from '../realtime/test-api.ts';
import { bytes, json, keys, mutated, nested, numbers } from './hostile-texts.ts';
import { fittingRequest } from './fitting-requests.ts';

const GRAPHQL = fc.constantFrom(
  '{ echo(text: "x") }',
  'query Q($t: String = "a\\u0041") @aws_api_key { a: echo(text: $t) ...F identity } fragment F on Query { b: echo }',
  PUBLISH,
  'mutation { publish(input: { jobId: "j", version: 1, tags: ["a"], pairs: [{ key: "k" }], progress: { percent: 1.5 } }) { jobId __typename } }',
  'subscription S($j: ID) { onUpdate(jobId: $j) { jobId progress { percent } } }',
  'subscription S($f: AWSJSON!) { onFiltered(filter: $f) { jobId } }',
  '{ __schema { types { name fields { name type { kind ofType { name } } } } } }',
  '""" block """ { echo(text: """ a """) @skip(if: false) }',
  'query K($j: ID = "j", $p: [String!]) { kept(id: $j, projection: $p) }',
  'query S($f: AWSJSON, $n: Int, $t: String) { search(filter: $f, limit: $n, nextToken: $t) }',
  'mutation K($j: ID = "j", $f: AWSJSON, $c: AWSJSON) { keep(id: $j, item: $f, condition: $c) }',
  'mutation C($j: ID = "j", $f: AWSJSON, $c: AWSJSON) { change(id: $j, update: $f, condition: $c) }',
  'mutation D($f: AWSJSON!) { dynamodb(request: $f) }',
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
  { weight: 2, arbitrary: json.map((text) => JSON.stringify({ f: text, t: text, j: text, c: text })) },
);
const anyRequest = fc
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
/** A request as JSON text, or nearly. */
export const requestText = fc.oneof(fittingRequest, anyRequest);
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
