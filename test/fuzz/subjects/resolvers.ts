import fc from 'fast-check';
import { createEngine } from '../../../local/appsync/create-engine.ts';
import { apiOfSources } from '../../resolvers/api-of-sources.ts';
import { READER, userWith } from '../../resolvers/test-callers.ts';
import type { Caller } from '../../../local/appsync/caller.ts';
import { numbers } from '../../local/appsync/soak/hostile-texts.ts';
import { text } from '../hostile-events.ts';
import { hold, type Subject } from '../subject.ts';

const OPERATIONS = [
  'query ($a: ID!, $n: Int, $t: String) { job(id: $a) { id settings mediainfo(input: 1) events(limit: $n, nextToken: $t) { items { id } } } }',
  'query ($s: JobStatus!, $n: Int, $t: String) { jobsByStatus(status: $s, limit: $n, nextToken: $t) { items { id } nextToken } }',
  'query ($a: String!, $b: String!, $s: JobStatus, $n: Int, $t: String) { jobsByUserMetadata(key: $a, value: $b, status: $s, limit: $n, nextToken: $t) { items { id } } }',
  'query ($a: String!, $s: JobStatus, $n: Int, $t: String) { jobsByQueue(queue: $a, status: $s, limit: $n, nextToken: $t) { items { id } } }',
  'subscription ($a: ID!) { onJobProgress(jobId: $a) { jobId } }',
  'subscription ($a: String!, $b: String!) { onJobProgressByUserMetadata(key: $a, value: $b) { jobId } }',
  'subscription ($s: JobStatus, $a: String) { onAnyJobProgress(status: $s, queueName: $a) { jobId } }',
];
const HARMLESS = { a: 'harmless', b: 'harmless', s: 'PROGRESSING', n: 10, t: null };

const variables = fc.record({
  a: text,
  b: text,
  s: fc.constantFrom('PROGRESSING', 'COMPLETE', null, '__proto__', 'progressing'),
  n: fc.oneof(fc.integer(), numbers.map(Number), fc.constant(null)),
  t: fc.option(text),
});

const caller: fc.Arbitrary<Caller> = fc.oneof(
  fc.constant(READER),
  fc.tuple(fc.constantFrom('tenant', '__proto__', 'other'), text).map(([claim, value]) => userWith({ [claim]: value })),
);

/** The expressions of a request to DynamoDB, wherever they are in it. */
const expressionsIn = (body: string): string[] => {
  const found: string[] = [];
  JSON.parse(body, (name, value: unknown) => {
    if (name.endsWith('Expression') && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
};

/**
 * Whatever the arguments are, the resolvers ask the tables what they ask for harmless ones: with other values, and with no other
 * expression. Nothing ends in an internal error.
 */
export async function resolvers(): Promise<Subject> {
  let sent: string[] = [];
  const engine = createEngine({
    api: apiOfSources({ TENANT_CLAIM: 'tenant', TENANT_METADATA_KEY: 'tenant' }),
    endpoint: 'http://127.0.0.1:1',
    credentialsFor: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }),
    callAws: ({ body }) => {
      sent.push(...expressionsIn(body));
      return Promise.resolve({ status: 200, headers: {}, body: '{}' });
    },
    log: () => undefined,
  });
  const run = async (query: string, given: object, who: Caller): Promise<string> => {
    const prepared = engine.prepare({ query, variables: given });
    if (prepared.kind !== 'prepared') return JSON.stringify(prepared);
    const { operation } = prepared;
    return JSON.stringify(
      query.startsWith('subscription') ? await engine.subscribe(operation, who) : await engine.execute(operation, who),
    );
  };
  for (const query of OPERATIONS)
    for (const who of [READER, userWith({ tenant: 'harmless' })]) await run(query, HARMLESS, who);
  const known = new Set(sent);
  const property = fc.asyncProperty(
    fc.tuple(fc.constantFrom(...OPERATIONS), variables, caller),
    async ([query, given, who]) => {
      sent = [];
      const answer = await run(query, given, who);
      hold(!answer.includes('InternalFailure'), `${answer} is no internal error`);
      for (const expression of sent) hold(known.has(expression), `${expression} is an expression of ours`);
    },
  );
  return { property: property as Subject['property'], close: () => engine.close() };
}
