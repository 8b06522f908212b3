import { asking, type Exchange } from '../exchange.ts';
import type { Evidence } from '../../runtime/runtime-case.ts';

const ECHO = asking('{ echo(text: "a") }');
const ANSWER = { status: 200, body: { data: { echo: 'a' } } };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const fault = (status: number, errorType: string, message: string): Exchange['expected'] => ({
  status,
  headers: { 'x-amzn-errortype': errorType },
  body: { errors: [{ errorType, message }] },
});

const unparsable = (
  name: string,
  evidence: Evidence,
  body: string | Uint8Array<ArrayBuffer>,
  message = 'Unable to parse GraphQL query.',
): Exchange => ({
  name,
  evidence,
  request: { body },
  expected: fault(400, 'MalformedHttpRequestException', message),
});

const OPERATIONS = 'query A { echo(text: "a") } query B { echo(text: "b") }';

/** Methods, headers, bodies: what is decided before a document is looked at. */
export const TRANSPORT: Exchange[] = [
  {
    name: 'answers 200 with JSON and a request id, for any origin',
    evidence: 'R',
    request: { body: ECHO, headers: { origin: 'https://example.com' } },
    expected: {
      ...ANSWER,
      headers: {
        'content-type': 'application/json;charset=UTF-8',
        'x-amzn-requestid': UUID,
        'access-control-allow-origin': '*',
        'x-amzn-errortype': null,
      },
    },
  },
  {
    name: 'takes a GET',
    evidence: 'R',
    request: { method: 'GET', query: `query=${encodeURIComponent('{ echo(text: "a") }')}` },
    expected: ANSWER,
  },
  {
    name: 'takes the variables of a GET as JSON text',
    evidence: 'U',
    request: {
      method: 'GET',
      query: new URLSearchParams({
        query: 'query Q($t: String) { echo(text: $t) }',
        variables: '{"t":"a"}',
        operationName: 'Q',
      }).toString(),
    },
    expected: ANSWER,
  },
  {
    name: 'takes any content type',
    evidence: 'U',
    request: { body: ECHO, headers: { 'content-type': 'text/plain' } },
    expected: ANSWER,
  },
  {
    name: 'answers `application/json` to who would rather have `application/graphql-response+json`',
    evidence: 'U',
    request: {
      body: ECHO,
      headers: { accept: 'application/graphql-response+json,application/json;q=0.9' },
    },
    expected: { ...ANSWER, headers: { 'content-type': 'application/json;charset=UTF-8' } },
  },
  {
    name: 'leaves unknown members of the body alone',
    evidence: 'D',
    request: {
      body: JSON.stringify({
        query: '{ echo(text: "a") }',
        variables: null,
        operationName: null,
        extensions: { clientLibrary: { name: 'x' } },
        more: 1,
      }),
    },
    expected: ANSWER,
  },
  unparsable('refuses an empty body', 'R', '', 'Request body is empty.'),
  ...['meow', '{}', '[]'].map((body) => unparsable(`refuses the body \`${body}\``, 'R', body)),
  ...['null', '1', '"{ echo }"', '{"query":1}', '{"query":null}', '{"query":"{ echo("}', '[{"query":"{ echo }"}]'].map(
    (body) => unparsable(`refuses the body \`${body}\``, 'U', body),
  ),
  unparsable('refuses bytes that are no UTF-8', 'U', new Uint8Array([0xff, 0xfe, 0x7b, 0x7d])),
  unparsable('refuses variables that are a list', 'U', '{"query":"{ echo }","variables":[1]}'),
  unparsable('refuses a document nested 10,000 deep', 'U', asking(`${'{below'.repeat(10_000)}${'}'.repeat(10_000)}`)),
  unparsable('refuses arrays nested 100,000 deep', 'U', '['.repeat(100_000)),
  {
    name: 'refuses a body over 1 MB',
    evidence: 'U',
    request: { body: asking('{ echo(text: "a") }', { text: 'x'.repeat(1024 * 1024) }) },
    expected: fault(413, 'MalformedHttpRequestException', 'Request body is longer than 1048576 bytes.'),
  },
  unparsable('refuses 400,000 tokens', 'U', asking(`{ ${'a '.repeat(400_000)}}`)),
  {
    name: 'asks which of several operations is meant',
    evidence: 'U',
    request: { body: asking(OPERATIONS) },
    expected: fault(400, 'BadRequestException', 'Missing operation name.'),
  },
  {
    name: 'runs the operation that is named',
    evidence: 'D',
    request: { body: JSON.stringify({ query: OPERATIONS, operationName: 'B' }) },
    expected: { status: 200, body: { data: { echo: 'b' } } },
  },
  {
    name: 'knows no operation of another name',
    evidence: 'U',
    request: { body: JSON.stringify({ query: OPERATIONS, operationName: 'C' }) },
    expected: fault(400, 'BadRequestException', "Unknown operation named 'C'."),
  },
  {
    name: 'does not subscribe',
    evidence: 'U',
    request: { body: asking('subscription { onPublish { id } }') },
    expected: fault(400, 'BadRequestException', 'Subscriptions over MQTT is not supported.'),
  },
  {
    name: 'answers a preflight request without credentials',
    evidence: 'U',
    request: {
      method: 'OPTIONS',
      as: {},
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-api-key,x-amz-user-agent',
      },
    },
    expected: {
      status: 200,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': /POST/,
        'access-control-allow-headers': /(?=.*content-type)(?=.*x-api-key)(?=.*x-amz-user-agent)(?=.*authorization)/i,
      },
    },
  },
];
