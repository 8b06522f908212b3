import fc from 'fast-check';
import { PUBLISH } from '../realtime/test-api.ts';
import { json, keys, mutated } from './hostile-texts.ts';

const requestOf = (query: string, variables: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<string> =>
  variables.map((values) => JSON.stringify({ query, variables: values }));
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), keys, fc.constantFrom('j', 'a', '\ud800'));
const whole = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value);

const update = fc.record(
  {
    jobId: text,
    version: whole,
    queueName: maybe(text),
    tags: maybe(fc.array(text, { maxLength: 5 })),
    text: maybe(text),
    pairs: maybe(fc.array(fc.record({ key: text }), { maxLength: 3 })),
    progress: maybe(
      fc.record(
        {
          phase: maybe(text),
          percent: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
          stalled: maybe(fc.boolean()),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['jobId'] },
);

/** Requests to DynamoDB, filters, conditions, updates and items. */
const forTable = fc.constantFrom(
  '{"operation":"GetItem","key":{"id":{"S":"j"}}}',
  '{"operation":"PutItem","key":{"id":{"S":"j"}},"attributeValues":{"a":{"M":{"b":{"L":[{"N":"1"},{"NULL":true}]}}}}}',
  '{"operation":"UpdateItem","key":{"id":{"S":"j"}},"update":{"expression":"SET #a = :a","expressionNames":{"#a":"a"},"expressionValues":{":a":{"S":"b"}}}}',
  '{"operation":"DeleteItem","key":{"id":{"S":"j"}},"condition":{"expression":"attribute_exists(id)"}}',
  '{"operation":"Query","query":{"expression":"id = :id","expressionValues":{":id":{"S":"j"}}},"limit":1,"nextToken":"AAAA"}',
  '{"operation":"Scan","filter":{"expression":"a > :a","expressionValues":{":a":{"N":"1e3"}}},"totalSegments":2,"segment":1}',
  '{"operation":"BatchGetItem","tables":{"jobs":{"keys":[{"id":{"S":"j"}},{"id":{"S":"k"}}]}}}',
  '{"operation":"BatchPutItem","tables":{"jobs":[{"id":{"S":"j"}}]}}',
  '{"operation":"TransactWriteItems","transactItems":[{"table":"jobs","operation":"PutItem","key":{"id":{"S":"j"}},"attributeValues":{}}]}',
  '{"operation":"TransactGetItems","transactItems":[{"table":"jobs","key":{"id":{"S":"j"}}}]}',
  '{"operation":"__proto__"}',
  '{"a":1,"b":[{"c":null}],"d":{"__proto__":{"e":"f"}}}',
  '{"a":{"eq":1,"between":[1,2]},"or":[{"b":{"contains":"x"}},{"not":{"c":{"attributeExists":true}}}]}',
  '{"__proto__":{"eq":1},"a.b":{"in":[]},"size":{"size":{"gt":1e400}}}',
  '{"and":[{"and":[{"a":{}}]}],"constructor":{"beginsWith":null}}',
);
/** A value of AWSJSON: one of those, nearly one, or any other. */
const document = fc.oneof({ weight: 2, arbitrary: forTable }, mutated(forTable), json);

const filter = fc.oneof(
  json,
  fc
    .array(
      fc.array(
        fc.record({
          fieldName: fc.oneof(
            text,
            fc.constantFrom('jobId', 'version', 'tags', 'pairs', 'progress.percent', 'a.b.c.d.e.f'),
          ),
          operator: fc.constantFrom(
            'eq',
            'ne',
            'in',
            'notIn',
            'between',
            'contains',
            'containsAny',
            'beginsWith',
            'ge',
            'x',
          ),
          value: fc.oneof(text, whole, fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 25 })),
        }),
        { maxLength: 6 },
      ),
      { maxLength: 12 },
    )
    .map((groups) => JSON.stringify({ filterGroup: groups.map((filters) => ({ filters })) })),
);

/** The JSON text of a subscription that GraphQL has nothing against, its values hostile. */
export const fittingSubscription = fc.oneof(
  requestOf(
    'subscription S($j: ID, $q: String) { onUpdate(jobId: $j, queueName: $q) { jobId progress { percent } } }',
    fc.record({ j: maybe(text), q: maybe(text) }, { requiredKeys: [] }),
  ),
  requestOf(
    'subscription F($f: AWSJSON!) { onFiltered(filter: $f) { jobId version tags } }',
    filter.map((f) => ({ f })),
  ),
);

/** The JSON text of a query or a mutation that GraphQL has nothing against, its values hostile. */
export const fittingRequest = fc.oneof(
  requestOf('query E($t: String) { echo(text: $t) identity }', fc.record({ t: maybe(text) })),
  requestOf(
    PUBLISH,
    update.map((input) => ({ input })),
  ),
  requestOf(
    'query K($i: ID!, $p: [String!]) { kept(id: $i, projection: $p) }',
    fc.record({ i: text, p: maybe(fc.array(text, { maxLength: 4 })) }),
  ),
  requestOf(
    'query S($f: AWSJSON, $n: Int, $t: String) { search(filter: $f, limit: $n, nextToken: $t) }',
    fc.record({ f: maybe(document), n: maybe(whole), t: maybe(text) }),
  ),
  requestOf(
    'mutation K($i: ID!, $d: AWSJSON, $c: AWSJSON) { keep(id: $i, item: $d, condition: $c) }',
    fc.record({ i: fc.constantFrom('j', 'k', '', '__proto__'), d: maybe(document), c: maybe(document) }),
  ),
  requestOf(
    'mutation C($i: ID!, $d: AWSJSON, $c: AWSJSON) { change(id: $i, update: $d, condition: $c) }',
    fc.record({ i: fc.constantFrom('j', 'k', '', '__proto__'), d: maybe(document), c: maybe(document) }),
  ),
  requestOf(
    'mutation D($d: AWSJSON!) { dynamodb(request: $d) }',
    document.map((d) => ({ d })),
  ),
);
