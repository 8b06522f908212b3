import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, missing } from '../authorization.ts';
import { openTargets } from '../open-target.ts';
import type { ApiName, Target } from '../target.ts';
import { AUTHORIZATION } from './cases/authorization.ts';
import { CLOSED } from './cases/closed.ts';
import { COERCION } from './cases/coercion.ts';
import { COMPLETION } from './cases/completion.ts';
import { DYNAMODB } from './cases/dynamodb.ts';
import { RESOLVERS } from './cases/resolvers.ts';
import { TRANSPORT } from './cases/transport.ts';
import { VALIDATION } from './cases/validation.ts';
import { VARIABLES } from './cases/variables.ts';
import type { Exchange } from './exchange.ts';

let targets: Record<ApiName, Target>;
beforeAll(async () => {
  targets = await openTargets();
});
afterAll(() => Promise.all([targets.open.close(), targets.closed.close()]));

async function send(
  target: Target,
  { method = 'POST', query, headers: own = {}, body, as = 'key' }: Omit<Exchange['request'], 'after'>,
): Promise<Response> {
  const url = new URL(query === undefined ? target.graphqlUrl : `${target.graphqlUrl}?${query}`);
  const signed = { host: url.host, 'content-type': 'application/json' };
  const content = body !== undefined && { body };
  const authorization = await authorize(target, as, { method, path: url.pathname, headers: signed, ...content });
  return fetch(url, { method, headers: { 'content-type': 'application/json', ...own, ...authorization }, ...content });
}

/** The body with the `nextToken` that the answer to another has in it. */
async function following(target: Target, { after, ...request }: Exchange['request']): Promise<typeof request> {
  if (after === undefined || typeof request.body !== 'string') return request;
  const answer = await (await send(target, { ...request, body: after })).text();
  const [, token = ''] = /nextToken\\*":\\*"([^"\\]+)/.exec(answer) ?? [];
  return { ...request, body: request.body.replace('NEXT_TOKEN', token) };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** An answer in the terms of what is expected of it: where JSON text is expected, the value that it stands for. */
function observed(actual: unknown, expected: unknown): unknown {
  if (isObject(expected) && 'jsonText' in expected && typeof actual === 'string')
    return { jsonText: observed(JSON.parse(actual), expected['jsonText']) };
  if (Array.isArray(actual) && Array.isArray(expected))
    return actual.map((one, index) => observed(one, expected[index]));
  if (!isObject(actual) || !isObject(expected) || Array.isArray(actual)) return actual;
  return Object.fromEntries(Object.entries(actual).map(([key, value]) => [key, observed(value, expected[key])]));
}

/** The expectation for `toEqual`: a regular expression stands for every string that it matches. */
function matchers(expected: unknown): unknown {
  if (expected instanceof RegExp) return expect.stringMatching(expected);
  if (Array.isArray(expected)) return expected.map(matchers);
  if (!isObject(expected)) return expected;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, matchers(value)]));
}

const SUITE: Record<ApiName, Record<string, Exchange[]>> = {
  open: {
    'the transport': TRANSPORT,
    authorization: AUTHORIZATION,
    validation: VALIDATION,
    variables: VARIABLES,
    'coercion of input': COERCION,
    'completion of values': COMPLETION,
    resolvers: RESOLVERS,
    'the DynamoDB data source': DYNAMODB,
  },
  closed: { 'a closed API': CLOSED },
};

const SUBJECTS = (['open', 'closed'] as const).flatMap((api) =>
  Object.entries(SUITE[api]).map(([what, exchanges]) => [what, api, exchanges] as const),
);

describe.each(SUBJECTS)('%s', (_what, api, exchanges) => {
  it.for(exchanges.map((exchange) => [exchange.evidence, exchange.name, exchange] as const))(
    '[%s] %s',
    async ([, , { request, expected }], { skip }) => {
      const { status, headers = {}, body, text } = expected;
      const target = targets[api];
      const why = missing(target, request.as);
      skip(why !== undefined, why);
      const response = await send(target, await following(target, request));
      const answer = await response.text();

      expect({
        status: response.status,
        headers: Object.fromEntries(Object.keys(headers).map((name) => [name, response.headers.get(name)])),
        ...(text !== undefined && { text: answer }),
        ...(body !== undefined && { body: observed(JSON.parse(answer), body) }),
      }).toEqual(
        matchers({ status, headers, ...(text !== undefined && { text }), ...(body !== undefined && { body }) }),
      );
    },
  );
});
