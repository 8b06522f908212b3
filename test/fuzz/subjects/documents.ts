import fc from 'fast-check';
import { createEngine } from '../../../local/appsync/create-engine.ts';
import { apiOfSources } from '../../resolvers/api-of-sources.ts';
import { keys, mutated, nested, numbers } from '../../local/appsync/soak/hostile-texts.ts';
import { text } from '../hostile-events.ts';
import { hold, type Subject } from '../subject.ts';
import { variantsOf } from '../variants.ts';

const document = fc.constantFrom(
  'query Q($id: ID!) { job(id: $id) { id status ...F } } fragment F on Job { userMetadata { key value } }',
  '{ jobsByStatus(status: PROGRESSING, limit: 1, sortDirection: ASC) { items { id events { items { detail } } } nextToken } }',
  'query ($k: String = "a", $v: String!) { a: jobsByUserMetadata(key: $k, value: $v) { items { id @skip(if: true) } } }',
  'mutation ($input: JobProgressInput!) { publishJobProgress(input: $input) { jobId tags progressMetrics { speed } } }',
  'subscription { onAnyJobProgress(status: ERROR) { jobId error { code message } } }',
  'query A { __schema { types { name fields { name type { ofType { name } } } } } } query B { __type(name: "Job") { name } }',
  'fragment A on Job { ...B } fragment B on Job { ...A } { job(id: "1") { ...A } }',
);
const request = fc.record(
  {
    query: fc.oneof({ weight: 4, arbitrary: mutated(document) }, document, nested, text, numbers, fc.jsonValue()),
    operationName: fc.oneof(keys, text, fc.constantFrom('A', 'B', 'Q'), fc.jsonValue()),
    variables: fc.oneof(
      fc.dictionary(fc.oneof(keys, fc.constantFrom('id', 'k', 'v', 'input')), fc.jsonValue({ maxDepth: 3 })),
      fc.jsonValue(),
    ),
  },
  { requiredKeys: [] },
);

/** Whatever a request says, it is prepared or refused; nothing is thrown. */
export function documents(): Subject {
  const engine = createEngine({
    api: apiOfSources(),
    endpoint: 'http://127.0.0.1:1',
    credentialsFor: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }),
    log: () => undefined,
  });
  const property = fc.property(fc.tuple(request, fc.nat()), ([given, seed]) => {
    for (const query of queriesLike(given.query, seed)) {
      const { kind } = engine.prepare({ ...given, query });
      hold(['prepared', 'invalid', 'malformed'].includes(kind), 'a request is prepared or refused');
    }
  });
  return { property: property, close: () => engine.close() };
}

/** A query and others like it: of one that is no text, what is like its JSON text. */
function queriesLike(query: unknown, seed: number): unknown[] {
  if (typeof query === 'string') return variantsOf(query, seed);
  const [, ...others] = variantsOf(JSON.stringify(query ?? null), seed);
  return [query, ...others];
}
