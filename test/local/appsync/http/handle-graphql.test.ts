import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, EXPIRED_API_KEY, PUBLISH, serveTestApi, type TestApi } from '../realtime/test-api.ts';
import { signedHeaders } from '../authorization/test-callers.ts';

let api: TestApi;
beforeAll(async () => {
  api = await serveTestApi();
});
afterAll(() => api.close());

const url = (path = '/graphql') => `http://${api.host}${path}`;
const KEY = { 'x-api-key': API_KEY };

/** Posts a body as it is; gives status, `x-amzn-ErrorType` and the parsed body. */
async function post(body: string, headers: Record<string, string> = KEY): Promise<[number, string | null, unknown]> {
  const response = await fetch(url(), { method: 'POST', body, headers });
  return [response.status, response.headers.get('x-amzn-errortype'), await response.json()];
}
const ask = (query: string, headers?: Record<string, string>) => post(JSON.stringify({ query }), headers);
const signedPost = async (credentials: TestApi['keys']['admin'], query: string, variables = {}) => {
  const body = JSON.stringify({ query, variables });
  return post(body, await signedHeaders(credentials, { host: api.host, path: '/graphql', body }));
};
const fault = (status: number, errorType: string, message: string) => [
  status,
  errorType,
  { errors: [{ errorType, message }] },
];
const NOT_AUTHENTICATED = fault(401, 'UnauthorizedException', 'You are not authorized to make this call.');
const UNPARSABLE = fault(400, 'MalformedHttpRequestException', 'Unable to parse GraphQL query.');

describe('POST /graphql', () => {
  it('answers 200 with the result, in JSON, with a request id, for any origin', async () => {
    const response = await fetch(url(), {
      method: 'POST',
      body: JSON.stringify({
        query: 'query A($t: String) { echo(text: $t) } query B { __typename }',
        operationName: 'A',
        variables: { t: 'hi' },
        extensions: { clientLibrary: {} },
      }),
      headers: { ...KEY, accept: 'application/graphql-response+json,application/json;q=0.9' },
    });
    expect(await response.json()).toEqual({ data: { echo: 'hi' } });
    expect([response.status, Object.fromEntries(response.headers)]).toEqual([
      200,
      expect.objectContaining({
        'content-type': 'application/json;charset=UTF-8',
        'access-control-allow-origin': '*',
        'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      }),
    ]);
  });

  it.each<[string, string, unknown]>([
    ['no body', '', fault(400, 'MalformedHttpRequestException', 'Request body is empty.')],
    ['what is not JSON', 'meow', UNPARSABLE],
    ['`{}`', '{}', UNPARSABLE],
    ['`[]`', '[]', UNPARSABLE],
    ['`null`', 'null', UNPARSABLE],
    ['a query that is not text', '{"query":1}', UNPARSABLE],
    ['a query that is not GraphQL', '{"query":"{"}', UNPARSABLE],
    [
      'several operations and no `operationName`',
      '{"query":"query A { __typename } query B { __typename }"}',
      fault(400, 'BadRequestException', 'Missing operation name.'),
    ],
    [
      'a subscription',
      '{"query":"subscription { onUpdate { jobId } }"}',
      fault(400, 'BadRequestException', 'Subscriptions over MQTT is not supported.'),
    ],
  ])('answers 400 to %s', async (_, body, expected) => {
    expect(await post(body)).toEqual(expected);
  });

  it('answers 200 to a query that is not valid, with AppSync’s text', async () => {
    expect(await ask('{ nothing }')).toEqual([
      200,
      null,
      {
        data: null,
        errors: [
          {
            path: null,
            locations: [{ line: 1, column: 3, sourceName: null }],
            message:
              "Validation error of type FieldUndefined: Field 'nothing' in type 'Query' is undefined @ 'nothing'",
          },
        ],
      },
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ['no key', {}],
    ['an unknown key', { 'x-api-key': 'da2-unknown' }],
    ['an expired key', { 'x-api-key': EXPIRED_API_KEY }],
    ['a token', { authorization: 'Bearer ey.ey.ey' }],
  ])('answers 401 to %s', async (_, headers) => {
    expect(await ask('{ echo(text: "a") }', headers)).toEqual(NOT_AUTHENTICATED);
  });

  it('takes a signature over the body', async () => {
    expect(await signedPost(api.keys.admin, '{ internal }')).toEqual([200, null, { data: { internal: 'internal' } }]);
    const [, , result] = await signedPost(api.keys.admin, '{ identity }');
    const { identity } = (result as { data: { identity: string } }).data;
    expect(JSON.parse(identity)).toMatchObject({
      accountId: '000000000000',
      userArn: 'arn:aws:sts::000000000000:assumed-role/admin/local',
      sourceIp: ['127.0.0.1'],
    });
  });

  it('answers 401 to a signature that does not match', async () => {
    const body = '{"query":"{ internal }"}';
    const headers = await signedHeaders(api.keys.admin, { host: api.host, path: '/graphql', body });
    expect(await post('{"query":"{ internal } "}', headers)).toEqual(NOT_AUTHENTICATED);
    expect(await signedPost({ ...api.keys.admin, secretAccessKey: 'wrong' }, '{ internal }')).toEqual(
      NOT_AUTHENTICATED,
    );
  });

  it('answers 401 `Permission denied` when IAM allows its caller nothing of it', async () => {
    const denied = fault(401, 'UnauthorizedException', 'Permission denied');
    expect(await signedPost(api.keys.nobody, PUBLISH, { input: { jobId: 'a' } })).toEqual(denied);
    expect(await signedPost(api.keys.publisher, '{ internal }')).toEqual(denied);
  });

  it('answers 200 and null where the mode may not see a field', async () => {
    expect(await ask('{ echo(text: "a") internal }')).toEqual([
      200,
      null,
      {
        data: { echo: 'a', internal: null },
        errors: [
          {
            path: ['internal'],
            data: null,
            errorType: 'Unauthorized',
            errorInfo: null,
            locations: [{ line: 1, column: 19, sourceName: null }],
            message: 'Not Authorized to access internal on type Query',
          },
        ],
      },
    ]);
  });

  it('answers 413 to a body over 1 MB', async () => {
    expect((await ask(' '.repeat(1024 * 1024)))[0]).toBe(413);
  });
});

describe('GET /graphql', () => {
  const get = async (
    query: Record<string, string>,
    headers: Record<string, string> = KEY,
  ): Promise<[number, unknown]> => {
    // Signature Version 4 wants a space as `%20`, where URLSearchParams writes `+`.
    const queryString = new URLSearchParams(query).toString().replaceAll('+', '%20');
    const response = await fetch(`${url()}?${queryString}`, { headers });
    return [response.status, await response.json()];
  };

  it('takes query, variables and operation name from the query string', async () => {
    const query = 'query A($t: String) { echo(text: $t) } query B { __typename }';
    expect(await get({ query, operationName: 'A', variables: '{"t":"ä?&"}' })).toEqual([
      200,
      { data: { echo: 'ä?&' } },
    ]);
  });

  it('takes a signature over the query string', async () => {
    const query = { query: '{ internal }' };
    const headers = await signedHeaders(api.keys.admin, {
      host: api.host,
      method: 'GET',
      path: '/graphql',
      query,
      body: '',
    });
    expect(await get(query, headers)).toEqual([200, { data: { internal: 'internal' } }]);
  });

  it.each([{}, { query: '{ echo }', variables: 'meow' }, { query: '{ echo }', variables: '[]' }])(
    'answers 400 to %j',
    async (query) => {
      expect(await get(query)).toEqual([400, UNPARSABLE[2]]);
    },
  );
});

describe('other requests', () => {
  it('are allowed beforehand to a page of any origin: `OPTIONS`', async () => {
    const response = await fetch(url(), {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'X-Api-Key, x-own',
      },
    });
    expect([response.status, Object.fromEntries(response.headers)]).toEqual([
      200,
      expect.objectContaining({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'POST,GET,OPTIONS',
        'access-control-allow-headers':
          'authorization,content-type,x-amz-date,x-amz-user-agent,x-api-key,x-amz-security-token,x-own',
      }),
    ]);
  });

  it('are answered 405 and 404', async () => {
    const put = await fetch(url(), { method: 'PUT', body: '{}', headers: KEY });
    const elsewhere = await fetch(url('/graphql/'), { method: 'POST', body: '{}', headers: KEY });
    expect([put.status, elsewhere.status]).toEqual([405, 404]);
  });

  it.each<[string, number]>([
    ['api.localhost:80', 400],
    ['localhost.example.com', 403],
  ])('are answered by `Host`: `%s` %i', async (host, status) => {
    const [hostname, port] = api.host.split(':');
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      request({ hostname, port, method: 'POST', path: '/graphql', headers: { ...KEY, host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(answered).toBe(status);
  });
});
