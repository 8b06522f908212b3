import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { crc32 } from 'node:zlib';
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsRequest, ServiceRoute } from '../../../local/gateway/service.ts';
import { MAX_BODY_BYTES } from '../../../local/gateway/read-body.ts';
import type { AccessDecision } from '../../../local/iam/access-decision.ts';
import type { Credentials } from '../../../local/iam/principal.ts';
import { awsError, ROLE_ARN, serveGateway, type ServedGateway } from './serve-gateway.ts';

/** A service that answers every request with the same body, and keeps what reached it. */
function route(action: string, resource: string, body: string, more: Partial<ServiceRoute> = {}): ServiceRoute {
  return {
    permissions: () => [{ action, resources: [resource] }],
    handle: (request) => {
      reached.push(request);
      return Promise.resolve({ status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body });
    },
    ...more,
  };
}
const reached: AwsRequest[] = [];
const decided: AccessDecision[] = [];
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/t';

let gateway: ServedGateway;

beforeAll(async () => {
  gateway = await serveGateway(
    () => ({
      dynamodb: route('dynamodb:GetItem', TABLE, '{"Item":{"id":{"S":"x"}}}'),
      sqs: route('sqs:ListQueues', 'arn:aws:sqs:us-east-1:000000000000:*', '{}'),
      s3: route('s3:GetObject', 'arn:aws:s3:::b/<k>', '', {
        operation: (method, url) => (url.pathname === '/' ? undefined : `${method} ${url.pathname}`),
      }),
      kinesis: route('kinesis:ListStreams', '*', '{}', { handle: () => Promise.reject(new Error('it broke')) }),
    }),
    {
      onDecision: (made) => decided.push(made),
      openPaths: {
        '/events': (body) =>
          Promise.resolve({
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: `{"bytes":${body.length}}`,
          }),
      },
    },
  );
});

afterAll(() => gateway.close());

type Answer = { status: number; headers: Record<string, unknown>; body: string };

function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const request = httpRequest({
      hostname,
      port,
      method,
      path,
      headers: { 'content-length': body.length, ...headers },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.end(body);
  });
}

const getItem = (credentials: Credentials) =>
  new DynamoDBClient(gateway.client(credentials)).send(new GetItemCommand({ TableName: 't', Key: { id: { S: 'x' } } }));
const listQueues = (credentials: Credentials) =>
  new SQSClient(gateway.client(credentials)).send(new ListQueuesCommand());
const getObject = (credentials: Credentials) =>
  new S3Client(gateway.client(credentials)).send(new GetObjectCommand({ Bucket: 'b', Key: '<k>' }));

describe('a request that may pass', () => {
  it('reaches the service of its credential scope, as it was sent', async () => {
    await expect(getItem(gateway.admin)).resolves.toMatchObject({ Item: { id: { S: 'x' } } });
    const { service, operation, method, url, body, principal } = reached.at(-1) ?? expect.fail('nothing came');
    expect({ service, operation, method, path: url.pathname, body: body.toString(), signer: principal.arn }).toEqual({
      service: 'dynamodb',
      operation: 'GetItem',
      method: 'POST',
      path: '/',
      body: '{"TableName":"t","Key":{"id":{"S":"x"}}}',
      signer: ROLE_ARN,
    });
  });

  it('has its operation from the route when it carries no `x-amz-target`', async () => {
    await getObject(gateway.admin);
    expect(reached.at(-1)?.operation).toBe('GET /b/%3Ck%3E');
  });

  it('is answered with a request id and, for DynamoDB, the checksum of the body', async () => {
    const { $metadata: metadata } = await getItem(gateway.admin);
    expect(metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const { headers, body } = await send('POST', '/', { 'x-amz-target': 'DynamoDB_20120810.GetItem' });
    expect(headers['x-amz-crc32']).toBe(String(crc32(body)));
  });
});

describe('a request that may not pass', () => {
  const wrongSecret = (): Credentials => ({ ...gateway.admin, secretAccessKey: 'guessed' });
  const unknown: Credentials = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' };
  const MISMATCH = 'The request signature we calculated does not match the signature you provided.';

  it.each<
    [api: string, (credentials: Credentials) => Promise<unknown>, Record<string, { name: string; status: number }>]
  >([
    [
      'dynamodb',
      getItem,
      {
        secret: { name: 'InvalidSignatureException', status: 400 },
        key: { name: 'UnrecognizedClientException', status: 400 },
        permission: { name: 'AccessDeniedException', status: 400 },
      },
    ],
    [
      'sqs',
      listQueues,
      {
        secret: { name: 'SignatureDoesNotMatch', status: 403 },
        key: { name: 'InvalidClientTokenId', status: 403 },
        permission: { name: 'AccessDeniedException', status: 403 },
      },
    ],
    [
      's3',
      getObject,
      {
        secret: { name: 'SignatureDoesNotMatch', status: 403 },
        key: { name: 'InvalidAccessKeyId', status: 403 },
        permission: { name: 'AccessDenied', status: 403 },
      },
    ],
  ])('is refused in the words of %s', async (_api, call, expected) => {
    const before = reached.length;
    const [secret, key, permission] = [
      await awsError(call(wrongSecret())),
      await awsError(call(unknown)),
      await awsError(call(gateway.principal())),
    ];
    expect({ secret, key, permission }).toMatchObject(expected);
    expect(secret.message.startsWith(MISMATCH)).toBe(true);
    expect(permission.message).toMatch(
      /^User: \S+ is not authorized to perform: \S+ on resource: \S+ because no identity-based policy allows the \S+ action$/,
    );
    expect(reached).toHaveLength(before);
  });

  it('is told of an explicit deny', async () => {
    const denied = gateway.principal(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'dynamodb:*', Resource: TABLE },
    );
    expect((await awsError(getItem(denied))).message).toBe(
      `User: ${ROLE_ARN} is not authorized to perform: dynamodb:GetItem on resource: ${TABLE} with an explicit deny in a policy`,
    );
  });

  it.each([
    ['GET', '/', {}, 400, 'MissingAuthenticationTokenException'],
    ['POST', '/', { 'x-amz-target': 'AmazonSQS.ListQueues' }, 403, 'MissingAuthenticationToken'],
    ['POST', '/', { authorization: 'AWS4-HMAC-SHA256 Credential=x' }, 400, 'IncompleteSignatureException'],
  ])('%s %s with %j is answered %i %s', async (method, path, headers, status, type) => {
    const answer = await send(method, path, headers);
    expect([
      answer.status,
      answer.headers['x-amzn-errortype'],
      (JSON.parse(answer.body) as { __type: string }).__type,
    ]).toEqual([status, type, type]);
  });

  it('under a foreign `Host` is refused, whatever it asks', async () => {
    const headers = { host: 'evil.example:80', 'content-type': 'application/json' };
    const { status, body } = await send('POST', '/events', headers, '{}');
    expect([status, (JSON.parse(body) as { message: string }).message]).toEqual([
      403,
      "Host must be a loopback address, not 'evil.example:80'",
    ]);
  });

  it.each(['localhost', '127.999.0.1:99999'])('under the `Host` `%s` is heard', async (host) => {
    expect((await send('POST', '/events', { host, 'content-type': 'application/json' }, '{}')).status).toBe(200);
  });
});

describe('what IAM decides', () => {
  it('is told of every request whose signature is right, whatever the decision, with what was asked', async () => {
    decided.length = 0;
    await getItem(gateway.admin);
    await awsError(getItem(gateway.principal()));
    await awsError(getItem({ ...gateway.admin, secretAccessKey: 'guessed' }));
    const asked = { operation: 'GetItem', body: '{"TableName":"t","Key":{"id":{"S":"x"}}}' };
    const about = { signer: ROLE_ARN, action: 'dynamodb:GetItem', resource: TABLE, asked };
    expect(
      decided.map(({ principal, action, resource, decision, request }) => ({
        ...{ signer: principal.arn, action, resource, decision },
        asked: { operation: request?.operation, body: request?.body.toString() },
      })),
    ).toEqual([
      { ...about, decision: 'ALLOWED' },
      { ...about, decision: 'NOT_ALLOWED' },
    ]);
  });
});

describe('what is not imitated', () => {
  it('is named: services, and operations without a name', async () => {
    const events = new EventBridgeClient(gateway.client(gateway.admin));
    const { name, message } = await awsError(events.send(new PutEventsCommand({ Entries: [] })));
    expect({ name, message }).toEqual({
      name: 'UnknownOperationException',
      message: "The service 'events' is not imitated here; imitated are dynamodb, sqs, s3, kinesis.",
    });
    const s3 = new S3Client(gateway.client(gateway.admin));
    expect(await awsError(s3.send(new ListBucketsCommand()))).toMatchObject({ name: 'NotImplemented', status: 501 });
  });
});

describe('an open path', () => {
  it('takes unsigned JSON', async () => {
    const answer = await send('POST', '/events', { 'content-type': 'application/json; charset=utf-8' }, '{"a":1}');
    expect([answer.status, answer.body]).toEqual([200, '{"bytes":7}']);
  });

  it.each([
    ['POST', 'text/plain', 415],
    ['POST', 'application/jsonx', 415],
    ['POST', '', 415],
    ['GET', 'application/json', 405],
  ])('refuses %s of `%s`, which a web page could send', async (method, type, status) => {
    expect((await send(method, '/events', { 'content-type': type }, '{}')).status).toBe(status);
  });
});

it('refuses a body that is too long, without reading it', async () => {
  const headers = {
    'content-type': 'application/json',
    'content-length': String(MAX_BODY_BYTES + 1),
    connection: 'close',
  };
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const request = httpRequest({ hostname, port, method: 'POST', path: '/events', headers });
    request.on('error', reject);
    request.on('response', (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.write(randomBytes(1024));
  });
  expect(answer).toBe(413);
});

it('refuses a JSON operation whose body is none', async () => {
  const client = new DynamoDBClient(gateway.client(gateway.admin));
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { body: string }).body = '[1]';
      return next(args);
    },
    { step: 'serialize', priority: 'low' },
  );
  expect(await awsError(client.send(new ListTablesCommand()))).toMatchObject({ name: 'SerializationException' });
});

it('answers a fault of a service with 500 and one line in the log', async () => {
  const { KinesisClient, ListStreamsCommand } = await import('@aws-sdk/client-kinesis');
  const kinesis = new KinesisClient(gateway.client(gateway.admin));
  expect(await awsError(kinesis.send(new ListStreamsCommand()))).toMatchObject({
    name: 'InternalFailure',
    status: 500,
  });
  kinesis.destroy();
  expect(gateway.log).toEqual([
    expect.stringMatching(/^gateway: POST Kinesis_20131202\.ListStreams: it broke \([0-9a-f-]{36}\)$/),
  ]);
});

it('speaks HTTP/2 without TLS on the same port, and lets go of its connections when it closes', async () => {
  const own = await serveGateway(() => ({}), {
    openPaths: { '/events': (body) => Promise.resolve({ status: 200, headers: {}, body }) },
  });
  const session = connectHttp2(own.url);
  const stream = session.request({ ':method': 'POST', ':path': '/events', 'content-type': 'application/json' });
  stream.setEncoding('utf8');
  let body = '';
  stream.on('data', (chunk: string) => (body += chunk));
  stream.end('{"over":2}');
  await new Promise((resolve) => stream.once('end', resolve));
  expect(body).toBe('{"over":2}');
  const gone = new Promise((resolve) => session.once('close', resolve));
  await own.close();
  await gone;
});
