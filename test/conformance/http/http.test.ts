import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTarget, type Target } from '../target.ts';
import { COERCION } from './cases/coercion.ts';
import { COMPLETION } from './cases/completion.ts';
import { DYNAMODB } from './cases/dynamodb.ts';
import { RESOLVERS } from './cases/resolvers.ts';
import { TRANSPORT } from './cases/transport.ts';
import { VALIDATION } from './cases/validation.ts';
import { VARIABLES } from './cases/variables.ts';
import type { Exchange } from './exchange.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

async function send({ method = 'POST', query, headers = {}, body, as = 'API_KEY' }: Exchange['request']) {
  const url = new URL(query === undefined ? target.graphqlUrl : `${target.graphqlUrl}?${query}`);
  const credentials = {
    API_KEY: () => Promise.resolve({ 'x-api-key': target.apiKey }),
    AWS_IAM: () => sign(url, method, body),
    NOBODY: () => Promise.resolve({}),
  };
  return fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers, ...(await credentials[as]()) },
    ...(body !== undefined && { body }),
  });
}

async function sign(url: URL, method: string, body: Exchange['request']['body']): Promise<Record<string, string>> {
  const { region, credentials } = target;
  const signer = new SignatureV4({ credentials, service: 'appsync', region, sha256: Sha256 });
  const { protocol, host: hostname, pathname: path } = url;
  const headers = { host: hostname, 'content-type': 'application/json' };
  const signed = await signer.sign({ method, protocol, hostname, path, headers, ...(body !== undefined && { body }) });
  return signed.headers;
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

const SUITE: Record<string, Exchange[]> = {
  'the transport': TRANSPORT,
  validation: VALIDATION,
  variables: VARIABLES,
  'coercion of input': COERCION,
  'completion of values': COMPLETION,
  resolvers: RESOLVERS,
  'the DynamoDB data source': DYNAMODB,
};

describe.each(Object.entries(SUITE))('%s', (_what, exchanges) => {
  it.each(exchanges.map((exchange) => [exchange.evidence, exchange.name, exchange] as const))(
    '[%s] %s',
    async (_evidence, _name, { request, expected: { status, headers = {}, body, text } }) => {
      const response = await send(request);
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
